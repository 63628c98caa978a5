"""Sorting at the desk: kinds, parts, merges, and a denunciation found late."""

import json

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from soi.core.entries import Class
from soi.core.filings import NotNow
from soi.core.privacy import spans
from soi.core.refusals import Unacceptable
from soi.duties import queries as duties
from soi.record import queries as record
from soi.record.models import Payload
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


ACCUSED = "Ông chủ tịch phường nhận hối lộ của nhà thầu Thử."
LAMP = "Đường Sen Hồng bị hỏng, gọi tôi số 0905777888."
KEPT = [PartGiven("report", "ha_tang", LAMP), PartGiven("denunciation", "", "")]


def published_and_split(filing, resident, desk, parts=KEPT, text=f"{LAMP} {ACCUSED}", **more):
    number = filed(filing, resident, text=text, **more)
    services.publish(number=number, masks=spans(text), stamp=desk())
    services.split(number=number, parts=parts, stamp=desk(1))
    return number


def test_a_split_filing_is_taken_back_until_somebody_has_looked(
    client, filing, resident, desk, ward
):
    number = published_and_split(filing, resident, desk)

    row = queries.by_number(number)
    assert (row.public_text, row.published_at) == ("", None)
    for address in (f"/reports/{number}/", f"/api/v1/reports/{number}"):
        page = client.get(address).content.decode()
        assert "hối lộ" not in page
        assert "chủ tịch" not in page
    waiting = queries.staff_queue("publish", offices=None, today=resident(1).on)
    assert [one.number for one in waiting.rows] == [number]


def test_a_complaint_parted_off_is_not_shown_with_the_rest(client, filing, resident, desk, ward):
    contact = Contact(name="Trần Thử", address="tổ 4")

    number = published_and_split(filing, resident, desk, PARTS, MIXED, contact=contact)

    assert "khiếu nại quyết định" not in client.get(f"/reports/{number}/").content.decode()


def test_photos_of_a_split_filing_wait_for_another_look(filing, resident, desk, ward):
    photo = NewPhoto(b"\xff\xd8\xff\xd9", 1, 1)

    number = published_and_split(filing, resident, desk, photos=(photo,))

    assert queries.photos(queries.by_number(number)) == []


def test_nothing_keeps_the_words_of_a_denunciation_that_was_parted_off(
    filing, resident, desk, ward
):
    published_and_split(filing, resident, desk)

    for word in ("hối lộ", "hoi lo", "chủ tịch", "nhà thầu"):
        assert not anywhere(word), word


def test_a_masked_telephone_is_found_by_nobody(client, filing, resident, desk, ward):
    number = published_and_split(filing, resident, desk)

    def found():
        return client.get("/api/v1/reports", {"q": "0905777888"}).json()["items"]

    assert found() == []
    services.publish(number=number, masks=spans(LAMP), stamp=desk(2))
    services.reclassify(
        number=number, kind="petition", topic="ha_tang", reason="kiến nghị", stamp=desk(2)
    )
    assert found() == []
    assert client.get("/api/v1/reports", {"q": "Sen Hồng"}).json()["items"] != []


@pytest.mark.parametrize("kind", ["report", "petition"])
def test_the_record_and_the_page_tell_no_part(client, filing, resident, desk, ward, kind):
    parts = [PartGiven(kind, "ha_tang", LAMP), KEPT[1]]

    number = published_and_split(filing, resident, desk, parts)

    told = Payload.objects.get(subject=f"report:{number}", kind="report.split")
    assert told.entry.entry_class == Class.SEALED
    assert set(json.loads(told.body)["body"]["facts"]) == {"office", "state"}
    acts = [one["act"] for one in client.get(f"/api/v1/reports/{number}").json()["history"]]
    assert "split" not in acts
    assert "Tách đơn" not in client.get(f"/reports/{number}/").content.decode()
    for row in Payload.objects.filter(subject=f"report:{number}", entry__entry_class=Class.OPEN):
        assert "split" not in row.body
        assert "not_stored" not in row.body
