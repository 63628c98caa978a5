"""Many filings at once: each by itself, never twice, and taken back."""

import io

import pytest
from django.contrib.auth import get_user_model
from openpyxl import load_workbook

from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.desk import services
from soi.reports import services as report_services
from soi.reports.models import Report
from soi.reports.services import Filing, NewPhoto
from tests.desk.conftest import DESK, KT, LAMP, START, UBND, VHXH, at, held


def test_a_bulk_act_is_one_transaction_each_and_can_be_taken_back(hundred):
    clerk = at(1)
    run = services.begin(
        act="transfer", numbers=[*hundred, "PA-2026-99999"],
        params={"to": VHXH, "reason": "sai nơi"}, stamp=clerk,
    )  # fmt: skip
    stops = iter([False] * 10 + [True] * 100)
    part = services.go_on(pk=run.pk, stamp=clerk, mandate=held(), enough=lambda: next(stops))
    assert len(part.done) == 10

    run = services.go_on(pk=run.pk, stamp=clerk, mandate=held())
    assert (len(run.done), len(run.failed), run.left) == (30, 1, 0)
    assert {row.office for row in Report.objects.all()} == {VHXH}

    services.undo(pk=run.pk, stamp=at(2), mandate=held())
    assert {row.office for row in Report.objects.all()} == {KT}


def test_a_run_belongs_to_whoever_began_it(hundred):
    run = services.begin(act="publish", numbers=hundred, params={}, stamp=at(1))

    with pytest.raises(Unacceptable):
        services.go_on(pk=run.pk, stamp=at(1, person="user:2"), mandate=held())


def test_a_run_does_nothing_to_filings_of_other_offices(hundred):
    run = services.begin(act="publish", numbers=hundred[:3], params={}, stamp=at(1, office=VHXH))

    run = services.go_on(pk=run.pk, stamp=at(1, office=VHXH), mandate=held(office=VHXH))

    assert (run.done, {one.why for one in run.failed}) == ([], {"not_ours"})
    assert not Report.objects.exclude(published_at=None).exists()


def test_a_run_that_broke_off_knows_what_it_did_and_does_nothing_twice(hundred):
    clerk, ours = at(1, office=KT), held(Role.OFFICER, KT)
    run = services.begin(act="acknowledge", numbers=hundred, params={}, stamp=clerk)

    class PowerCut(Exception):
        pass

    steps = iter([False] * 7)

    def cut():
        if next(steps, None) is None:
            raise PowerCut
        return False

    with pytest.raises(PowerCut):
        services.go_on(pk=run.pk, stamp=clerk, mandate=ours, enough=cut)
    run.refresh_from_db()
    assert len(run.done) == 7

    run = services.go_on(pk=run.pk, stamp=clerk, mandate=ours)
    assert (len(run.done), run.failed) == (30, [])


def test_an_officer_cannot_act_on_another_offices_filings_by_their_numbers(client, user, hundred):
    client.force_login(user("officer", VHXH))

    told = {"act": "acknowledge", "number": hundred[:2]}
    page = client.post("/staff/desk/many/begin/", told, follow=True).content.decode()

    assert "Hồ sơ của cơ quan khác" in page
    assert {row.state for row in Report.objects.all()} == {"assigned"}


PLAYERS = [
    ("desk_officer", DESK),
    ("officer", KT),
    ("office_head", KT),
    ("leader", UBND),
    ("officer", VHXH),
]
BULK = {
    "transfer": ("transfer", {"to": VHXH, "text": "sai nơi"}),
    "publish": ("publish", {}),
    "acknowledge": ("acknowledge", {}),
    "topic": ("sort", {"kind": "report", "topic": "moi_truong", "reason": "đúng loại"}),
}


def alone(client, number, act):
    """Do the act on one page; return whether it was done."""
    single, told = BULK[act]
    form = {"seen": Report.objects.get(number=number).version, **told}
    page = f"/staff/desk/sort/{number}/sort/" if single == "sort" else ""
    return client.post(page or f"/staff/reports/{number}/{single}/", form).status_code == 302


def among_many(client, number, act):
    told = {"act": act, "number": [number], "to": VHXH, "topic": "moi_truong", "reason": "x"}
    before = Report.objects.get(number=number).version
    client.post("/staff/desk/many/begin/", told)
    return Report.objects.get(number=number).version > before


@pytest.mark.parametrize("act", BULK)
@pytest.mark.parametrize(("role", "office"), PLAYERS)
def test_nobody_does_among_many_what_they_may_not_do_alone(
    client, user, hundred, role, office, act
):
    client.force_login(user(role, office))

    assert alone(client, hundred[0], act) == among_many(client, hundred[1], act)


def test_the_desk_does_not_speak_for_the_holder_among_many(client, user, hundred):
    client.force_login(user("desk_officer", DESK))

    told = {"act": "acknowledge", "number": hundred[:2]}
    page = client.post("/staff/desk/many/begin/", told, follow=True).content.decode()

    assert "Hồ sơ của cơ quan khác" in page
    assert {row.state for row in Report.objects.all()} == {"assigned"}


def test_what_another_office_holds_by_now_is_not_taken_back(hundred):
    head, ours = at(1, office=KT), held(Role.OFFICE_HEAD, KT)
    told = {"to": VHXH, "reason": "sai nơi"}
    run = services.begin(act="transfer", numbers=hundred[:2], params=told, stamp=head)
    services.go_on(pk=run.pk, stamp=head, mandate=ours)

    services.undo(pk=run.pk, stamp=at(2, office=KT), mandate=ours)

    assert {row.office for row in Report.objects.filter(number__in=hundred[:2])} == {VHXH}


def test_everything_that_a_filter_finds_can_be_acted_on_without_ticking(client, user, hundred):
    client.force_login(user("desk_officer", DESK))

    told = {"act": "publish", "all": "yes", "query": "queue=publish&kind=report"}
    page = client.post("/staff/desk/many/begin/", told, follow=True).content.decode()

    assert "trên 30 việc" in page
    assert Report.objects.exclude(published_at=None).exists()


def test_more_than_five_hundred_at_once_are_refused(ward):
    with pytest.raises(Unacceptable):
        services.begin(
            act="publish", numbers=[f"PA-2026-{n}" for n in range(501)], params={}, stamp=at()
        )


def test_a_pile_comes_as_a_workbook(client, user, hundred):
    client.force_login(user("desk_officer", DESK))

    answer = client.get("/staff/desk/many/?queue=unclaimed&file=xlsx")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == 31


@pytest.mark.parametrize("wrong", ["after=é", "after=MQ", "q=den&after=x"])
def test_a_key_of_no_pile_leads_back_to_the_first_page(client, user, hundred, wrong):
    client.force_login(user("desk_officer", DESK))

    assert client.get(f"/staff/desk/many/?{wrong}").status_code == 302


def test_a_run_says_how_many_photos_wait_for_a_look(client, ward, person):
    photo = NewPhoto(b"\xff\xd8\xff\xd9", 1, 1)
    filing = Filing(kind="report", text=LAMP, photos=(photo, photo))
    number = report_services.receive(filing=filing, stamp=Stamp("resident", START)).number
    who = person("desk_officer", DESK).person
    client.force_login(get_user_model().objects.get(pk=int(who.removeprefix("user:"))))

    page = client.post(
        "/staff/desk/many/begin/", {"act": "publish", "number": [number]}, follow=True
    )

    told = page.content.decode()
    assert "2 ảnh chưa ai xem nên chưa đăng" in told
    assert f"/staff/reports/{number}/" in told
