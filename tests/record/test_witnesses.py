"""The ward's log and its witnesses: who signed is shown, and what they remember is believed."""

import shutil
import threading
import time
from dataclasses import replace

import pytest

from soi.core import merkle, notes, tiles
from soi.core.notes import COSIGNATURE, Checkpoint, Signer
from soi.core.witnessing import Witness
from soi.record import queries, services
from soi.record.models import Cosignature, Log
from soi.record.services import asking, calling
from tests.record.conftest import AT, checkpoint, lose, restart, tell
from tests.record.witnesses import mute, policy, served

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(started, stamp):
    """A published log of five entries, before anybody witnesses it."""
    tell(stamp, 5)
    services.publish(at=AT)
    return started


@pytest.fixture
def front(log, tmp_path):
    with served(tmp_path / "front", "front", (log / "vkey").read_text()) as one:
        yield one


@pytest.fixture
def lawyers(log, tmp_path):
    with served(tmp_path / "lawyers", "lawyers", (log / "vkey").read_text()) as one:
        yield one


def asks(log, *witnesses):
    (log.parent / "policy").write_text(policy(*witnesses))


def signed():
    page = queries.overview(AT)
    return {name for name, moment in page["witnesses"] if moment}, page["met"]


def why():
    return Log.objects.get().frozen_why


def test_both_witnesses_sign_and_the_page_says_who_and_when(log, front, lawyers, stamp):
    asks(log, front, lawyers)
    tell(stamp, 300)

    services.publish(at=AT)

    note, key = (log / "checkpoint").read_text(), notes.parse_key((log / "vkey").read_text())
    point, seen = notes.opened(note, key, [front.key, lawyers.key])
    assert point.size == 305
    assert [one.name for one in seen] == ["front.example/soi", "lawyers.example/soi"]
    assert signed() == ({"front", "lawyers"}, True)


def test_one_that_is_down_is_named_and_signs_when_it_is_back(log, front, lawyers):
    gone = Witness("lawyers", lawyers.key, "http://127.0.0.1:9")
    asks(log, front, gone)
    services.publish(at=AT)
    assert signed() == ({"front"}, False)

    asks(log, front, lawyers)
    services.publish(at=AT)

    assert signed() == ({"front", "lawyers"}, True)


def test_who_has_not_signed_and_a_policy_that_cannot_be_read_are_named(log, front, lawyers):
    asks(log, front, Witness("lawyers", lawyers.key, "http://127.0.0.1:9"))
    services.publish(at=AT)
    assert queries.policy_trouble() == "the quorum is not met; not signed: lawyers"

    (log.parent / "policy").write_text("quorum nobody\n")
    assert services.publish(at=AT).size == 5
    assert "nobody" in queries.policy_trouble()
    (log.parent / "policy").write_text("")
    assert queries.policy_trouble() == ""


def test_one_that_hangs_holds_nobody_up_twice(log, front, stamp):
    key = Signer("mute.example/soi", COSIGNATURE, b"m" * 32).key
    with mute() as address:
        asks(log, Witness("mute", key, address), front)
        tell(stamp)
        began = time.monotonic()
        assert services.publish(at=AT).size == 6
        first = time.monotonic() - began
        tell(stamp)
        began = time.monotonic()
        assert services.publish(at=AT).size == 7
        second = time.monotonic() - began

    assert signed() == ({"front"}, False)
    assert first < 8
    assert second < 1.5


def test_one_that_hung_is_left_alone_though_it_gave_up_before_we_looked(monkeypatch):
    class Slow(threading.Thread):
        def start(self):
            super().start()
            time.sleep(0.3)

    monkeypatch.setattr(calling, "WAIT", 0.1)
    monkeypatch.setattr(calling, "_out", {})
    monkeypatch.setattr(calling.threading, "Thread", Slow)
    key = Signer("mute.example/soi", COSIGNATURE, b"m" * 32).key
    asked = []

    for _ in range(2):
        calling.called({Witness("mute", key, "http://mute"): lambda at: asked.append(at) or wait()})

    assert asked == ["http://mute"]


def wait():
    time.sleep(0.15)
    raise TimeoutError


def test_an_answer_that_was_lost_is_asked_for_again(log, front, stamp):
    asks(log, front)
    services.publish(at=AT)
    tell(stamp)
    services.publish(at=AT)
    Cosignature.objects.filter(size=6).delete()  # the witness signed, the ward died before it knew

    tell(stamp)
    services.publish(at=AT)

    assert signed() == ({"front"}, True)


def restored(log, tmp_path, stamp, more):
    """Bring the whole ward, files and rows, back to where it was `more` entries ago."""
    old = dict(Log.objects.values().get())
    shutil.copytree(log, tmp_path / "backup")
    tell(stamp, more)
    services.publish(at=AT)
    shutil.rmtree(log)
    shutil.copytree(tmp_path / "backup", log)
    lose(old)
    Cosignature.objects.filter(size__gt=old["size"]).delete()
    restart()


def test_a_whole_old_backup_is_found_at_the_start_before_anything_is_signed(
    log, front, stamp, tmp_path
):
    asks(log, front)
    services.publish(at=AT)
    restored(log, tmp_path, stamp, 4)
    before = (log / "signed.log").read_text()
    tell(stamp, 9)

    assert services.publish(at=AT) is None

    assert why() == "rollback: the witness front has seen size 9"
    assert (log / "signed.log").read_text() == before


def test_an_old_backup_that_was_gone_on_from_is_a_fork_at_the_next_refusal(
    log, front, stamp, tmp_path
):
    asks(log, front)
    services.publish(at=AT)
    restored(log, tmp_path, stamp, 4)
    address = (log.parent / "policy").read_text()
    asks(log, Witness("front", front.key, "http://127.0.0.1:9"))
    tell(stamp, 9)
    services.publish(at=AT)  # the witness could not be reached when the work began
    (log.parent / "policy").write_text(address)
    restart()

    assert services.publish(at=AT) is None

    assert why() == "fork: the witness front has seen another root at size 9"


def test_after_it_was_filled_again_what_witnesses_saw_in_between_still_fits(log, front, stamp):
    asks(log, front)
    tell(stamp, 3)
    old = dict(Log.objects.values().get())
    services.publish(at=AT)
    asks(log, Witness("front", front.key, "http://127.0.0.1:9"))
    tell(stamp, 300)
    services.publish(at=AT)
    lose(old)
    restart()
    services.publish(at=AT)
    assert why().startswith("rollback")

    services.refill(at=AT)
    asks(log, front)
    tell(stamp)
    services.publish(at=AT)

    assert (why(), signed()) == ("", ({"front"}, True))


@pytest.mark.parametrize(("off", "way"), [(600, "10 minutes ahead of"), (-180, "3 minutes behind")])
def test_nothing_is_published_by_a_clock_that_all_witnesses_contradict(
    log, front, lawyers, stamp, monkeypatch, off, way
):
    asks(log, front, lawyers)
    published = (log / "checkpoint").read_text()
    tell(stamp, 3)
    with monkeypatch.context() as wrong:
        wrong.setattr(calling, "now", lambda: time.time() + off)
        assert services.publish(at=AT) is services.publish(at=AT) is None
    assert (log / "checkpoint").read_text() == published
    assert why() == f"the clock here is {way} all witnesses"
    page = queries.overview(AT)
    assert (page["held_up"], page["frozen"]) == (why(), False)

    assert services.publish(at=AT).size == 8
    assert why() == ""
    assert signed() == ({"front", "lawyers"}, True)


def test_one_witness_whose_own_clock_is_wrong_holds_nothing_up(
    log, front, lawyers, stamp, monkeypatch
):
    asks(log, front, lawyers)
    tell(stamp)
    seen = notes.verify_cosignature

    def lying(checkpoint, line, key):
        found = seen(checkpoint, line, key)
        return replace(found, at=found.at - 900) if key == front.key else found

    monkeypatch.setattr(notes, "verify_cosignature", lying)

    assert services.publish(at=AT).size == 6


def test_a_forged_tile_makes_no_fork_look_like_a_beginning(log, front, stamp):
    # What the database forgot is proved from the tiles, up to the root that was signed.
    asks(log, front)
    tell(stamp, 3)
    services.publish(at=AT)
    whole = Log.objects.get()
    point = checkpoint(log)
    other = Checkpoint(point.origin, 2, merkle.node(b"x" * 32, b"y" * 32))
    path = log / tiles.path(0, 0, point.size)
    path.write_bytes(b"x" * 32 + b"y" * 32 + path.read_bytes()[64:])

    assert not asking._begins_with(whole, other)
