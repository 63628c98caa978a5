from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.people import queries, services
from soi.people.models import Mandate, User
from soi.record import queries as record

pytestmark = pytest.mark.usefixtures("ward")
FROM = date(2026, 1, 5)


@pytest.fixture
def lan(stamp):
    return open_account(stamp)


def open_account(stamp, username="lan", **options):
    words = {"display_name": "Nguyễn Thị Lan", "password": None, **options}
    return services.create_user(username=username, stamp=stamp, **words)


def give(user, stamp, **options):
    words = {"role": Role.OFFICER, "office": "phong-kinh-te", "since": FROM, **options}
    return services.give_mandate(user=user, stamp=stamp, **{"document": "QĐ 12", **words})


def test_a_new_account_may_do_nothing(lan):
    assert queries.mandates(lan.pk, FROM) == ()
    assert not lan.has_usable_password()
    assert str(lan) == lan.get_full_name() == lan.get_short_name() == "Nguyễn Thị Lan"


def test_the_record_tells_of_an_account_without_saying_whose(stamp):
    open_account(stamp)

    [told] = record.about("accounts")
    assert (told["kind"], told["facts"]) == ("account.opened", {})


@pytest.mark.parametrize(
    ("username", "display_name", "field"),
    [("lan", "Lan", "username"), ("la n", "Lan", "username"), ("hoa", " ", "display_name")],
)
def test_an_account_that_cannot_be_leaves_no_trace(lan, stamp, username, display_name, field):
    root = record.root()

    with pytest.raises(Unacceptable) as refusal:
        open_account(stamp, username, display_name=display_name)

    assert refusal.value.field == field
    assert (record.root(), User.objects.count()) == (root, 1)


def test_a_mandate_is_recorded_under_its_post_and_never_under_its_person(lan, stamp):
    give(lan, stamp, role=Role.OFFICE_HEAD, post="truong-phong-kinh-te")

    [told] = record.about("post:truong-phong-kinh-te")
    assert told["kind"] == "mandate.given"
    assert told["facts"] == {
        "role": "office_head",
        "office": "phong-kinh-te",
        "post": "truong-phong-kinh-te",
        "since": "2026-01-05",
        "until": "",
        "document": "QĐ 12",
    }


def test_a_mandate_without_a_post_is_recorded_under_its_office(lan, stamp):
    give(lan, stamp)

    assert record.about("office:phong-kinh-te")[-1]["kind"] == "mandate.given"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"document": " "}, "document"),
        ({"office": "no-such-office"}, "office"),
        ({"post": "no-such-post"}, "post"),
        ({"until": date(2026, 1, 4)}, "until"),
        ({"office": "mot-cua-phuong-mau"}, "role"),
        ({"office": "mot-cua-phuong-mau", "since": FROM, "until": FROM}, "role"),
    ],
)
def test_a_mandate_that_cannot_be_given_leaves_no_trace(lan, stamp, change, field):
    give(lan, stamp, office="mot-cua-phuong-mau")
    root = record.root()

    with pytest.raises(Unacceptable) as refusal:
        give(lan, stamp, **change)

    assert refusal.value.field == field
    assert (record.root(), Mandate.objects.count()) == (root, 1)


def test_nobody_gives_or_ends_a_mandate_of_their_own(lan, stamp):
    own = Stamp(stamp.by, stamp.at, stamp.office, person=f"user:{lan.pk}")
    mandate = give(lan, stamp)
    root = record.root()

    with pytest.raises(services.OwnMandate):
        give(lan, own, role=Role.IDENTITY_READER)
    with pytest.raises(services.OwnMandate):
        services.end_mandate(mandate_id=mandate.pk, until=FROM, document="QĐ 13", stamp=own)

    assert record.root() == root


def test_a_mandate_ends_with_its_last_day(lan, stamp):
    mandate = give(lan, stamp)
    last, after = date(2026, 3, 31), date(2026, 4, 1)

    services.end_mandate(mandate_id=mandate.pk, until=last, document="QĐ 13", stamp=stamp)

    assert len(queries.mandates(lan.pk, last)) == 1
    assert queries.mandates(lan.pk, after) == ()
    told = record.about("office:phong-kinh-te")[-1]
    assert told["kind"] == "mandate.ended"
    assert (told["facts"]["until"], told["facts"]["document"]) == ("2026-03-31", "QĐ 13")


@pytest.mark.parametrize(
    ("until", "document"),
    [(date(2026, 1, 4), "QĐ 13"), (date(2026, 7, 1), "QĐ 13"), (FROM, "")],
)
def test_an_end_that_cannot_be_leaves_no_trace(lan, stamp, until, document):
    mandate = give(lan, stamp, until=date(2026, 6, 30))
    root = record.root()

    with pytest.raises(Unacceptable):
        services.end_mandate(mandate_id=mandate.pk, until=until, document=document, stamp=stamp)

    assert record.root() == root


def test_a_mandate_that_ended_can_be_given_anew(lan, stamp):
    give(lan, stamp, until=date(2026, 6, 30))

    give(lan, stamp, since=date(2026, 7, 1))

    assert Mandate.objects.count() == 2


def test_an_invited_person_sets_a_password_once(lan, client):
    path = services.invite(lan)
    words = {"password1": "mot hai ba bon 12", "password2": "mot hai ba bon 12"}

    form = client.get(path)
    client.post(form["Location"], words)
    again = client.get(path)

    lan.refresh_from_db()
    assert lan.check_password("mot hai ba bon 12")
    assert "Location" not in again


def test_the_command_opens_an_account_with_a_role_and_prints_a_link(capsys):
    words = {"name": "Trần Văn Minh", "role": "leader", "office": "ubnd-phuong-mau"}

    call_command("people_add", "minh", document="QĐ 7", **words)

    minh = User.objects.get(username="minh")
    assert [one.role for one in Mandate.objects.filter(user=minh)] == ["leader"]
    assert "minh  http://localhost" in capsys.readouterr().out


def test_the_command_refuses_an_unknown_office_and_opens_no_account(capsys):
    words = {"name": "Trần Văn Minh", "role": "leader", "office": "no-such-office"}

    with pytest.raises(CommandError):
        call_command("people_add", "minh", document="QĐ 7", **words)

    assert not User.objects.exists()


def test_a_log_in_name_follows_djangos_rule():
    with pytest.raises(ValidationError):
        User.username_validator("la n")


MONTH_END, YEARS = date(2026, 1, 31), date(2030, 12, 31)
OFFICE = "phong-kinh-te"


@pytest.fixture
def nam(ward, stamp):
    return services.create_user(username="nam", display_name="Nam", password=None, stamp=stamp)


def lend(lan, nam, stamp, until=YEARS):
    return services.stand_in(
        user=lan, deputy=nam, reach=frozenset({OFFICE}), since=FROM, until=until,
        document="QĐ 5", stamp=stamp,
    )  # fmt: skip


def told(user, day=FROM):
    return {(one.role, one.until) for one in queries.mandates(user.pk, day)}


def test_a_deputy_never_outlives_the_mandate_stood_in_for(lan, nam, stamp):
    give(lan, stamp, role=Role.OFFICE_HEAD, until=MONTH_END)
    give(lan, stamp, role=Role.OFFICER)

    assert lend(lan, nam, stamp) == 2

    assert told(nam) == {(Role.OFFICE_HEAD, MONTH_END), (Role.OFFICER, YEARS)}
    assert told(nam, date(2026, 2, 1)) == {(Role.OFFICER, YEARS)}


def test_a_mandate_that_lasts_longer_than_the_absence_is_lent_for_the_absence(lan, nam, stamp):
    give(lan, stamp, role=Role.OFFICE_HEAD, until=YEARS)

    lend(lan, nam, stamp, until=MONTH_END)

    assert told(nam) == {(Role.OFFICE_HEAD, MONTH_END)}


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.LAW_EDITOR, Role.OFFICE_EDITOR, Role.IDENTITY_READER]
)
def test_what_is_no_work_of_the_office_is_lent_to_nobody(lan, nam, stamp, role):
    give(lan, stamp, role=role)

    assert lend(lan, nam, stamp) == 0
    assert told(nam) == set()


def test_nobody_is_lent_what_they_have_or_what_is_another_offices(lan, nam, stamp):
    give(lan, stamp, role=Role.OFFICER)
    give(lan, stamp, role=Role.LEADER, office="ubnd-phuong-mau")
    give(nam, stamp, role=Role.OFFICER)

    assert lend(lan, nam, stamp) == 0


def test_with_a_mandate_that_ends_early_ends_whoever_stands_in(lan, nam, stamp):
    mine = give(lan, stamp, role=Role.OFFICE_HEAD, post="truong-phong-kinh-te")
    give(nam, stamp, role=Role.OFFICER)
    lend(lan, nam, stamp)

    services.end_mandate(mandate_id=mine.pk, until=MONTH_END, document="QĐ 13", stamp=stamp)

    assert told(nam) == {(Role.OFFICE_HEAD, MONTH_END), (Role.OFFICER, None)}
    kinds = [one["kind"] for one in record.about("post:truong-phong-kinh-te")]
    assert kinds == ["mandate.given", "mandate.given", "mandate.ended", "mandate.ended"]


def test_a_deputys_deputy_goes_with_both(lan, nam, stamp):
    third = services.create_user(username="ba", display_name="Ba", password=None, stamp=stamp)
    mine = give(lan, stamp, role=Role.OFFICE_HEAD)
    lend(lan, nam, stamp)
    lend(nam, third, stamp)

    services.end_mandate(mandate_id=mine.pk, until=MONTH_END, document="QĐ 13", stamp=stamp)

    assert told(third) == {(Role.OFFICE_HEAD, MONTH_END)}


def test_a_deputy_who_was_to_leave_earlier_does_not_stay_longer(lan, nam, stamp):
    mine = give(lan, stamp, role=Role.OFFICE_HEAD)
    lend(lan, nam, stamp, until=MONTH_END)

    services.end_mandate(mandate_id=mine.pk, until=YEARS, document="QĐ 13", stamp=stamp)

    assert told(nam) == {(Role.OFFICE_HEAD, MONTH_END)}


def test_a_deputy_who_has_not_begun_never_begins(lan, nam, stamp):
    mine = give(lan, stamp, role=Role.OFFICE_HEAD, since=date(2026, 1, 1))
    services.stand_in(
        user=lan, deputy=nam, reach=frozenset({OFFICE}), since=date(2026, 3, 1), until=YEARS,
        document="QĐ 5", stamp=stamp,
    )  # fmt: skip

    services.end_mandate(mandate_id=mine.pk, until=MONTH_END, document="QĐ 13", stamp=stamp)

    assert [told(nam, day) for day in (MONTH_END, date(2026, 3, 1), YEARS)] == [set()] * 3


def test_nobody_lends_to_themselves(lan, nam, stamp):
    give(lan, stamp, role=Role.OFFICE_HEAD)
    own = Stamp(stamp.by, stamp.at, stamp.office, person=f"user:{nam.pk}")

    with pytest.raises(services.OwnMandate):
        lend(lan, nam, own)
