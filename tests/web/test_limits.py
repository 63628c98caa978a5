import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from soi.web import limits
from soi.web.tally import SIZE, Tally


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


def test_the_counts_never_grow_without_end(at, tmp_path):
    tally = Tally(tmp_path / "limits")
    for number in range(2000):
        tally.add(str(number), 1, most=3, seconds=60, now=0)

    assert (tmp_path / "limits").stat().st_size == SIZE


def test_of_too_many_keys_those_go_first_whose_time_is_up_soonest(monkeypatch):
    monkeypatch.setattr("soi.web.tally._ROWS", 1)  # all keys share eight places
    tally = Tally()
    tally.add("bytes of the day", 90, most=100, seconds=86400, now=0)
    for number in range(500):
        tally.add(str(number), 1, most=3, seconds=60, now=1)

    assert tally.add("bytes of the day", 20, most=100, seconds=86400, now=2) > 80_000


def test_all_processes_count_together(tmp_path):
    script = (
        "import sys; from pathlib import Path; from soi.web.tally import Tally; "
        "t = Tally(Path(sys.argv[1])); "
        "print(sum(t.add('a', 1, most=100, seconds=60, now=0) == 0 for _ in range(60)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "limits")]
    four = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]

    assert sum(int(one.communicate()[0]) for one in four) == 100


def test_children_of_one_process_count_together(tmp_path):
    tally = Tally(tmp_path / "limits")  # opened before the fork, as gunicorn's workers do
    children = []
    for _ in range(4):
        child = os.fork()
        if not child:
            for _turn in range(60):
                tally.add("a", 1, most=1000, seconds=60, now=0)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)

    left = sum(tally.add("a", 1, most=1000, seconds=60, now=0) == 0 for _ in range(1000))
    assert left == 1000 - 4 * 60


def test_what_weighs_more_counts_for_more(at):
    def send(weight):
        return limits.hit("bytes", "a", most=100, seconds=60, weight=weight)

    assert (send(60), send(30)) == (0, 0)
    assert send(11) == 60
    assert send(10) == 0


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
