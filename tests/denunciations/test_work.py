"""The work that a machine does in a flood: Python and the page's script mean the same."""

import json
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from soi.core import sealed

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "build/door/age.js"
SEAL = ROOT / "soi/denunciations/static/denunciations/seal.js"
NODE = shutil.which("node")
CHALLENGE = bytes(range(32))


def test_work_is_found_after_some_tries_and_is_for_one_challenge_alone():
    draws = []

    def chance(count):
        draws.append(count)
        return secrets.token_bytes(count)

    nonces = [sealed.worked(CHALLENGE, chance) for _ in range(8)]

    assert all(sealed.is_worked(CHALLENGE, one) for one in nonces)
    assert len(draws) > 8 * 8, "64 tries each on the average"
    assert not all(sealed.is_worked(CHALLENGE[::-1], one) for one in nonces)
    assert not sealed.is_worked(CHALLENGE, nonces[0][:-1])
    assert not sealed.is_worked(b"short", nonces[0])


@pytest.mark.slow
@pytest.mark.skipif(
    not (NODE and BUNDLE.exists()), reason="SKIPPED LOUDLY: no node, or no bundle, here"
)
def test_what_the_page_worked_for_is_work():
    script = """
    const fs = require("node:fs"), vm = require("node:vm");
    globalThis.SoiCompetence = {};
    for (const path of process.argv.slice(1, 3)) {
      vm.runInThisContext(fs.readFileSync(path, "utf8"));
    }
    SoiSeal.work(process.argv[3]).then((told) => console.log(JSON.stringify(told)));
    """
    done = subprocess.run(
        [NODE, "-e", script, "--", BUNDLE, SEAL, CHALLENGE.hex()], capture_output=True,
        text=True, check=True, timeout=120,
    )  # fmt: skip
    challenge, _colon, nonce = json.loads(done.stdout).partition(":")

    assert challenge == CHALLENGE.hex()
    assert sealed.is_worked(CHALLENGE, bytes.fromhex(nonce))
