from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from soi.core.refusals import Unacceptable
from soi.offices import queries, services
from soi.offices.services import NewOffice, NewRelation
from soi.record import queries as record

KT, VH, UB, FRONT = (
    "phong-kt-phuong-mau", "phong-vhxh-phuong-mau", "ubnd-phuong-mau", "mttq-phuong-mau",
)  # fmt: skip
DAY, BEFORE = date(2026, 4, 1), date(2026, 3, 31)
DOCUMENT = "Nghị quyết 9/NQ-HĐND"
NEW = NewOffice(
    slug="phong-moi",
    name="Phòng Mới",
    short_name="Phòng Mới",
    kind="department",
    track="committee",
    level="commune",
    since=DAY,
    parents=[(UB, queries.ADMINISTRATIVE)],
)
RULE = NewRelation(
    number="quy tắc 99",
    role=queries.LEADS,
    office=VH,
    source="QĐ 99/QĐ-UBND",
    since=DAY,
    topic="rac_thai",
)


@pytest.fixture
def untouched(ward):
    """Whatever is refused leaves the record and the chart as they were."""
    before = record.root()
    yield
    assert record.root() == before
    assert queries.chart(ward.on) is ward


def names(slug):
    return [queries.chart(day).name(slug) for day in (BEFORE, DAY)]


def leads(topic, group="", on=DAY):
    return queries.chart(on).route("report", topic, group).lead


def test_the_demo_ward_is_built_once(ward, stamp):
    before = record.root()

    assert services.load_demo_ward(stamp=stamp) == 0
    assert record.root() == before


def test_a_new_office_stands_from_its_first_day(ward, stamp):
    services.create(office=NEW, document=DOCUMENT, stamp=stamp)

    assert not queries.chart(BEFORE).has("phong-moi")
    assert "phong-moi" in queries.chart(DAY).below(UB)


def test_founding_an_office_leaves_one_line_in_the_record(ward, stamp):
    services.create(office=NEW, document=DOCUMENT, stamp=stamp)

    (line,) = record.about("office:phong-moi")
    assert line["kind"] == "office.created"
    assert line["facts"]["document"] == DOCUMENT


@pytest.mark.parametrize(
    ("change", "document"),
    [
        ({}, " "),
        ({"name": ""}, DOCUMENT),
        ({"slug": KT}, DOCUMENT),
        ({"parents": [("nowhere", queries.ADMINISTRATIVE)]}, DOCUMENT),
        ({"parents": [(UB, "likes")]}, DOCUMENT),
    ],
)
def test_an_office_that_is_not_whole_is_refused(untouched, stamp, change, document):
    with pytest.raises(Unacceptable):
        services.create(office=replace(NEW, **change), document=document, stamp=stamp)


def test_a_new_name_holds_from_its_day_and_the_old_one_for_the_days_before(ward, stamp):
    services.rename(
        slug=KT, name="Phòng Xây dựng", short_name="XD", since=DAY, document=DOCUMENT, stamp=stamp
    )

    assert names(KT) == ["Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Xây dựng"]
    assert queries.chart(DAY).short_name(KT) == "XD"


@pytest.mark.parametrize(
    ("slug", "name", "since", "document"),
    [
        ("nowhere", "X", DAY, DOCUMENT),
        (KT, " ", DAY, DOCUMENT),
        (KT, "X", DAY, ""),
        (KT, "X", date(2025, 7, 1), DOCUMENT),
    ],
)
def test_a_name_that_cannot_hold_is_refused(untouched, stamp, slug, name, since, document):
    with pytest.raises(Unacceptable):
        services.rename(
            slug=slug, name=name, short_name="X", since=since, document=document, stamp=stamp
        )


def move(stamp, slug, parent):
    services.move(
        slug=slug,
        parent=parent,
        relation=queries.ADMINISTRATIVE,
        since=DAY,
        document=DOCUMENT,
        stamp=stamp,
    )


def test_an_office_moves_under_another_one_from_a_day_on(ward, stamp):
    move(stamp, "tram-y-te-phuong-mau", VH)

    assert queries.chart(BEFORE).parents("tram-y-te-phuong-mau") == (UB,)
    assert queries.chart(DAY).parents("tram-y-te-phuong-mau") == (VH,)


@pytest.mark.parametrize("parent", [UB, KT])
def test_no_office_stands_under_itself(untouched, stamp, parent):
    with pytest.raises(Unacceptable):
        move(stamp, UB, parent)


def test_offices_that_merge_end_and_the_heir_answers_for_them(ward, stamp):
    services.merge(slugs=[VH], into=KT, since=DAY, document=DOCUMENT, stamp=stamp)

    assert queries.chart(BEFORE).has(VH)
    assert not queries.chart(DAY).has(VH)
    assert queries.chart(DAY).successor(VH) == KT
    assert queries.chart(BEFORE).successor(VH) == VH


def test_an_office_that_ended_keeps_its_last_name(ward, stamp):
    services.merge(slugs=[VH], into=KT, since=DAY, document=DOCUMENT, stamp=stamp)

    assert names(VH) == ["Phòng Văn hóa – Xã hội"] * 2


def test_what_led_a_field_leads_it_no_longer_once_it_ended(ward, stamp):
    services.merge(slugs=[VH], into=KT, since=DAY, document=DOCUMENT, stamp=stamp)

    assert leads("chinh_sach_xa_hoi", on=BEFORE) == VH
    assert leads("chinh_sach_xa_hoi") == "mot-cua-phuong-mau"


@pytest.mark.parametrize(("slugs", "into"), [([FRONT], KT), ([], KT), ([KT], KT), (["nix"], KT)])
def test_offices_of_two_tracks_or_none_do_not_merge(untouched, stamp, slugs, into):
    with pytest.raises(Unacceptable):
        services.merge(slugs=slugs, into=into, since=DAY, document=DOCUMENT, stamp=stamp)


def test_an_office_ends_after_its_last_day(ward, stamp):
    services.end(slug=VH, on=BEFORE, document=DOCUMENT, stamp=stamp)

    assert queries.chart(BEFORE).has(VH)
    assert queries.chart(DAY).posts(VH) == ()


def test_an_office_ends_once_and_not_before_it_began(ward, stamp):
    services.end(slug=VH, on=BEFORE, document=DOCUMENT, stamp=stamp)
    before = record.root()

    for slug, day in ((VH, DAY), (KT, date(2025, 1, 1))):
        with pytest.raises(Unacceptable):
            services.end(slug=slug, on=day, document=DOCUMENT, stamp=stamp)
    assert record.root() == before


def appoint(stamp, person, since=DAY, **more):
    given = {"post": f"{KT}-truong", "document": DOCUMENT, **more}
    services.appoint(person=person, since=since, stamp=stamp, **given)


def test_who_holds_a_post_is_known_for_each_day(ward, stamp):
    appoint(stamp, "user:1", date(2026, 1, 5))
    appoint(stamp, "user:2")

    chart = queries.chart(DAY)
    assert chart.people_in(KT, BEFORE) == {"user:1"}
    assert chart.people_in(KT, DAY) == {"user:2"}


def test_no_person_enters_the_record_with_an_appointment(ward, stamp):
    appoint(stamp, "user:4711")

    assert "4711" not in str(record.about(f"office:{KT}"))


def test_a_post_is_left_after_the_last_day(ward, stamp):
    appoint(stamp, "user:1", date(2026, 1, 5))
    services.vacate(post=f"{KT}-truong", on=BEFORE, document=DOCUMENT, stamp=stamp)

    assert queries.chart(DAY).people_in(KT, BEFORE) == {"user:1"}
    assert queries.chart(DAY).people_in(KT, DAY) == frozenset()


@pytest.mark.parametrize("change", [{"document": " "}, {"post": "nobody"}])
def test_an_appointment_to_nothing_is_refused(untouched, stamp, change):
    with pytest.raises(Unacceptable):
        appoint(stamp, "user:1", **change)


def test_an_appointment_does_not_reach_back_behind_the_last_one(ward, stamp):
    appoint(stamp, "user:1")

    with pytest.raises(Unacceptable):
        appoint(stamp, "user:2", BEFORE)


def test_nobody_is_appointed_while_another_still_holds_the_post(ward, stamp):
    appoint(stamp, "user:1", date(2026, 1, 5))
    services.vacate(post=f"{KT}-truong", on=date(2026, 4, 30), document=DOCUMENT, stamp=stamp)
    before = record.root()

    with pytest.raises(Unacceptable) as refused:
        appoint(stamp, "user:2")

    assert refused.value.reason == "overlapping"
    assert record.root() == before
    appoint(stamp, "user:2", date(2026, 5, 1))
    assert queries.chart(DAY).people_in(KT, date(2026, 5, 1)) == {"user:2"}


def test_who_signs_in_an_office_ends_with_it(ward, stamp):
    rule = services.NewWorkingRule(
        number="điều 9",
        office=KT,
        matter="trả lời",
        signer=f"{KT}-truong",
        source="QĐ 8",
        since=DAY,
    )
    services.set_working_rule(rule=rule, stamp=stamp)
    services.end(slug=KT, on=DAY, document=DOCUMENT, stamp=stamp)

    assert queries.working_rules(queries.chart(DAY), KT)
    assert not queries.working_rules(queries.chart(date(2026, 4, 2)), KT)


def test_an_empty_post_cannot_be_left(untouched, stamp):
    with pytest.raises(Unacceptable):
        services.vacate(post=f"{KT}-truong", on=DAY, document=DOCUMENT, stamp=stamp)


@pytest.mark.parametrize(("slug", "title"), [(f"{KT}-truong", "X"), ("x", " ")])
def test_a_post_needs_a_title_and_a_new_slug(untouched, stamp, slug, title):
    with pytest.raises(Unacceptable):
        services.open_post(slug=slug, office=KT, title=title, is_head=False, since=DAY, stamp=stamp)


def test_a_rule_for_one_group_goes_before_a_rule_for_all(ward, stamp):
    services.relate(relation=replace(RULE, group="to-09"), stamp=stamp)

    assert leads("rac_thai", "to-09") == VH
    assert leads("rac_thai", "to-08") == KT
    assert leads("rac_thai", "to-09", BEFORE) == KT


def test_of_two_rules_as_exact_the_one_with_the_lower_rank_counts(ward, stamp):
    services.relate(relation=replace(RULE, rank=1), stamp=stamp)

    assert leads("rac_thai") == VH


def test_of_two_rules_as_exact_and_of_one_rank_the_older_one_counts(ward, stamp):
    services.relate(relation=RULE, stamp=stamp)

    assert leads("rac_thai") == KT


def test_a_rule_that_ended_leads_nowhere(ward, stamp):
    services.end_relation(number="quy tắc 14", on=BEFORE, document=DOCUMENT, stamp=stamp)

    assert leads("rac_thai", on=BEFORE) == KT
    assert leads("rac_thai") == "mot-cua-phuong-mau"


@pytest.mark.parametrize(
    "change",
    [{"source": " "}, {"number": ""}, {"role": "likes"}, {"office": "nix"}, {"group": "nix"},
     {"over": "nix"}],
)  # fmt: skip
def test_a_rule_without_source_or_office_is_refused(untouched, stamp, change):
    with pytest.raises(Unacceptable):
        services.relate(relation=replace(RULE, **change), stamp=stamp)


@pytest.mark.parametrize(("number", "document"), [("quy tắc 0", DOCUMENT), ("quy tắc 14", " ")])
def test_a_rule_that_is_not_there_cannot_end(untouched, stamp, number, document):
    with pytest.raises(Unacceptable):
        services.end_relation(number=number, on=DAY, document=document, stamp=stamp)


def test_an_outline_moves_the_border_of_a_group(ward, stamp):
    ring = [(16.03, 108.23), (16.03, 108.231), (16.029, 108.231)]
    services.draw(slug="to-01", outline=ring, document=DOCUMENT, stamp=stamp)

    assert queries.chart(DAY).group_at(16.0297, 108.2306) == "to-01"
    assert queries.chart(DAY).group_at(16.021, 108.232) is None


@pytest.mark.parametrize(
    ("outline", "document"), [([(16.0, 108.0), (16.1, 108.1)], DOCUMENT), ([], " ")]
)
def test_an_outline_needs_three_points_and_a_document(untouched, stamp, outline, document):
    with pytest.raises(Unacceptable):
        services.draw(slug="to-01", outline=outline, document=document, stamp=stamp)


def test_an_act_that_was_rolled_back_is_never_read_as_true(ward, stamp):
    with transaction.atomic():
        services.create(office=NEW, document=DOCUMENT, stamp=stamp)
        seen = queries.chart(DAY).has("phong-moi")
        transaction.set_rollback(True)
    services.create(office=replace(NEW, slug="phong-khac"), document=DOCUMENT, stamp=stamp)

    assert seen
    assert not queries.chart(DAY).has("phong-moi")
    assert queries.chart(DAY).has("phong-khac")
