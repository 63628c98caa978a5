"""Taking a filing in: the receipt, its code and its day, and who sent it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.offices.models import OfficeName
from soi.record import queries as record
from soi.record.models import Counter
from soi.reports import queries, services
from soi.reports.models import Identity, Report
from soi.reports.services import photos
from tests.reports.conftest import FRONT, KT, UBND

CONTACT = services.Contact("Nguyễn Thị Mẫu", "0905 000 011", "mau@example.vn", "12 Sen Hồng")


def test_a_report_gets_an_office_a_day_a_source_and_a_code(received):
    report = queries.by_code(received.code)

    assert received.office == KT
    assert received.due_on == date(2026, 10, 5)
    assert "27/QĐ-UBND" in received.due_source
    assert received.statutory is False
    assert (report.number, report.state) == (received.number, "assigned")
    assert report.duty.due_on == received.due_on


def test_a_report_is_received_in_at_most_thirteen_statements(ward, filing, resident):
    services.receive(filing=filing(), stamp=resident())

    with CaptureQueriesContext(connection) as caught:
        services.receive(filing=filing(), stamp=resident())

    assert len(caught) <= 13, "\n".join(one["sql"][:150] for one in caught)


def test_the_code_is_kept_nowhere(received):
    kept = [str(value) for row in Report.objects.values() for value in row.values()]

    assert not any(received.code in one or received.code.replace("-", "") in one for one in kept)


def test_the_same_key_gives_the_same_receipt_for_a_day(ward, filing, resident):
    first = services.receive(filing=filing(key="k" * 20), stamp=resident())

    second = services.receive(filing=filing(key="k" * 20), stamp=resident(hours=23))

    assert second == first
    assert Report.objects.count() == 1


def test_the_same_key_with_another_text_is_refused(ward, filing, resident):
    services.receive(filing=filing(key="k" * 20), stamp=resident())
    before = record.root()

    with pytest.raises(services.KeyReused):
        services.receive(filing=filing(key="k" * 20, text="Một việc khác hẳn"), stamp=resident())

    assert (Report.objects.count(), record.root()) == (1, before)


def test_a_key_is_free_again_after_a_day(ward, filing, resident):
    first = services.receive(filing=filing(key="k" * 20), stamp=resident())

    second = services.receive(filing=filing(key="k" * 20), stamp=resident(days=1))

    assert second.number != first.number
    assert queries.by_code(first.code).number == first.number


def test_a_complaint_without_name_and_address_is_refused_without_a_trace(ward, filing, resident):
    before = record.root()

    with pytest.raises(services.NeedsIdentity):
        services.receive(filing=filing(kind="complaint"), stamp=resident())

    assert (Report.objects.count(), Identity.objects.count(), record.root()) == (0, 0, before)


def test_a_complaint_has_its_own_series_and_its_day_by_law(ward, filing, resident):
    receipt = services.receive(filing=filing(kind="complaint", contact=CONTACT), stamp=resident())

    assert receipt.number.startswith("KN-2026-")
    assert (receipt.due_on, receipt.statutory) == (date(2026, 10, 7), True)
    assert queries.page().rows == []


def test_a_denunciation_is_never_stored(ward, filing, resident):
    before = record.root()

    with pytest.raises(services.NotStored):
        services.receive(filing=filing(kind="denunciation"), stamp=resident())

    assert (Report.objects.count(), record.root()) == (0, before)


def test_a_point_outside_the_ward_is_refused(ward, filing, resident):
    with pytest.raises(Unacceptable, match="outside_ward"):
        services.receive(filing=filing(lat=21.0, long=105.8), stamp=resident())


def test_who_sent_it_lies_apart_under_a_key(ward, filing, resident):
    receipt = services.receive(filing=filing(contact=CONTACT), stamp=resident())

    identity = Identity.objects.get()
    assert identity.phone == "+84905000011"
    assert identity.typed_phone == "0905 000 011"
    assert Report.objects.get(number=receipt.number).identity_key == identity.key


def test_reading_who_sent_it_is_told_in_the_record(ward, filing, resident, officer):
    receipt = services.receive(filing=filing(contact=CONTACT), stamp=resident())
    stamp = officer(UBND, Role.IDENTITY_READER)

    found = services.read_identity(number=receipt.number, reason="Hỏi thêm vị trí", stamp=stamp)

    assert found.name == CONTACT.name
    assert record.about(f"report:{receipt.number}")[-1]["kind"] == "report.identity_read"


def test_reading_who_sent_it_without_a_reason_is_refused(received, officer):
    with pytest.raises(services.NeedsWords):
        services.read_identity(number=received.number, reason=" ", stamp=officer(UBND))


def test_an_office_that_changed_while_a_filing_was_planned_is_not_written_down(
    ward, filing, resident, monkeypatch
):
    write, changes = photos.write, iter(["Phòng mới"])

    def meanwhile(*told):
        for name in changes:  # by another process, once
            OfficeName.objects.filter(office__slug=KT).update(name=name)
            Counter.objects.filter(name="offices").update(value=7)
        return write(*told)

    monkeypatch.setattr(photos, "write", meanwhile)

    receipt = services.receive(filing=filing(), stamp=resident())

    assert receipt.office_name == "Phòng mới"
    assert Report.objects.count() == 1


def test_photos_of_a_refused_filing_are_not_left_behind(ward, filing, resident, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    photo = services.NewPhoto(b"\xff\xd8jpeg", 10, 10)
    bad = replace(filing(photos=(photo,)), part_of="PA-1999-00001")

    with pytest.raises(Report.DoesNotExist):
        services.receive(filing=bad, stamp=resident())

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert FRONT
