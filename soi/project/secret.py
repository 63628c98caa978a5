"""Secrets of this machine: made once, and whole or not there at all."""

import os
import secrets
from pathlib import Path


def kept(path: Path, size: int) -> str:
    """Return the secret in a file; the first to ask makes it, of `size` random bytes.

    Of two processes that begin together neither may read what the other has half written.
    """
    if not path.exists():
        whole = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(whole, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(size))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(whole, path)
        except FileExistsError:
            pass
        finally:
            whole.unlink()
    return path.read_text().strip()
