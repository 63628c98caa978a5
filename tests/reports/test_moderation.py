"""What is published differently from what was sent: with a reason, told, and open to dispute."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from soi.core.competence.judging import MayNotJudge
from soi.core.mandates import Role
from soi.core.privacy import Span
from soi.core.refusals import Unacceptable
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.models import Moderation, Photo
from soi.reports.services import NewPhoto, NotFound
from soi.web.pictures import blurred
from tests.reports.conftest import FRONT, KT

WORDS = "Quán ông Nguyễn Văn Mẫu đổ nước thải ra đường Sen Hồng."


def stripes(wide=400, high=400):
    """A photo of black and white stripes, each 4 pixels wide."""
    image = Image.new("RGB", (wide, high), "white")
    for x in range(0, wide, 8):
        image.paste("black", (x, 0, x + 4, high))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=90)
    return target.getvalue()


@pytest.fixture
def sent(ward, filing, resident):
    """A filing with a photo, and its receipt."""
    photo = NewPhoto(stripes(), 400, 400)
    return services.receive(filing=filing(text=WORDS, photos=(photo,)), stamp=resident())


def contrast(data, box):
    with Image.open(io.BytesIO(data)) as image:
        low, high = image.convert("L").crop(box).getextrema()
    return high - low


def test_a_blurred_cell_shows_nothing_and_the_others_stay():
    done = blurred(stripes(), [0, 5])

    assert contrast(done.data, (10, 10, 90, 90)) < 60
    assert contrast(done.data, (110, 110, 190, 190)) < 60
    assert contrast(done.data, (210, 210, 290, 290)) > 200
    assert (done.width, done.height) == (400, 400)


def blur(number, stamp, cells=(0,), **more):
    (photo,) = Photo.objects.filter(report__number=number)
    done = blurred(stripes(), cells)
    picture = NewPhoto(done.data, done.width, done.height)
    given = {"photo": photo.pk, "areas": len(cells), "reason": "children", **more}
    return services.blur(number=number, picture=picture, stamp=stamp, **given)


def test_a_blurred_photo_takes_the_place_of_the_one_that_is_kept(sent, officer):
    before = Photo.objects.get().file

    blur(sent.number, officer(KT), told="Che mặt cháu bé")

    row = Moderation.objects.get()
    assert (row.file_before, row.reason, row.told) == (before, "children", "Che mặt cháu bé")
    assert Photo.objects.get().file != before


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reason": "no such"}, Unacceptable),
        ({"areas": 0}, Unacceptable),
        ({"photo": 999}, NotFound),
    ],
)
def test_a_blur_without_reason_place_or_photo_leaves_no_trace(sent, officer, wrong, error):
    stamp = officer(KT)
    before, file = record.root(), Photo.objects.get().file

    with pytest.raises(error):
        blur(sent.number, stamp, **wrong)

    assert (record.root(), Photo.objects.get().file) == (before, file)
    assert not Moderation.objects.exists()


def test_blanked_words_and_hidden_photos_are_noted_with_what_stood_there(sent, officer):
    name = Span(WORDS.index("ông"), WORDS.index(" đổ"))

    services.publish(
        number=sent.number, masks=[name], hidden_photos=[Photo.objects.get().pk],
        reason="accuses", stamp=officer(KT),
    )  # fmt: skip

    words, photo = Moderation.objects.all()
    assert (words.act, words.reason, words.before) == ("blanked", "accuses", WORDS)
    assert "Nguyễn" not in words.after
    assert (photo.act, photo.photo) == ("photo_hidden", Photo.objects.get())


def objected(sent, officer, resident):
    name = Span(WORDS.index("ông"), WORDS.index(" đổ"))
    services.publish(number=sent.number, masks=[name], stamp=officer(KT))
    row = Moderation.objects.get()
    services.object_to(
        code=sent.code, moderation=row.pk, text="Tên quán ghi trên biển", stamp=resident()
    )
    return row


def test_the_sender_objects_once_and_it_waits_for_another(sent, officer, resident):
    row = objected(sent, officer, resident)

    assert [one.pk for one in queries.objected(None)] == [row.pk]
    assert queries.objected(["no-such-office"]) == []
    with pytest.raises(Unacceptable):
        services.object_to(code=sent.code, moderation=row.pk, text="Nữa", stamp=resident())


def test_whoever_changed_it_does_not_look_at_it_again(sent, officer, resident):
    row = objected(sent, officer, resident)
    before = record.root()

    with pytest.raises(MayNotJudge):
        services.settle_objection(
            number=sent.number, moderation=row.pk, upheld=True, text="x", stamp=officer(KT)
        )

    assert record.root() == before


@pytest.mark.parametrize("upheld", [True, False])
def test_another_brings_it_back_or_keeps_it(sent, officer, resident, upheld):
    row = objected(sent, officer, resident)
    from dataclasses import replace

    other = replace(officer(KT), person="user:77")

    services.settle_objection(
        number=sent.number, moderation=row.pk, upheld=upheld, text="Đã xem", stamp=other
    )

    public = queries.by_number(sent.number).public_text
    assert ("Nguyễn" in public) is upheld
    assert queries.objected(None) == []
    assert "Đã xem" in Moderation.objects.get().told


def test_a_photo_comes_back_as_it_was(sent, officer, resident):
    from dataclasses import replace

    before = Photo.objects.get().file
    blur(sent.number, officer(KT))
    row = Moderation.objects.get()
    services.object_to(code=sent.code, moderation=row.pk, text="Không có ai", stamp=resident())

    services.settle_objection(
        number=sent.number, moderation=row.pk, upheld=True, text="Đúng",
        stamp=replace(officer(KT), person="user:77"),
    )  # fmt: skip

    assert Photo.objects.get().file == before


def test_the_sender_reads_why_and_objects_on_their_page(client, sent, officer):
    services.publish(number=sent.number, masks=[Span(0, 4)], stamp=officer(KT))
    row = Moderation.objects.get()

    page = client.post("/lookup/", {"code": sent.code}).content.decode()
    assert "Che chữ khi đăng" in page

    told = {"code": sent.code, "moderation": row.pk, "text": "Tên quán ghi trên biển"}
    page = client.post("/lookup/object/", told).content.decode()
    assert "Người khác sẽ xem lại" in page
    row.refresh_from_db()
    assert row.objection == "Tên quán ghi trên biển"


def as_somebody(client, officer, office, role, who=""):
    from django.contrib.auth import get_user_model

    person = officer(office, role, who=who).person
    client.force_login(get_user_model().objects.get(pk=int(person.removeprefix("user:"))))


def on_page(client, officer, number, role, office):
    as_somebody(client, officer, office, role)
    (photo,) = Photo.objects.filter(report__number=number)
    told = {"photo": photo.pk, "cells": ["0", "1"], "reason": "children", "told": "Che mặt"}
    told["seen"] = queries.by_number(number).version
    return client.post(f"/staff/reports/{number}/blur/", told)


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (Role.DESK_OFFICER, "mot-cua-phuong-mau", 302),
        (Role.OFFICER, KT, 403),
        (Role.FRONT_OFFICER, FRONT, 403),
    ],
)
def test_only_those_who_publish_may_blur(client, sent, officer, role, office, status):
    before = Photo.objects.get().file

    answer = on_page(client, officer, sent.number, role, office)

    assert answer.status_code == status
    assert (Photo.objects.get().file != before) is (status == 302)


def test_days_go_on_while_a_photo_is_blurred(sent, officer):
    due_on = queries.by_number(sent.number).duty.due_on

    blur(sent.number, officer(KT))

    assert queries.by_number(sent.number).duty.due_on == due_on
    assert due_on - queries.by_number(sent.number).received_on >= timedelta(days=1)


def test_the_office_that_holds_it_is_the_one_asked(sent):
    assert queries.by_number(sent.number).office == KT


def test_whoever_looks_again_sees_the_photo_as_it_was_and_nobody_else(
    client, sent, officer, resident
):
    from dataclasses import replace

    desk = "mot-cua-phuong-mau"
    first = officer(desk, Role.DESK_OFFICER, who="first")
    blur(sent.number, first)
    row = Moderation.objects.get()
    address = f"/staff/reports/{sent.number}/before/{row.pk}.jpg"
    page = f"/staff/reports/{sent.number}/"

    def seen_by(who, role=Role.DESK_OFFICER, office=desk):
        as_somebody(client, officer, office, role, who)
        return client.get(address).status_code

    assert seen_by("other") == 404  # nobody has objected
    services.object_to(code=sent.code, moderation=row.pk, text="Không có ai", stamp=resident())
    assert client.get(address).status_code == 200
    assert contrast(client.get(address).content, (10, 10, 90, 90)) > 200
    told = client.get(page).content.decode()
    assert address in told
    assert "Không có ai" in told
    assert seen_by("first") == 404
    assert address not in client.get(page).content.decode()
    assert seen_by("kt", Role.OFFICER, KT) == 404
    assert seen_by("front", Role.FRONT_OFFICER, FRONT) == 404
    client.logout()
    assert client.get(address).status_code == 404
    services.settle_objection(
        number=sent.number, moderation=row.pk, upheld=False, text="Có mặt trẻ em",
        stamp=replace(first, person="user:77"),
    )  # fmt: skip
    assert seen_by("other") == 404


def upheld(sent, officer, resident, row):
    """Let the sender object to one change, and another officer bring back what stood before."""
    from dataclasses import replace

    services.object_to(code=sent.code, moderation=row.pk, text="Để nguyên", stamp=resident())
    services.settle_objection(
        number=sent.number, moderation=row.pk, upheld=True, text="Được",
        stamp=replace(officer(KT), person="user:77"),
    )  # fmt: skip


def changed(act):
    return Moderation.objects.filter(act=act).order_by("pk").last()


def address_of(photo):
    return f"/reports/{photo.report.number}/photos/{photo.pk}.jpg"


def test_a_blur_taken_back_does_not_show_a_photo_that_is_hidden(client, sent, officer, resident):
    photo = Photo.objects.get()
    services.publish(
        number=sent.number, hidden_photos=[photo.pk], reason="children", stamp=officer(KT)
    )
    before = photo.file
    blur(sent.number, officer(KT))

    upheld(sent, officer, resident, changed("blurred"))

    photo.refresh_from_db()
    assert (photo.hidden, photo.file) == (True, before)
    assert client.get(address_of(photo)).status_code == 404


def test_a_photo_shown_again_stays_blurred(client, sent, officer, resident):
    photo = Photo.objects.get()
    services.publish(
        number=sent.number, hidden_photos=[photo.pk], reason="children", stamp=officer(KT)
    )
    blur(sent.number, officer(KT))

    upheld(sent, officer, resident, changed("photo_hidden"))

    assert client.get(address_of(photo)).status_code == 200
    photo.refresh_from_db()
    assert photo.file != changed("blurred").file_before


def test_a_photo_that_was_hidden_once_more_stays_hidden(sent, officer, resident):
    photo = Photo.objects.get()
    for _ in range(2):
        services.publish(
            number=sent.number, hidden_photos=[photo.pk], reason="children", stamp=officer(KT)
        )

    upheld(sent, officer, resident, Moderation.objects.filter(act="photo_hidden").first())

    assert Photo.objects.get().hidden


def test_of_two_blurs_the_first_comes_off_beneath_the_second(
    sent, officer, resident, django_capture_on_commit_callbacks
):
    original = Photo.objects.get().file
    blur(sent.number, officer(KT))
    between = Photo.objects.get().file
    blur(sent.number, officer(KT), cells=(5,))
    first, second = Moderation.objects.order_by("pk")

    with django_capture_on_commit_callbacks(execute=True):
        upheld(sent, officer, resident, first)
        assert Photo.objects.get().file not in (original, between)
        upheld(sent, officer, resident, second)

    assert Photo.objects.get().file == original
    assert default_storage.exists(original)
    assert not default_storage.exists(between)


def test_a_hidden_report_stays_hidden_whatever_is_said_of_an_older_mask(
    client, sent, officer, resident
):
    row = objected(sent, officer, resident)
    from dataclasses import replace

    services.hide(number=sent.number, reason="nguy hiểm cho trẻ", stamp=officer(KT))
    services.settle_objection(
        number=sent.number, moderation=row.pk, upheld=True, text="Được",
        stamp=replace(officer(KT), person="user:77"),
    )  # fmt: skip

    report = queries.by_number(sent.number)
    assert (report.public_text, report.published_at) == ("", None)
    assert not client.get(f"/api/v1/reports/{sent.number}").json()["text"]


def test_a_hiding_taken_back_shows_what_was_shown_masks_and_all(sent, officer, resident):
    name = Span(WORDS.index("ông"), WORDS.index(" đổ"))
    services.publish(number=sent.number, masks=[name], stamp=officer(KT))
    masked = queries.by_number(sent.number).public_text
    services.hide(number=sent.number, reason="xem lại", stamp=officer(KT))

    upheld(sent, officer, resident, changed("hidden"))

    report = queries.by_number(sent.number)
    assert (report.public_text, report.is_published) == (masked, True)
    assert "Nguyễn" not in masked


def test_an_older_mask_is_not_lifted_from_what_was_masked_anew(sent, officer, resident):
    services.publish(number=sent.number, masks=[Span(0, 4)], stamp=officer(KT))
    older = changed("blanked")
    services.publish(number=sent.number, masks=[Span(0, 4), Span(9, 20)], stamp=officer(KT))
    masked = queries.by_number(sent.number).public_text

    upheld(sent, officer, resident, older)

    assert queries.by_number(sent.number).public_text == masked


def test_words_under_objection_have_no_photo_of_before(client, sent, officer, resident):
    row = objected(sent, officer, resident)
    as_somebody(client, officer, "mot-cua-phuong-mau", Role.DESK_OFFICER, "other")

    address = f"/staff/reports/{sent.number}/before/{row.pk}.jpg"

    assert client.get(address).status_code == 404
