import pytest

from soi.law import services


@pytest.fixture
def law(db, stamp):
    return services.load(stamp=stamp)


@pytest.fixture
def demo_law(law, stamp):
    return services.load_demo(stamp=stamp)
