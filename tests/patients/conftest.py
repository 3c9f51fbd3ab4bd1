"""Who lives in the tests of the record."""

import pytest

from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.patients.lives import NOON, Life, a_whole_life


@pytest.fixture
def scene() -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=NOON)


@pytest.fixture
def stranger() -> Scene:
    """Make another woman like her, of another centre."""
    return a_woman_ready_for_dispensing(at=NOON)


@pytest.fixture(scope="module")
def life(ground: None) -> Life:
    """Make a woman with everything behind her, once for all tests of a file."""
    return a_whole_life()
