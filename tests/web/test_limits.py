from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from soi.web import limits


@pytest.fixture
def at(monkeypatch):
    moment = [datetime(2026, 3, 2, tzinfo=UTC)]
    monkeypatch.setattr(limits.clock, "now", lambda: moment[0])

    def forward(seconds):
        moment[0] += timedelta(seconds=seconds)

    return forward


def knock(key="a", name="code"):
    return limits.hit(name, key, most=3, seconds=60)


def test_the_fourth_knock_in_a_minute_waits(at):
    assert [knock() for _ in range(3)] == [0, 0, 0]
    at(20)

    assert knock() == 40


def test_who_waits_long_enough_may_knock_again(at):
    for _ in range(4):
        knock()
    at(60)

    assert knock() == 0


def test_others_and_other_doors_are_not_kept_waiting(at):
    for _ in range(4):
        knock()

    assert (knock(key="b"), knock(name="form")) == (0, 0)


def test_the_counts_never_grow_without_end(at, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_KEYS", 10)
    for number in range(50):
        knock(key=str(number))

    assert len(limits._hits) == 10


def test_a_load_test_may_turn_the_limits_off(at, settings):
    settings.SOI_RATE_LIMITS = False

    assert [knock() for _ in range(9)] == [0] * 9


def test_an_address_is_not_kept_as_such():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")

    assert "203" not in limits.address(request)
    assert limits.address(request) == limits.address(request)


PROXY = "127.0.0.1"


def seen(told=None, *, by=PROXY):
    headers = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    return limits.address(RequestFactory().get("/", REMOTE_ADDR=by, **headers))


@pytest.mark.parametrize(
    ("proxies", "told", "meant"),
    [
        (0, "203.0.113.7", PROXY),  # without a proxy of ours anybody writes the header
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),  # the first is the sender's own word
        (2, "198.51.100.9, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),  # fewer than there should be
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "203.0.113.7, _hidden", PROXY),
        (1, "203.0.113.7:4711", PROXY),
        (1, "<script>", PROXY),
    ],
)
def test_behind_proxies_of_ours_the_address_is_what_the_outermost_saw(
    settings, proxies, told, meant
):
    settings.SOI_PROXIES = proxies

    assert seen(told) == seen(by=meant)


def test_two_residents_behind_one_proxy_are_two(settings):
    settings.SOI_PROXIES = 1

    assert seen("203.0.113.7") != seen("203.0.113.8")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household's /64
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_an_ipv6_address_counts_by_its_first_half(one, other, alike):
    assert (seen(by=one) == seen(by=other)) is alike


def test_what_is_no_address_at_all_is_one_and_the_same():
    assert seen(by="") == seen(by="unix:")
