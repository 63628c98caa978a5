import os
import subprocess
import sys

ASK = "import sys; from pathlib import Path; from soi.project.secret import kept; "
ASK += "sys.stdin.read(1); print(kept(Path(sys.argv[1]), 50))"


def test_whoever_begins_together_has_the_same_secret(tmp_path):
    path = tmp_path / "secret.key"
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.getcwd()},
        )
        for _ in range(6)
    ]  # fmt: skip

    for one in asked:
        one.stdin.write("x")
        one.stdin.flush()
    told = {one.communicate(timeout=60)[0].strip() for one in asked}

    assert told == {path.read_text()}
    assert len(told.pop()) == 100
    assert os.listdir(tmp_path) == ["secret.key"]
    assert path.stat().st_mode & 0o777 == 0o600
