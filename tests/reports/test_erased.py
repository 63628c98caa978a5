"""A denunciation found late: what is left of it opens to nobody, and nothing is done with it."""

import json
from datetime import timedelta

import pytest

from soi.core.entries import Class
from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.record import queries as record
from soi.record import services as record_services
from soi.record.models import Entry, Payload
from soi.reports import queries, services
from tests.reports.conftest import FRONT, KT, START, UBND

DESK = "mot-cua-phuong-mau"
SECRET = "Ông trưởng bộ phận Thử nhận tiền bồi dưỡng của tôi ở đầu hẻm Sen Hồng."


@pytest.fixture
def clerk(officer):
    return officer(DESK, Role.DESK_OFFICER, days=1)


@pytest.fixture
def erased(ward, filing, resident, clerk):
    """The receipt of a filing that was erased the day after, because it is a denunciation."""
    receipt = services.receive(filing=filing(text=SECRET), stamp=resident())
    services.erase_denunciation(number=receipt.number, stamp=clerk)
    return receipt


def test_the_code_of_an_erased_filing_offers_nothing(client, erased, resident):
    page = client.post("/lookup/", {"code": erased.code})

    told = page.content.decode()
    assert page.status_code == 410
    assert "/denounce/" in told
    assert erased.number not in told
    assert "/lookup/reopen/" not in told
    assert queries.may(queries.by_number(erased.number), resident().on) == []


@pytest.mark.parametrize("act", ["reopen", "add", "accept", "withdraw", "dispute", "object"])
def test_nothing_is_done_by_the_code_of_an_erased_filing(client, erased, act):
    before = record.root()

    told = {"code": erased.code, "text": SECRET, "reason": "slow", "moderation": "1"}
    answer = client.post(f"/lookup/{act}/", told)

    report = queries.by_number(erased.number)
    assert answer.status_code == 410
    assert (record.root(), report.state) == (before, "refused")


@pytest.mark.parametrize(
    "act",
    [
        lambda number, stamp: services.hide(number=number, reason="x", stamp=stamp),
        lambda number, stamp: services.publish(number=number, stamp=stamp),
        lambda number, stamp: services.publish_masked(number=number, stamp=stamp),
        lambda number, stamp: services.note(number=number, facts={}, stamp=stamp),
        lambda number, stamp: services.ask_sender(number=number, text="x", stamp=stamp),
        lambda number, stamp: services.erase_denunciation(number=number, stamp=stamp),
        lambda number, stamp: services.read_identity(number=number, reason="x", stamp=stamp),
    ],
)
def test_no_service_acts_on_an_erased_filing(erased, clerk, act):
    before = record.root()

    with pytest.raises(NotNow):
        act(erased.number, clerk)

    assert record.root() == before


def test_a_closed_one_is_not_reopened_by_a_program_either(erased, resident):
    with pytest.raises(NotNow):
        services.reopen(code=erased.code, text=SECRET, stamp=resident(2))


@pytest.mark.parametrize(
    ("role", "office"),
    [
        (Role.DESK_OFFICER, DESK),
        (Role.OFFICER, KT),
        (Role.OFFICE_HEAD, KT),
        (Role.LEADER, UBND),
        (Role.FRONT_OFFICER, FRONT),
        (Role.ADMINISTRATOR, UBND),
    ],
)
def test_no_role_opens_an_erased_filing(client, erased, officer, role, office):
    from django.contrib.auth import get_user_model

    person = officer(office, role).person
    client.force_login(get_user_model().objects.get(pk=int(person.removeprefix("user:"))))

    for address in (f"/staff/reports/{erased.number}/", f"/staff/desk/sort/{erased.number}/"):
        assert client.get(address).status_code in (403, 404), address
    act = client.post(f"/staff/reports/{erased.number}/hide/", {"seen": "1", "text": "x"})
    assert act.status_code in (403, 404)


def test_a_number_that_was_erased_answers_as_one_that_never_was(client, erased):
    def answers(number):
        told = client.post("/lookup/", {"code": number})
        pages = [f"/reports/{number}/", f"/api/v1/reports/{number}"]
        return (told.status_code, *(client.get(one).status_code for one in pages))

    assert answers(erased.number) == answers("PA-2026-09999")


def test_no_figure_counts_an_erased_filing(erased, resident):
    counted = queries.counts(resident().on)

    assert (counted["report_all"], counted["refused"]) == (0, 0)


@pytest.fixture
def shown(client, settings, tmp_path):
    """Publish the record, and give back what anybody can read in it: the page, and each entry."""
    settings.SOI_DATA, settings.SOI_SEALED_SECONDS = tmp_path, 3600

    def shown(hours):
        size = record_services.publish(at=START + timedelta(hours=hours)).size
        entries = [client.get(f"/record/entry/{place}") for place in range(size)]
        told = [one.content.decode() for one in entries if one.status_code == 200]
        return "\n".join([client.get("/record/").content.decode(), *told])

    return shown


def test_the_public_record_names_neither_an_erased_filing_nor_the_ground(
    ward, filing, resident, clerk, shown
):
    receipt = services.receive(filing=filing(text=SECRET), stamp=resident())
    services.publish(number=receipt.number, stamp=clerk)
    duty = queries.by_number(receipt.number).duty.number
    assert receipt.number in shown(2)
    opened = Entry.objects.filter(entry_class=Class.OPEN).count()

    services.erase_denunciation(number=receipt.number, stamp=clerk)

    told = shown(30)
    for word in (receipt.number, duty, "record.erased", "Luật Tố cáo", "denunciation"):
        assert word not in told, word
    # What was public before stays as entries; nothing open was added to them.
    assert Entry.objects.filter(entry_class=Class.OPEN).count() == opened
    assert record.check().whole


def test_the_sealed_entry_keeps_the_ground_and_what_it_left_bare(erased):
    told = Payload.objects.filter(subject=f"report:{erased.number}", kind="record.erased")

    facts = json.loads(told.get().body)["body"]["facts"]
    assert facts["ground"].startswith("Luật Tố cáo")
    assert len(facts["targets"]) == 1


def test_a_filing_erased_on_any_other_ground_looks_the_same(ward, filing, resident, shown):
    from django.core.management import call_command

    receipt = services.receive(filing=filing(), stamp=resident())
    opened = Entry.objects.filter(entry_class=Class.OPEN).count()

    call_command(
        "record_erase", f"report:{receipt.number}", "--ground", "Luật 91/2025/QH15, Điều 14",
        "--by", "UBND phường Mẫu, QĐ 12",
    )  # fmt: skip

    assert Entry.objects.filter(entry_class=Class.OPEN).count() == opened
    assert "record.erased" not in shown(30)
