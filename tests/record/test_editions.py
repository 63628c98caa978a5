"""Which editions an act goes by: what held at its first look, or what its process saw last."""

import threading

import pytest
from django.db import connection, transaction

from soi.record import queries, services
from soi.record.models import Counter

pytestmark = pytest.mark.django_db


def number() -> str:
    return services.numbers(kinds=["PA"], year=2035)[0]


@pytest.fixture
def law():
    """Return the edition of the law, known to this process."""
    services.bump("law")
    return queries.edition("law")


def changed_elsewhere() -> tuple[int, ...]:
    """Let another process make a new edition of the law."""
    Counter.objects.filter(name="law").update(value=7)
    return (7,)


def test_an_edition_changes_with_every_bump(django_assert_num_queries):
    assert queries.edition("law", "offices") == (0, 0)

    locking = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(locking + 1):
        services.bump("law")
    first = queries.edition("law")
    services.bump("law")

    assert len({(0,), first, queries.edition("law")}) == 3
    assert queries.edition("offices") == (0,)


def test_a_request_goes_by_what_held_at_its_first_look(django_assert_num_queries):
    services.bump("law")
    with queries.one_edition():
        queries.edition("law"), queries.edition("offices")
    with queries.one_edition(), django_assert_num_queries(1):
        assert queries.edition("law") == queries.edition("law") != queries.edition("offices")


def test_who_changes_an_edition_reads_what_is_true_from_then_on():
    with queries.one_edition():
        first = queries.edition("law")
        with transaction.atomic():
            services.bump("law")
            undone = queries.edition("law")
            transaction.set_rollback(True)

        assert undone != first == queries.edition("law")


def test_an_edition_that_was_rolled_back_never_comes_again():
    with transaction.atomic():
        services.bump("law")
        undone = queries.edition("law")
        transaction.set_rollback(True)

    services.bump("law")

    assert queries.edition("law") != undone


def test_an_act_that_draws_a_number_need_not_ask_for_the_editions(law, django_assert_num_queries):
    statements = 1 if connection.vendor == "postgresql" else 2

    with queries.one_edition(), django_assert_num_queries(statements):
        found = queries.presuming(lambda: (queries.edition("law"), number()))

    assert found == (law, "PA-2035-00001")


def test_an_act_is_carried_out_again_where_an_edition_has_changed(law):
    new = changed_elsewhere()
    gone_by = []

    def act() -> tuple[tuple[int, ...], str]:
        gone_by.append(queries.edition("law"))
        return gone_by[-1], number()

    with queries.one_edition():
        found = queries.presuming(act)

    assert found[0] == new
    assert gone_by == [law, new]


def test_what_an_act_presumed_is_undone_with_it(law, stamp):
    changed_elsewhere()

    @transaction.atomic
    def act() -> None:
        services.append(kind="duty.extended", subject="duty:1", facts={}, stamp=stamp)
        queries.edition("law"), number()

    with queries.one_edition():
        queries.presuming(act)

    assert queries.count() == 1


def test_a_refusal_is_given_only_by_the_present_edition(law):
    new = changed_elsewhere()

    def act() -> tuple[int, ...]:
        found = queries.edition("law")
        if found == law:
            raise LookupError
        return found

    with queries.one_edition():
        assert queries.presuming(act) == new


@pytest.mark.usefixtures("law")
def test_a_refusal_that_still_holds_is_given_once():
    tried = []

    def act() -> None:
        tried.append(queries.edition("law"))
        raise LookupError

    with queries.one_edition(), pytest.raises(LookupError):
        queries.presuming(act)

    assert len(tried) == 1


@pytest.mark.usefixtures("law")
def test_what_fails_after_the_number_was_drawn_is_not_tried_again():
    tried = []

    def act() -> None:
        tried.append((queries.edition("law"), number()))
        changed_elsewhere()
        raise LookupError

    with queries.one_edition(), pytest.raises(LookupError):
        queries.presuming(act)

    assert len(tried) == 1


def test_a_change_between_two_looks_is_seen_at_the_end(law):
    gone_by = []

    def act() -> None:
        gone_by.append(queries.edition("law"))
        if len(gone_by) == 1:
            changed_elsewhere()
        queries.edition("never-seen-before"), number()

    with queries.one_edition():
        queries.presuming(act)

    assert gone_by == [law, (7,)]


def test_one_within_another_is_carried_out_again_with_it(law):
    changed_elsewhere()
    outer, inner = [], []

    def within() -> str:
        inner.append(queries.edition("law"))
        return number()

    def act() -> str:
        outer.append(queries.edition("law"))
        return queries.presuming(within)

    with queries.one_edition():
        queries.presuming(act)

    assert outer == inner == [law, (7,)]


def test_what_a_request_has_looked_at_is_presumed_as_well(law):
    with queries.one_edition():
        seen = queries.edition("law")
        changed_elsewhere()
        found = queries.presuming(lambda: (queries.edition("law"), number()))

    assert seen == law
    assert found[0] == (7,)


def test_what_is_new_to_a_process_is_asked_for(law):
    with queries.one_edition():
        found = queries.presuming(lambda: (queries.edition("law", "never-seen"), number()))

    assert found[0] == (*law, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_whoever_changes_an_edition_waits_for_those_who_write_by_it():
    services.bump("law")
    queries.edition("law")
    drawn, told = threading.Event(), []

    def change() -> None:
        drawn.wait(10)
        services.bump("law")
        told.append("changed")
        connection.close()

    @transaction.atomic
    def act() -> None:
        queries.edition("law"), number()
        drawn.set()
        other.join(0.5)
        told.append("written")

    other = threading.Thread(target=change)
    other.start()
    with queries.one_edition():
        queries.presuming(act)
    other.join(10)

    assert told == ["written", "changed"]
