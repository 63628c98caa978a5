"""What leaves the room and tells nobody whether something came: commitments, notices, figures."""

import json
from datetime import date

import pytest

from soi.denunciations import queries, services
from soi.denunciations.models import Duty, Mailbox, OpenEvent, Outbox
from tests.denunciations.conftest import DAY, TEXT, UBND
from tests.denunciations.test_plain import fill

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)


def test_what_the_record_is_owed_is_laid_down_once_shuffled_and_filled_up(room, client, tmp_path):
    for _ in range(3):
        fill(client)
    owed = {bytes(one.commitment).hex() for one in Outbox.objects.all()}
    path = services.spool(folder=tmp_path, day=DAY.replace(year=2030))
    told = json.loads(path.read_text())

    assert len(told["commitments"]) == 64
    assert owed <= set(told["commitments"])
    assert not Outbox.objects.exists()
    assert TEXT not in path.read_text()
    assert [one["kind"] for one in told["events"]] == ["denunciations.manifest_published"]
    assert services.spool(folder=tmp_path, day=DAY.replace(year=2030)) is None


def test_a_day_without_a_filing_owes_the_record_as_much_as_a_day_with_some(room, client, tmp_path):
    quiet = services.spool(folder=tmp_path, day=DAY)
    for _ in range(3):
        fill(client)
    busy = services.spool(folder=tmp_path, day=DAY.replace(year=2030))
    counts = [len(json.loads(one.read_text())["commitments"]) for one in (quiet, busy)]

    assert counts == [64, 64]
    assert not Outbox.objects.exists()


def test_every_officer_gets_the_same_notice_whether_something_came_or_not(
    room, client, settings, tmp_path, mailoutbox
):
    settings.SOI_DATA = tmp_path
    to = ["mot@example.vn", "hai@example.vn"]
    settings.SOI_SEALED_HOURS = "07:00,13:00"
    assert services.remind(to=to, day=DAY) == 2
    fill(client, about=f"|{UBND}", name="Nguyễn Văn Thử")
    services.release(day=DAY)
    assert services.remind(to=to, day=DAY.replace(day=26)) == 2
    assert services.remind(to=to, day=DAY.replace(day=26)) == 0

    said = {(one.subject, one.body, one.from_email) for one in mailoutbox}
    assert len(mailoutbox) == 4
    assert len(said) == 1
    assert {tuple(one.to) for one in mailoutbox} == {("mot@example.vn",), ("hai@example.vn",)}
    assert "07:00, 13:00" in mailoutbox[0].body


def test_a_notice_that_could_not_be_sent_goes_out_with_the_next_run_and_to_nobody_twice(
    room, settings, tmp_path, mailoutbox, monkeypatch
):
    from django.core.mail.backends.locmem import EmailBackend

    settings.SOI_DATA = tmp_path
    file = tmp_path / "officers.txt"
    file.write_text("# người nhận\nmot@example.vn\n\nhai@example.vn\nmot@example.vn\n")
    to, sending = services.addresses(file), EmailBackend.send_messages

    def fails_for_the_second(self, messages):
        if messages[0].to == ["hai@example.vn"]:
            raise OSError("no mail server")
        return sending(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fails_for_the_second)
    with pytest.raises(OSError, match="no mail server"):
        services.remind(to=to, day=DAY.replace(day=27))
    monkeypatch.undo()
    assert services.remind(to=to, day=DAY.replace(day=27)) == 1

    assert [one.to for one in mailoutbox] == [["mot@example.vn"], ["hai@example.vn"]]
    assert services.addresses(None) == services.addresses(tmp_path / "none") == []


def month(client):
    """A month's figures as the page shows them, once it is counted."""
    assert services.count_month(day=date(2026, 12, 1)) == "2026-11"
    return queries.months()[0]


def put_mailboxes(count):
    Mailbox.objects.bulk_create(
        [Mailbox(address=f"{n:064}", verify=bytes(32), epoch="2026-11") for n in range(count)]
    )


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20)]
)
def test_a_months_figures_are_whole_fives_and_under_five_is_nothing(room, client, count, told):
    put_mailboxes(count)
    facts = month(client)

    assert facts == {"month": "2026-11", "filings": told, "steps_done": 0, "steps_late": 0}
    page = client.get("/denunciations/figures").content.decode()
    assert "11/2026" in page
    assert (f"từ {told}" in page) is (told > 0)


def test_a_month_is_counted_once_and_one_filing_more_or_less_does_not_show(room, client):
    month(client)
    put_mailboxes(4)

    assert services.count_month(day=date(2026, 12, 20)) == ""
    assert OpenEvent.objects.filter(kind="denunciations.month_counted").count() == 1
    assert client.get("/denunciations/figures").content.decode().count("dưới 5") >= 3


def test_steps_in_time_and_late_are_counted_by_the_month_in_which_they_were_due(room, client):
    def steps(count, due, done):
        Duty.objects.bulk_create(
            [
                Duty(number=f"{due}{done}{n}", rule="tc.initial", began_on=DAY, due_on=due,
                     done_on=done)
                for n in range(count)
            ]
        )  # fmt: skip

    steps(6, date(2026, 11, 5), date(2026, 11, 5))
    steps(3, date(2026, 11, 6), date(2026, 11, 7))
    steps(8, date(2026, 11, 6), None)
    steps(9, date(2026, 12, 6), None)
    facts = month(client)

    assert (facts["steps_done"], facts["steps_late"]) == (5, 10)
