import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from soi.core import entries
from soi.core.entries import Class
from soi.core.stamps import Stamp
from soi.record import queries, services
from soi.record.models import Counter, Entry, Payload
from soi.record.services import Line

pytestmark = pytest.mark.django_db
DUTY = "duty:NV-2026-00017"


def tell(stamp: Stamp, kind: str = "duty.extended", subject: str = DUTY, **facts: object) -> Entry:
    return services.append(kind=kind, subject=subject, facts=facts, stamp=stamp)


def test_an_entry_commits_to_its_payload_and_says_nothing_itself(stamp):
    entry = tell(stamp, due_on="2026-10-21")

    payload = entry.payload
    assert entries.commitment(payload.salt, payload.body.encode()) == entry.commitment
    assert json.loads(payload.body) == {
        "type": "duty.extended",
        "case": DUTY,
        "prev": "",
        "unit": 1,
        "day": "2026-03-02",
        "body": {
            "facts": {"due_on": "2026-10-21"},
            "by": "tester",
            "office": "mot-cua-phuong-mau",
            "at": "2026-03-02T08:00:00+00:00",
        },
        "attachments": [],
    }


def test_the_person_behind_a_post_never_enters_the_record(stamp):
    person = Stamp(stamp.by, stamp.at, stamp.office, person="user:7")

    entry = tell(person)

    assert "user:7" not in entry.payload.body


def test_a_fact_cannot_overwrite_who_acted(stamp):
    tell(stamp, by="somebody else", office="elsewhere")

    told = queries.about(DUTY)[0]
    assert (told["by"], told["office"]) == ("tester", "mot-cua-phuong-mau")
    assert told["facts"] == {"by": "somebody else", "office": "elsewhere"}


def test_each_entry_points_to_the_one_before_of_its_subject(stamp):
    first = tell(stamp)
    tell(stamp, subject="duty:NV-2026-00018")

    second = tell(stamp)

    assert json.loads(second.payload.body)["prev"] == first.commitment.hex()


def test_entries_appended_together_point_to_each_other(stamp):
    lines = [Line("a.one", DUTY, {}, begins=True), Line("a.two", DUTY, {})]

    first, second = services.append_all(lines=lines, stamp=stamp)

    assert json.loads(second.payload.body)["prev"] == first.commitment.hex()


def test_an_act_that_begins_two_cases_costs_two_statements(stamp, django_assert_num_queries):
    lines = [
        Line("report.received", "report:PA-2026-00031", {}, Class.SEALED, begins=True),
        Line("duty.assigned", DUTY, {}, begins=True),
    ]

    with django_assert_num_queries(2):
        services.append_all(lines=lines, stamp=stamp)


def test_a_later_act_costs_three_statements(stamp, django_assert_num_queries):
    tell(stamp)

    with django_assert_num_queries(3):
        tell(stamp)


def test_a_sealed_entry_names_only_the_province(stamp, settings):
    settings.SOI_PROVINCE, settings.SOI_UNIT = 48, 20200

    sealed = services.append(
        kind="report.received", subject="r:1", facts={}, stamp=stamp, entry_class=Class.SEALED
    )
    opened = tell(stamp)

    assert (sealed.unit, opened.unit) == (48, 20200)


def test_the_same_text_twice_gives_two_commitments(stamp):
    one, two = (tell(stamp, subject=f"duty:{n}", text="hòa") for n in "ab")

    assert one.commitment != two.commitment


def test_money_as_a_float_is_refused_and_leaves_no_trace(stamp):
    root = queries.root()

    with pytest.raises(entries.NotAnEntry), transaction.atomic():
        tell(stamp, amount=1.5)

    assert queries.root() == root


@pytest.mark.parametrize("change", [{"unit": 2}, {"commitment": b"x" * 32}])
def test_an_entry_is_never_changed(stamp, change):
    entry = tell(stamp)
    root = queries.root()

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)

    assert queries.root() == root


def test_an_entry_is_never_taken_out(stamp):
    tell(stamp)
    root = queries.root()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_entry")

    assert queries.root() == root


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
def test_the_record_is_not_truncated(stamp):
    tell(stamp)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_entry CASCADE")

    assert queries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_only_emptying_the_whole_database_empties_the_record(stamp):
    tell(stamp)

    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)

    assert queries.count() == 0
    tell(stamp)
    with pytest.raises(DatabaseError):
        Entry.objects.all().delete()
    assert queries.count() == 1


def test_an_act_that_fails_takes_its_entry_with_it(stamp):
    root = queries.root()

    with transaction.atomic():
        tell(stamp)
        transaction.set_rollback(True)

    assert queries.root() == root


def test_numbers_are_drawn_for_several_kinds_in_one_statement(django_assert_num_queries):
    before = services.numbers(kinds=("PA", "NV"), year=2031)

    with django_assert_num_queries(1):
        after = services.numbers(kinds=("PA", "NV"), year=2031)

    assert [one[:8] for one in after] == ["PA-2031-", "NV-2031-"]
    assert all(int(b[8:]) == int(a[8:]) + 1 for a, b in zip(before, after, strict=True))


def test_a_number_has_five_figures_and_each_year_begins_anew():
    assert services.numbers(kinds=["XX"], year=2032) == ["XX-2032-00001"]
    assert services.numbers(kinds=["XX"], year=2033) == ["XX-2033-00001"]


def test_three_numbers_of_one_kind_are_three_numbers():
    drawn = services.numbers(kinds=["NV", "NV", "NV"], year=2034)

    assert drawn == ["NV-2034-00001", "NV-2034-00002", "NV-2034-00003"]


def test_a_restored_copy_goes_on_after_the_last_number_given():
    services.numbers(kinds=["PA", "NV"], year=2035)

    services.resume_numbers({"PA-2035": 41, "NV-2035": 0, "KN-2035": 7})

    given = queries.numbers_given()
    assert (given["PA-2035"], given["NV-2035"], given["KN-2035"]) == (41, 1, 7)
    assert services.numbers(kinds=["PA", "NV", "KN"], year=2035) == [
        "PA-2035-00042",
        "NV-2035-00002",
        "KN-2035-00008",
    ]


def test_erasing_leaves_the_entries_and_says_so(stamp):
    told = [tell(stamp), tell(stamp)]
    tell(stamp, subject="duty:other")

    erased = services.erase(subject=DUTY, ground="Luật 91/2025/QH15; QĐ 12/QĐ-UBND", stamp=stamp)

    assert erased == 2
    assert queries.count() == 4
    assert [one["kind"] for one in queries.about(DUTY)] == ["record.erased"]
    assert queries.about(DUTY)[0]["facts"] == {
        "targets": [one.commitment.hex() for one in told],
        "ground": "Luật 91/2025/QH15; QĐ 12/QĐ-UBND",
    }
    assert queries.check().whole


def test_of_a_subject_only_what_names_a_thing_is_erased(stamp):
    tell(stamp)
    services.append(kind="a.b", subject=DUTY, facts={"filing": "PA-1"}, stamp=stamp)
    tell(stamp)

    erased = services.erase(
        subject=DUTY, naming="PA-1", ground="QĐ 12", stamp=stamp, entry_class=Class.SEALED
    )

    assert erased == 1
    assert len(queries.about(DUTY)) == 3
    assert queries.check().whole


def test_what_happens_after_an_erasure_can_be_erased_too(stamp):
    tell(stamp)
    services.erase(subject=DUTY, ground="QĐ 12", stamp=stamp)
    tell(stamp)

    erased = services.erase(subject=DUTY, ground="QĐ 13", stamp=stamp)

    found = queries.check()
    assert erased == 1
    assert (found.whole, found.erased, found.count) == (True, 2, 4)
    assert len(queries.about(DUTY)) == 2


def test_the_series_and_editions_lie_apart(stamp):
    services.bump("PA-2036")
    services.numbers(kinds=["PA"], year=2036)

    assert queries.numbers_given()["PA-2036"] == 1
    assert Counter.objects.filter(name="PA-2036").exists()
    assert Payload.objects.count() == 0
