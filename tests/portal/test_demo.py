from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from soi.complaints import queries as complaints
from soi.core.stamps import Stamp
from soi.core.workdays import Calendar
from soi.duties import queries as duties
from soi.insight import queries as insight
from soi.people import queries as people
from soi.people import services as people_services
from soi.portal.management.commands import demo
from soi.portal.management.demo import cases as told
from soi.portal.management.demo import hotspots as burning
from soi.portal.management.demo.people import ACCOUNTS
from soi.portal.management.demo.pictures import scene
from soi.record import queries as record
from soi.reports import queries as reports

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_three_hundred_filings_lie_within_fourteen_months():
    made = told.cases(NOW, Calendar())

    assert len(made) == 300
    assert made[0].received_at > NOW - timedelta(days=426)
    assert all(one.received_at < NOW for one in made)


def test_the_same_day_makes_the_same_ward():
    assert told.cases(NOW, Calendar()) == told.cases(NOW, Calendar())


def test_residents_write_with_and_without_marks():
    texts = [one.text for one in told.cases(NOW, Calendar())]

    plain = [text for text in texts if text.isascii()]
    assert 30 < len(plain) < 120


def test_every_demo_telephone_number_is_nobodys():
    contacts = {one.contact for one in told.cases(NOW, Calendar())} - {""}

    assert all(one.startswith("0900 000 0") for one in contacts)


def test_a_scene_is_drawn_not_blank():
    from io import BytesIO

    from PIL import Image

    picture = scene("rac_thai", 0, "before")
    with Image.open(BytesIO(picture.data)) as image:
        assert len(set(image.resize((32, 24)).getdata())) > 30


def test_twenty_two_accounts_have_as_many_names():
    assert len({one.login for one in ACCOUNTS}) == len({one.name for one in ACCOUNTS}) == 22


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_builds_a_ward_in_all_states_and_only_once(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", stdout=StringIO())
    states = set(reports.reports().values_list("state", flat=True))
    before = record.count()

    rows = complaints.register(offices=["ubnd-phuong-mau", "ubnd-thanh-pho-mau"])
    kept = {(one.stage, one.state) for one in rows}
    late = reports.reports().filter(channel="desk").values_list("received_on", "received_at")

    again = StringIO()
    call_command("demo", stdout=again)

    assert len(states) >= 12
    # Sent, told at a reception day, typed in at the desk, complained of; and where it burnt.
    assert (
        reports.reports().count() == 300 + 1 + 3 + 3 + burning.USUAL + burning.BURST + burning.LOUD
    )
    assert kept == {(1, "accepted"), (1, "in_force"), (1, "continued"), (2, "accepted")}
    assert sum(on < at.date() for on, at in late) == 3 + 2  # papers, complaints on paper
    assert duties.overdue(NOW.date()).exists()
    # Rubbish that really was not fetched, given as a duty; a festival that only was loud.
    spots = {spot.topic: (spot.state, spot.outcome) for spot in insight.Row.objects.all()}
    assert spots == {"rac_thai": ("assigned", ""), "": ("closed", "event")}
    assert all(user.is_demo for user in people.users())
    assert record.count() == before
    assert "không dựng thêm" in again.getvalue()


def test_fresh_refuses_where_somebody_works(ward):
    people_services.create_user(
        username="that", display_name="Người Thật", password=None, stamp=Stamp("system", NOW)
    )

    with pytest.raises(CommandError, match="không xóa gì"):
        call_command("demo", "--fresh")


def test_the_table_of_log_ins_names_each():
    table = demo.accounts_table()

    assert all(one.login in table for one in ACCOUNTS)
