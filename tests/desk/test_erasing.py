"""A denunciation found late at the desk: neither scan nor talk nor letter of it stays."""

from datetime import time

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage

from soi.core.mandates import Role
from soi.desk import queries, services
from soi.desk.models import Forwarding, Intake, Scan, Visit, VisitFiling
from soi.duties import queries as duties
from soi.duties.models import Duty
from soi.duties.services import NewEvidence
from soi.notices.models import Notice
from soi.record import queries as record
from soi.record.models import Payload
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.models import Identity, Report
from soi.reports.services import Contact, Filing, NewPhoto, PartGiven
from tests.desk.conftest import DESK, KT, LAMP, UBND, VHXH, at, paper, pdf
from tests.reports.test_triage import anywhere

SECRET = "Ông trưởng bộ phận Thử nhận tiền bồi dưỡng của tôi."
WHO = Contact(name="Lê Thử Kín", address="hẻm 9", phone="0900000012")


def scanned(number, stamp):
    return services.add_scan(number=number, name="a.pdf", data=pdf(1), stamp=stamp)


def told_at_reception(text, **more):
    """Receive somebody, and return their visit and the filings that it brought."""
    day = services.schedule(
        on=at(8).on, starts=time(8), ends=time(11), place="Phòng tiếp", stamp=at(office=UBND),
        post="ubnd-phuong-mau-truong",
    )  # fmt: skip
    visit = services.arrive(pk=day.pk, subject=text, contact=WHO, stamp=at(8))
    services.call(visit=visit.pk, stamp=at(8, minutes=10))
    texts = (text, *more.get("also", ()))
    receipts = [
        services.file_from_visit(
            visit=visit.pk,
            filing=Filing(kind="report", text=one, accuses_nobody=True),
            stamp=at(8, minutes=20),
        )
        for one in texts
    ]
    services.finish(visit=visit.pk, minutes=text, outcome=text, stamp=at(8, minutes=40))
    return visit.pk, [one.number for one in receipts]


def erase(number, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_denunciation(number=number, stamp=at(9))


@pytest.mark.parametrize(
    ("role", "office"),
    [(Role.DESK_OFFICER, DESK), (Role.OFFICER, KT), (Role.OFFICE_HEAD, VHXH), (Role.LEADER, UBND)],
)
def test_nobody_fetches_the_scan_of_an_erased_paper(
    client, person, ward, role, office, django_capture_on_commit_callbacks
):
    receipt = services.take_in(paper=paper(SECRET), stamp=at())
    scan = scanned(receipt.number, at())

    erase(receipt.number, django_capture_on_commit_callbacks)

    who = person(role.value, office).person
    client.force_login(get_user_model().objects.get(pk=int(who.removeprefix("user:"))))
    assert client.get(f"/staff/desk/scans/{scan.pk}.pdf").status_code in (403, 404)
    assert not default_storage.exists(scan.file)
    assert not Scan.objects.exists()
    assert not Intake.objects.exists()


def test_the_talk_at_which_it_was_told_keeps_neither_words_nor_name(
    ward, django_capture_on_commit_callbacks
):
    pk, (number,) = told_at_reception(SECRET)

    erase(number, django_capture_on_commit_callbacks)

    visit = Visit.objects.get(pk=pk)
    assert (visit.state, visit.subject, visit.identity_key) == ("done", "—", "")
    assert not VisitFiling.objects.exists()
    assert not Identity.objects.exists()
    for word in ("bồi dưỡng", "boi duong", "Lê Thử Kín", "0900000012"):
        assert not anywhere(word), word
    assert not Payload.objects.filter(subject__startswith="reception:", body__contains=number)
    assert record.check().whole


def test_another_filing_of_the_same_talk_stays_with_its_sender(
    ward, django_capture_on_commit_callbacks
):
    _pk, (number, other) = told_at_reception(SECRET, also=[LAMP])

    erase(number, django_capture_on_commit_callbacks)

    kept = report_services.read_identity(number=other, reason="gọi lại", stamp=at(9))
    assert kept.name == WHO.name


def test_a_part_of_the_same_paper_keeps_the_sender_and_hangs_on_no_stub(
    ward, django_capture_on_commit_callbacks
):
    main = services.take_in(paper=paper(f"{SECRET} {LAMP}", contact=WHO), stamp=at()).number
    parts = [PartGiven("report", "khac", SECRET), PartGiven("report", "ha_tang", LAMP)]
    (part,) = services.split(number=main, parts=parts, stamp=at(1))

    erase(main, django_capture_on_commit_callbacks)

    kept = reports.by_number(part.number)
    assert reports.parts(kept) == []
    assert Identity.objects.get(key=kept.identity_key).name == WHO.name
    assert reports.by_number(main).identity_key == ""


def test_no_message_about_it_waits_and_no_duty_of_it_is_seen(
    ward, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.SOI_GATEWAYS = {"sms": f"file:{tmp_path / 'out'}"}
    number = services.take_in(paper=paper(SECRET, contact=WHO), stamp=at()).number
    assert anywhere("0900000012")
    assert Notice.objects.filter(channel="sms", context__number=number).exists()
    services.note_forwarder(
        number=number, by="mttq-phuong-mau", document="1/MT", on=at().on, stamp=at()
    )
    office = reports.by_number(number).office
    report_services.answer(
        number=number, text="Đã xem.", outcome="done", stamp=at(1, office=office),
        evidence=[NewEvidence("photo", data=b"\xff\xd8\xff\xd9", alt="bồi dưỡng")],
    )  # fmt: skip
    services.owe_results(stamp=at(2))
    ref = reports.by_number(number).ref
    owed = list(duties.about(ref).values_list("number", flat=True))
    file = reports.evidence(reports.by_number(number))[0].file
    assert len(owed) == 2

    erase(number, django_capture_on_commit_callbacks)

    assert not Notice.objects.filter(context__number=number)
    assert {one.visibility for one in Duty.objects.filter(number__in=owed)} == {"sealed"}
    assert not Duty.objects.filter(title__contains=number)
    assert not Forwarding.objects.exists()
    assert not default_storage.exists(file)
    assert not anywhere("1/MT")


def test_the_desk_page_erases_the_scan_too(
    client, person, ward, django_capture_on_commit_callbacks
):
    number = services.take_in(paper=paper(SECRET), stamp=at()).number
    scanned(number, at())
    who = person(Role.DESK_OFFICER.value, DESK).person
    client.force_login(get_user_model().objects.get(pk=int(who.removeprefix("user:"))))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/staff/desk/sort/{number}/erase/", {"sure": "yes"})

    assert queries.scans(number) == []
    assert reports.by_number(number).is_erased


def test_parting_a_denunciation_off_takes_its_scan_and_the_words_of_the_talk(
    ward, django_capture_on_commit_callbacks
):
    pk, (number,) = told_at_reception(f"{LAMP} {SECRET}")
    scan = scanned(number, at(8))
    parts = [PartGiven("report", "ha_tang", LAMP), PartGiven("denunciation", "", "")]

    with django_capture_on_commit_callbacks(execute=True):
        services.split(number=number, parts=parts, stamp=at(9))

    assert not anywhere("bồi dưỡng")
    assert not default_storage.exists(scan.file)
    assert Visit.objects.get(pk=pk).identity_key != ""


def test_photos_of_a_denunciation_leave_the_disk(ward, django_capture_on_commit_callbacks):
    photo = NewPhoto(b"\xff\xd8\xff\xd9", 1, 1)
    number = services.take_in(paper=paper(SECRET, photos=(photo,)), stamp=at()).number
    (file,) = (one.file for one in reports.photos(reports.by_number(number), hidden=True))

    erase(number, django_capture_on_commit_callbacks)

    assert not default_storage.exists(file)


def test_an_erased_filing_that_was_passed_on_stops_no_reminder(
    ward, django_capture_on_commit_callbacks
):
    from django.core.management import call_command

    first, second, third = (
        services.take_in(paper=paper(f"{LAMP} Cột {n}."), stamp=at()).number for n in range(3)
    )
    for number in (first, second, third):
        services.note_forwarder(
            number=number, by="mttq-phuong-mau", document="1/MT", on=at().on, stamp=at()
        )
    report_services.erase_denunciation(number=first, stamp=at(1))
    # A row that is refused for another reason: its office is not on the chart any more.
    Report.objects.filter(number=second).update(office="no-such-office", answered_on=at(1).on)
    Report.objects.filter(number=third).update(answered_on=at(1).on)

    call_command("desk_remind")

    owed = {one.report.number: bool(one.duty) for one in Forwarding.objects.all()}
    assert owed == {first: False, second: False, third: True}
