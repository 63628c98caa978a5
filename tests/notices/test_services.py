import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction

from soi.notices import queries, services
from soi.notices.channels import CHANNELS
from soi.notices.models import Notice

CONTEXT = {
    "number": "PA-2026-00031",
    "office": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "holder": "Công an phường",
    "due_on": "21/10/2026",
    "link": "/reports/PA-2026-00031/",
}
TEMPLATES = [
    "duty_assigned",
    "duty_escalated",
    "duty_overdue",
    "duty_returned",
    "dispute_decided",
    "invitation",
    "report_answered",
    "report_assigned",
    "report_disputed",
    "report_referred",
]
pytestmark = pytest.mark.django_db


def write(stamp, to="kinhte@phuongmau.example", template="report_assigned", **options):
    return services.queue(to=to, template=template, context=CONTEXT, stamp=stamp, **options)


def later(stamp, **span):
    return stamp.at + timedelta(**span)


def test_a_message_arrives_with_subject_number_day_and_link(stamp, mailbox, settings):
    settings.SOI_BASE_URL = "https://soi.phuongmau.example"
    write(stamp)

    counts = services.deliver(now=stamp.at)

    [message] = mailbox
    body = message.get_payload(decode=True).decode()
    assert counts == {"sent": 1, "failed": 0, "gave_up": 0}
    assert message["To"] == "kinhte@phuongmau.example"
    assert "Hẹn trả lời: 21/10/2026" in body
    assert "https://soi.phuongmau.example/reports/PA-2026-00031/" in body


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_speaks_both_languages(stamp, template, language):
    write(stamp, template=template, language=language)

    services.deliver(now=stamp.at)

    [message] = mail.outbox
    assert message.subject
    assert "\n" not in message.subject
    assert message.body.strip()
    assert "http://localhost" in message.body
    assert not {"{{", "{%", "&#", "&amp;"} & set(message.subject + message.body)


def test_without_an_address_nothing_is_queued(stamp):
    assert write(stamp, to="") is None
    assert queries.counts()["waiting"] == 0


def test_a_message_is_sent_once_and_its_address_then_forgotten(stamp):
    notice = write(stamp)

    services.deliver(now=stamp.at)
    services.deliver(now=later(stamp, days=2))

    notice.refresh_from_db()
    assert len(mail.outbox) == 1
    assert (notice.to, notice.context) == ("", {})
    assert queries.counts() == {"waiting": 0, "sent": 1, "gave_up": 0}


def test_a_message_of_an_act_that_failed_is_never_sent(stamp):
    with transaction.atomic():
        write(stamp)
        transaction.set_rollback(True)

    services.deliver(now=stamp.at)

    assert mail.outbox == []


def test_a_mail_server_that_hangs_loses_nothing_and_holds_up_only_one(
    stamp, hanging_server, settings
):
    for number in range(5):
        write(stamp, to=f"office{number}@phuongmau.example")

    counts = services.deliver(now=stamp.at)

    assert counts == {"sent": 0, "failed": 1, "gave_up": 0}
    assert len(hanging_server) == 1
    assert queries.counts()["waiting"] == 5
    assert Notice.objects.filter(taken_at=None).count() == 5


def test_once_the_mail_server_answers_again_everything_arrives(
    stamp, hanging_server, settings, request
):
    for number in range(5):
        write(stamp, to=f"office{number}@phuongmau.example")
    services.deliver(now=stamp.at)
    mailbox = request.getfixturevalue("mailbox")

    services.deliver(now=later(stamp, minutes=2))

    assert sorted(one["To"] for one in mailbox) == [
        f"office{number}@phuongmau.example" for number in range(5)
    ]


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ("nobody@phuongmau.example", "SMTPRecipientsRefused"),
        ("full@phuongmau.example", "SMTPDataError 452"),
    ],
)
def test_a_receiver_who_is_refused_holds_up_nobody_else(stamp, mailbox, to, error):
    refused = write(stamp, to=to)
    write(stamp)

    counts = services.deliver(now=stamp.at)

    refused.refresh_from_db()
    assert counts == {"sent": 1, "failed": 1, "gave_up": 0}
    assert refused.last_error == error


def test_each_failure_makes_the_next_wait_longer_until_it_gives_up(stamp, mailbox):
    notice, now, waits = write(stamp, to="nobody@phuongmau.example"), stamp.at, []
    while notice.gave_up_at is None:
        services.deliver(now=now)
        notice.refresh_from_db()
        waits.append(int((notice.not_before - now).total_seconds() // 60))
        assert services.deliver(now=now) == {"sent": 0, "failed": 0, "gave_up": 0}
        now = max(now, notice.not_before)

    assert waits[:7] == [1, 5, 15, 60, 240, 720, 1440]
    assert len(waits) == 14
    assert now - stamp.at > timedelta(days=7)
    assert notice.to == "nobody@phuongmau.example"


def test_a_broken_message_is_put_back_with_its_reason(stamp):
    notice = write(stamp, template="no_such_template")

    counts = services.deliver(now=stamp.at)

    notice.refresh_from_db()
    assert counts["failed"] == 1
    assert notice.last_error == "TemplateDoesNotExist"


def test_what_a_dead_deliverer_took_is_taken_again_after_ten_minutes(stamp):
    write(stamp)
    Notice.objects.update(taken_at=stamp.at, tries=1)

    early = services.deliver(now=later(stamp, minutes=9))
    late = services.deliver(now=later(stamp, minutes=11))

    assert (early["sent"], late["sent"]) == (0, 1)


def test_the_same_message_has_the_same_key_at_every_try(stamp, mailbox):
    write(stamp)
    services.deliver(now=stamp.at)
    Notice.objects.update(sent_at=None, taken_at=None, to="a@b.example")

    services.deliver(now=stamp.at)

    assert len({one["Message-ID"] for one in mailbox}) == 1


def test_a_message_that_waits_for_an_hour_is_late(stamp):
    write(stamp)

    assert queries.late(later(stamp, minutes=59)) == 0
    assert queries.late(later(stamp, minutes=61)) == 1


def test_the_messages_of_a_past_that_nobody_lived_are_never_sent(stamp):
    write(stamp)

    services.skip(until=later(stamp, days=1))
    services.deliver(now=later(stamp, days=2))

    assert mail.outbox == []
    assert queries.counts() == {"waiting": 0, "sent": 0, "gave_up": 0}


def test_the_command_sends_and_counts(stamp, capsys):
    write(stamp)

    call_command("deliver", "--json")

    assert capsys.readouterr().out.strip() == '{"sent": 1, "failed": 0, "gave_up": 0}'


def test_a_second_deliverer_in_the_middle_of_the_first_sends_nothing_twice(stamp, monkeypatch):
    sent = []

    def send(message):
        sent.append(message.to)
        services.deliver(now=stamp.at)

    monkeypatch.setitem(CHANNELS, "email", send)
    receivers = [f"office{number:02}@phuongmau.example" for number in range(9)]
    for to in receivers:
        write(stamp, to=to)

    services.deliver(now=stamp.at)

    assert sent == receivers


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_each_message_once(stamp, mailbox):
    receivers = [f"office{number:02}@phuongmau.example" for number in range(30)]
    for to in receivers:
        write(stamp, to=to)
    start, counts = threading.Barrier(2), []

    def run():
        start.wait()
        counts.append(services.deliver(now=stamp.at)["sent"])
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(one["To"] for one in mailbox) == receivers
    assert sum(counts) == 30
