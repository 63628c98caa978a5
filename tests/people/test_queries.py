from datetime import date, timedelta

import pytest

from soi.core.mandates import Role
from soi.people import queries, services

pytestmark = pytest.mark.usefixtures("ward")
FROM = date(2026, 1, 5)


@pytest.fixture
def officer(stamp):
    def make(username, role, office="phong-kinh-te", **options):
        user = services.create_user(
            username=username, display_name=username, password=None, stamp=stamp
        )
        services.give_mandate(
            user=user,
            role=role,
            office=office,
            since=FROM,
            document="QĐ 12",
            stamp=stamp,
            **options,
        )
        return user

    return make


def may(user, act, office, on=FROM):
    return queries.may(queries.mandates(user.pk, on), act, office, on)


def test_a_mandate_holds_from_its_first_day(officer):
    lan = officer("lan", Role.OFFICER)

    assert not may(lan, "duties.report", "phong-kinh-te", FROM - timedelta(days=1))
    assert may(lan, "duties.report", "phong-kinh-te", FROM)


def test_a_mandate_covers_its_own_office_alone(officer):
    lan = officer("lan", Role.OFFICER)

    assert not may(lan, "duties.report", "mot-cua-phuong-mau")
    assert not may(lan, "duties.report", "ubnd-phuong-mau")


def test_a_leader_reaches_the_offices_below(officer):
    leader = officer("minh", Role.LEADER, "ubnd-phuong-mau")

    assert may(leader, "duties.judge", "phong-kinh-te")


def test_whoever_keeps_the_machine_reads_no_names_and_judges_nothing(officer):
    keeper = officer("keeper", Role.ADMINISTRATOR, "ubnd-phuong-mau")

    assert may(keeper, "people.edit", "phong-kinh-te")
    assert not may(keeper, "reports.read_identity", "phong-kinh-te")
    assert not may(keeper, "duties.judge", "phong-kinh-te")


def test_an_act_can_be_asked_for_any_office_at_all(officer):
    lan = officer("lan", Role.OFFICER)

    assert may(lan, "staff.enter", "")
    assert not may(lan, "law.edit", "")


def test_a_mandate_carries_the_post_that_signs(officer):
    lan = officer("lan", Role.OFFICE_HEAD, post="truong-phong-kinh-te")

    [held] = queries.mandates(lan.pk, FROM)

    assert (held.post, held.office) == ("truong-phong-kinh-te", "phong-kinh-te")
    assert held.person == f"user:{lan.pk}"


def test_those_who_may_do_an_act_for_an_office_are_found_once_each(officer, stamp):
    lan = officer("lan", Role.OFFICER)
    officer("desk", Role.DESK_OFFICER, "mot-cua-phuong-mau")
    gone = officer("gone", Role.OFFICER)
    gone.is_active = False
    gone.save()
    services.give_mandate(
        user=lan,
        role=Role.OFFICE_HEAD,
        office="phong-kinh-te",
        since=FROM,
        document="QĐ 13",
        stamp=stamp,
    )

    assert queries.people_with("duties.report", "phong-kinh-te", FROM) == [lan]


def test_everybody_of_some_offices_is_known_on_a_day(officer):
    lan = officer("lan", Role.OFFICER, until=FROM)
    hoa = officer("hoa", Role.OFFICE_HEAD)

    offices = frozenset({"phong-kinh-te"})

    assert queries.persons_in(offices, FROM) == {f"user:{lan.pk}", f"user:{hoa.pk}"}
    assert queries.persons_in(offices, FROM + timedelta(days=1)) == {f"user:{hoa.pk}"}


def test_accounts_are_listed_by_log_in(officer):
    officer("lan", Role.OFFICER)
    officer("hoa", Role.OFFICER)

    assert [user.username for user in queries.users()] == ["hoa", "lan"]
