"""What counts within seconds: on a machine that is busy with other tests it tells nothing."""

import os

import pytest

within_seconds = pytest.mark.skipif(
    not os.environ.get("SOI_LONG"), reason="counts within seconds; runs in make test-long"
)
