from datetime import UTC, date, datetime

import pytest

from soi.core.refusals import Unacceptable
from soi.core.stamps import RESIDENT, Stamp


def test_an_act_late_in_the_evening_utc_is_of_the_next_day_in_vietnam():
    assert Stamp(RESIDENT, datetime(2026, 3, 1, 17, tzinfo=UTC)).on == date(2026, 3, 2)


def test_a_moment_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="zone"):
        Stamp(RESIDENT, datetime(2026, 3, 1, 17))  # noqa: DTZ001


def test_a_refusal_keeps_its_code_and_what_its_sentence_needs():
    refusal = Unacceptable("text", "too_long", most=5000)

    assert refusal.code == "unacceptable"
    assert refusal.facts == {"field": "text", "reason": "too_long", "most": 5000}
