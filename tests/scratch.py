"""Where tests keep what a ward keeps: a folder of their own, and never a ward's.

Loaded by `-p` in pyproject.toml, before Django's settings are read; a conftest comes too late. Each
of many processes that share out the tests has a folder within the one of all.
"""

import atexit
import os
import shutil
import tempfile

_MADE = "SOI_TEST_DATA"  # by whoever shares the tests out

if _MADE not in os.environ:
    os.environ[_MADE] = tempfile.mkdtemp(prefix="soi-test-")
    atexit.register(shutil.rmtree, os.environ[_MADE], ignore_errors=True)
os.environ["SOI_DATA"] = os.path.join(
    os.environ[_MADE], os.environ.get("PYTEST_XDIST_WORKER", "alone")
)
os.environ.setdefault("SOI_DEMO", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
