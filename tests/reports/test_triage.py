"""Sorting at the desk: kinds, parts, merges, and a denunciation found late."""

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from soi.core.filings import NotNow
from soi.core.refusals import Unacceptable
from soi.duties import queries as duties
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.models import Identity, Photo, Report
from soi.reports.services import Contact, NeedsIdentity, NewPhoto, OneMatter, PartGiven
from tests.reports.conftest import KT, UBND

DESK = "mot-cua-phuong-mau"
MIXED = (
    "Đèn đường Sen Hồng tắt ba đêm. Tôi đề nghị mở thêm quầy hộ tịch sáng thứ hai. "
    "Tôi khiếu nại quyết định thu phí vỉa hè số 7."
)
PARTS = [
    PartGiven("report", "ha_tang", "Đèn đường Sen Hồng tắt ba đêm."),
    PartGiven("petition", "thu_tuc", "Tôi đề nghị mở thêm quầy hộ tịch sáng thứ hai."),
    PartGiven("complaint", "thu_chi", "Tôi khiếu nại quyết định thu phí vỉa hè số 7."),
]


@pytest.fixture
def desk(officer):
    from soi.core.mandates import Role

    def make(days=0):
        return officer(DESK, Role.DESK_OFFICER, days=days)

    return make


def filed(filing, resident, **more):
    return services.receive(filing=filing(**more), stamp=resident()).number


def test_a_mixed_filing_is_split_into_three_with_their_own_clocks(filing, resident, desk, ward):
    contact = Contact(name="Trần Thử", address="tổ 4")
    number = filed(filing, resident, text=MIXED, contact=contact)

    receipts = services.split(number=number, parts=PARTS, stamp=desk(1))

    rows = [queries.by_number(one) for one in (number, *(one.number for one in receipts))]
    assert [row.kind for row in rows] == ["report", "petition", "complaint"]
    assert [row.office for row in rows] == [KT, DESK, UBND]
    assert len({row.duty.due_on for row in rows}) == 3
    assert {row.received_on for row in rows} == {rows[0].received_on}
    assert {row.identity_key for row in rows} == {rows[0].identity_key}
    assert [row.listed for row in rows] == [True, True, False]
    assert MIXED in [event.note for event in queries.history(rows[0])]


def test_a_complaint_part_needs_a_name_and_nothing_is_split_without(filing, resident, desk, ward):
    number, clerk = filed(filing, resident, text=MIXED), desk(1)
    before = record.root()

    with pytest.raises(NeedsIdentity):
        services.split(number=number, parts=PARTS, stamp=clerk)

    assert (record.root(), Report.objects.count()) == (before, 1)


def test_one_matter_is_not_split(filing, resident, desk, ward):
    number = filed(filing, resident)

    with pytest.raises(OneMatter):
        services.split(number=number, parts=PARTS[:1], stamp=desk(1))


def test_a_denounced_part_leaves_no_words_behind(filing, resident, desk, ward):
    secret = "Cán bộ quầy hộ tịch nhận tiền bồi dưỡng của dân."
    number = filed(filing, resident, text=f"Đèn đường Sen Hồng tắt ba đêm. {secret}")
    parts = [PARTS[0], PartGiven("denunciation", "", "")]

    services.split(number=number, parts=parts, stamp=desk(1))

    assert not anywhere("bồi dưỡng")
    assert not anywhere("boi duong")
    assert queries.by_number(number).text == PARTS[0].text


def test_a_denunciation_found_late_leaves_a_stub_under_no_office(
    filing, resident, desk, ward, officer, django_capture_on_commit_callbacks
):
    secret = "Ông trưởng bộ phận Thử nhận tiền bồi dưỡng của tôi ở đầu hẻm Sen Hồng."
    photo = NewPhoto(b"\xff\xd8\xff\xd9", 1, 1)
    contact = Contact(name="Lê Thử Kín", address="hẻm 9", phone="0900000012")
    number = filed(filing, resident, text=secret, contact=contact, photos=(photo,))
    services.transfer(number=number, to="van-phong-phuong-mau", reason="bồi dưỡng", stamp=desk())
    file = Photo.objects.get().file
    duty = queries.by_number(number).duty.number

    with django_capture_on_commit_callbacks(execute=True):
        services.erase_denunciation(number=number, stamp=desk(1))

    report = queries.by_number(number)
    assert (report.state, report.office, report.text, report.listed) == ("refused", "", "", False)
    assert (Identity.objects.count(), Photo.objects.count()) == (0, 0)
    assert not default_storage.exists(file)
    for word in ("bồi dưỡng", "boi duong", "Lê Thử Kín", "0900000012"):
        assert not anywhere(word), word
    assert duties.by_number(duty).visibility == "sealed"


def test_another_kind_brings_its_own_day_from_the_same_receipt(filing, resident, desk, ward):
    number = filed(filing, resident)
    before = queries.by_number(number).duty

    services.reclassify(
        number=number, kind="petition", topic="ha_tang", reason="là kiến nghị", stamp=desk(2)
    )

    report = queries.by_number(number)
    assert report.kind == "petition"
    assert report.duty.starts_on == before.starts_on
    assert report.duty.due_on > before.due_on
    assert duties.by_number(before.number).verdict == "withdrawn"


def test_merging_lets_the_earliest_receipt_set_the_day_and_unmerging_gives_it_back(
    filing, resident, desk, ward
):
    first = services.receive(filing=filing(), stamp=resident()).number
    second = services.receive(filing=filing(text=PARTS[0].text), stamp=resident(days=3)).number
    own = queries.by_number(second).duty.due_on
    early = queries.by_number(first).duty.due_on
    assert own != early

    services.merge(number=first, into=second, stamp=desk(4))
    assert queries.by_number(second).duty.due_on == early

    services.unmerge(number=first, reason="hai cột đèn khác nhau", stamp=desk(5))
    merged = queries.by_number(first)
    assert (merged.state, merged.merged_into, merged.duty.state) == ("assigned", None, "open")
    assert queries.by_number(second).duty.due_on == own


def test_a_complaint_is_never_merged(filing, resident, desk, ward):
    contact = Contact(name="Trần Thử", address="tổ 4")
    number = filed(filing, resident, kind="complaint", contact=contact)
    other = filed(filing, resident)

    with pytest.raises(services.ByProcedure):
        services.merge(number=number, into=other, stamp=desk(1))
    with pytest.raises(Unacceptable):
        services.merge(number=other, into=number, stamp=desk(1))


def test_what_was_not_merged_is_not_taken_apart(filing, resident, desk, ward):
    number = filed(filing, resident)

    with pytest.raises(NotNow):
        services.unmerge(number=number, reason="nhầm", stamp=desk(1))


def test_the_sender_is_asked_and_the_day_goes_on(filing, resident, desk, ward):
    number = filed(filing, resident)
    due = queries.by_number(number).duty.due_on

    services.ask_sender(number=number, text="Cột đèn số mấy?", stamp=desk(1))

    report = queries.by_number(number)
    assert report.duty.due_on == due
    assert queries.history(report)[-1].note == "Cột đèn số mấy?"


def anywhere(word: str) -> bool:
    """Test if `word` stands in any text of any table."""
    texts = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        names = [one.name for one in model._meta.concrete_fields if isinstance(one, texts)]
        for row in model.objects.values_list(*names) if names else ():
            if any(word in str(value) for value in row):
                return True
    return False
