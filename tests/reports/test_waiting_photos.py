"""Photos that nobody has looked at: not shown by publishing many, and decided on one by one."""

import pytest

from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.models import Photo
from soi.reports.services import NewPhoto
from tests.reports.conftest import FRONT, KT
from tests.reports.test_moderation import address_of, as_somebody, changed, sent, stripes

__all__ = ["sent"]  # the fixture of those tests


def test_publishing_many_shows_no_photo_that_nobody_has_looked_at(client, sent, officer):
    services.publish_masked(number=sent.number, stamp=officer(KT))

    photo = Photo.objects.get()
    assert client.get(address_of(photo)).status_code == 404
    assert client.get(f"/api/v1/reports/{sent.number}").json()["photos"] == []
    assert queries.waiting_photos([sent.number]) == [photo]


def test_publishing_many_leaves_hidden_what_the_sender_added_later(sent, officer, resident):
    services.publish(number=sent.number, stamp=officer(KT))
    seen = Photo.objects.get()
    added = (NewPhoto(stripes(), 400, 400),)
    services.add(code=sent.code, text="Thêm một ảnh nữa", photos=added, stamp=resident())
    services.hide(number=sent.number, reason="xem lại", stamp=officer(KT))

    services.publish_masked(number=sent.number, stamp=officer(KT))

    assert [one.pk for one in queries.photos(queries.by_number(sent.number))] == [seen.pk]
    assert len(queries.waiting_photos([sent.number])) == 1


def test_publishing_many_leaves_hidden_what_was_hidden_by_hand(sent, officer):
    photo = Photo.objects.get()
    services.publish(
        number=sent.number, hidden_photos=[photo.pk], reason="children", stamp=officer(KT)
    )
    services.hide(number=sent.number, reason="xem lại", stamp=officer(KT))

    services.publish_masked(number=sent.number, stamp=officer(KT))

    assert Photo.objects.get().hidden
    assert queries.waiting_photos([sent.number]) == []


def looked_at(client, officer, number, role, office, *shown):
    as_somebody(client, officer, office, role)
    told = {"shown": shown, "reason": "children", "seen": queries.by_number(number).version}
    return client.post(f"/staff/reports/{number}/photos/", told).status_code


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (Role.DESK_OFFICER, "mot-cua-phuong-mau", 302),
        (Role.OFFICER, KT, 403),
        (Role.FRONT_OFFICER, FRONT, 403),
    ],
)
def test_only_those_who_publish_show_a_photo_that_waits(
    client, sent, officer, role, office, status
):
    services.publish_masked(number=sent.number, stamp=officer(KT))
    photo = Photo.objects.get()

    assert looked_at(client, officer, sent.number, role, office, photo.pk) == status

    assert Photo.objects.get().hidden is (status != 302)
    client.logout()
    assert client.get(address_of(photo)).status_code == (200 if status == 302 else 404)


def test_a_photo_looked_at_and_not_shown_is_told_to_the_sender(client, sent, officer):
    services.publish_masked(number=sent.number, stamp=officer(KT))

    looked_at(client, officer, sent.number, Role.DESK_OFFICER, "mot-cua-phuong-mau")

    assert queries.waiting_photos([sent.number]) == []
    assert changed("photo_hidden").reason == "children"
    page = client.get(f"/staff/reports/{sent.number}/").content.decode()
    assert "Xem ảnh chưa ai xem" not in page


def test_a_photo_that_does_not_wait_is_not_decided_on(sent, officer):
    services.publish(number=sent.number, stamp=officer(KT))
    stamp, before = officer(KT), record.root()

    with pytest.raises(Unacceptable):
        services.decide_photos(number=sent.number, shown=[], reason="other", stamp=stamp)

    assert record.root() == before
