from datetime import date

import pytest

from soi.core.refusals import Unacceptable
from soi.offices import queries

KT, VP, UB = "phong-kt-phuong-mau", "van-phong-phuong-mau", "ubnd-phuong-mau"
FRONT, DESK, POLICE = "mttq-phuong-mau", "mot-cua-phuong-mau", "cong-an-phuong-mau"


def test_before_anything_is_entered_the_chart_is_empty(db):
    chart = queries.chart(date(2026, 3, 2))

    assert (chart.ward(), chart.ward_name(), chart.help(), chart.desk()) == (None, "", "", "")
    assert chart.groups() == ()
    assert chart.route("report", "rac_thai", "").lead == ""
    assert chart.inside_ward(1.0, 2.0)


def test_the_demo_ward_has_twelve_groups_with_street_and_landmark(ward):
    groups = ward.groups()

    assert [group.slug for group in groups] == [f"to-{n:02}" for n in range(1, 13)]
    assert groups[11].name == "Tổ 12"
    assert groups[11].places == ("đường Hoa Giấy", "khu tái định cư Đồi Thông")


def test_a_point_lies_in_the_group_drawn_around_it(ward):
    assert ward.group_at(16.029, 108.231) == "to-01"
    assert ward.group_at(16.015, 108.242) == "to-06"
    assert ward.group_at(16.001, 108.259) == "to-12"


def test_every_point_of_the_ward_lies_in_a_group(ward):
    points = [(16.0 + 0.003 * i, 108.23 + 0.003 * j) for i in range(11) for j in range(11)]

    assert all(ward.inside_ward(lat, long) and ward.group_at(lat, long) for lat, long in points)


def test_a_point_beyond_the_outline_is_outside_the_ward(ward):
    assert not ward.inside_ward(16.05, 108.24)
    assert ward.group_at(16.05, 108.24) is None


def test_help_names_the_desk_its_hours_and_its_telephone(ward):
    assert "1 đường Sứ Trắng" in ward.help()
    assert "0900 000 010" in ward.help()


@pytest.mark.parametrize(
    ("kind", "topic", "lead", "number"),
    [
        ("report", "rac_thai", KT, "quy tắc 14"),
        ("petition", "ha_tang", KT, "quy tắc 13"),
        ("report", "an_ninh_trat_tu", POLICE, "quy tắc 12"),
        ("report", "thai_do_can_bo", UB, "quy tắc 20"),
        ("complaint", "dat_dai", UB, "quy tắc 11"),
    ],
)
def test_a_filing_goes_where_a_numbered_rule_sends_it(ward, kind, topic, lead, number):
    route = ward.route(kind, topic, "")

    assert (route.lead, route.number) == (lead, number)
    assert "05/QĐ-UBND" in route.source


def test_what_no_rule_names_goes_to_the_reception_desk(ward):
    route = ward.route("report", "khac", "")

    assert (route.lead, route.number, route.source) == (DESK, "", "")
    assert ward.office(route.lead).kind == queries.DESK


def test_the_group_of_the_place_coordinates_and_the_front_oversees(ward):
    route = ward.route("report", "rac_thai", "to-12")

    assert route.coordinating == ("to-12",)
    assert route.overseeing == (FRONT,)


def test_public_money_is_also_overseen_by_the_inspection_board(ward):
    assert "ban-ttnd-phuong-mau" in ward.route("report", "thu_chi", "").overseeing
    assert "ban-ttnd-phuong-mau" not in ward.route("report", "ha_tang", "").overseeing


def test_an_objection_goes_to_the_named_reviewer_and_then_one_level_up(ward):
    order = ward.reviewers(KT, "rac_thai")

    assert order[:2] == (VP, UB)
    assert order[-1] == "ubnd-thanh-pho-mau"  # nobody acts for it in the ward
    assert ward.route("report", "rac_thai", "").reviewer == VP


def test_without_a_named_reviewer_the_office_above_looks_first(ward):
    assert ward.reviewers(POLICE, "an_ninh_trat_tu")[0] == UB


@pytest.mark.parametrize("slug", [KT, UB, FRONT, POLICE, DESK, VP, "to-03", "phu-nu-phuong-mau"])
def test_nobody_reviews_or_oversees_himself_or_his_superior(ward, slug):
    barred = {slug, *ward.below(slug)}

    assert not barred & {*ward.reviewers(slug, "khac"), *ward.overseers(slug)}


def test_the_party_leads_by_its_own_line_and_is_no_superior(ward):
    assert "dang-uy-phuong-mau" not in ward.above(UB)
    assert "thanh-uy-mau" in ward.above("dang-uy-phuong-mau")


def test_each_track_answers_upwards_on_its_own_line(ward):
    assert ward.above(FRONT) == {"phuong-mau", "mttq-thanh-pho-mau"}
    assert ward.above("phu-nu-phuong-mau") == {FRONT, "phuong-mau", "mttq-thanh-pho-mau"}
    assert {UB, "cong-an-thanh-pho-mau"} <= ward.above(POLICE)


def test_below_is_above_seen_from_the_other_side(ward):
    for office in ward.offices():
        assert all(office.slug in ward.above(low) for low in ward.below(office.slug))


def test_the_lineage_begins_with_the_office_itself_the_nearest_first(ward):
    assert ward.lineage(KT) == (KT, UB, "phuong-mau", "ubnd-thanh-pho-mau")


def test_offices_outside_the_ward_say_so(ward):
    outside = {one.slug for one in ward.offices() if one.outside}

    assert {"so-khcn-mau", "bo-nganh-trung-uong", "dien-luc-mau"} <= outside
    assert UB not in outside


def test_every_office_of_the_ward_has_a_head(ward):
    own = [one.slug for one in ward.offices() if not one.outside and one.kind != queries.WARD]

    assert [slug for slug in own if ward.head_post(slug) is None] == []


def test_the_head_stands_first_among_the_posts(ward):
    assert [post.slug for post in ward.posts(KT)] == [
        f"{KT}-truong",
        f"{KT}-pho",
        f"{KT}-chuyen-vien",
    ]
    assert ward.title(f"{KT}-truong") == "Trưởng phòng Kinh tế, Hạ tầng và Đô thị"
    assert ward.title("nobody") == "nobody"


def test_an_office_that_is_not_there_is_refused(ward):
    with pytest.raises(Unacceptable):
        ward.office("phuong-khac")
    assert not ward.has("phuong-khac")
    assert ward.name("phuong-khac") == "phuong-khac"


def test_before_the_ward_was_founded_nobody_is_there(ward):
    assert queries.chart(date(2025, 6, 30)).offices() == []
    assert queries.chart(date(2025, 7, 1)).has(UB)


def test_the_rules_of_the_day_can_be_read(ward):
    rules = ward.relations()

    assert {one.role for one in rules} == {"leads", "coordinates", "oversees", "reviews"}
    assert all(one.source and one.number for one in rules)


def test_an_office_and_a_post_in_it_have_keys(ward):
    office, post = queries.identify(KT, f"{KT}-truong")

    assert office == ward.office(KT).id
    assert post == ward.head_post(KT).id
    assert queries.identify(KT, "") == (office, None)


@pytest.mark.parametrize(
    ("office", "post", "field"),
    [("phuong-khac", "", "office"), (KT, "nobody", "post"), (KT, f"{VP}-truong", "post")],
)
def test_a_key_of_nothing_is_refused(ward, office, post, field):
    with pytest.raises(Unacceptable) as refusal:
        queries.identify(office, post)

    assert refusal.value.field == field


def test_the_chart_costs_one_select_on_any_day_once_it_is_read(ward, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.chart(date(2026, 3, 2))
        queries.chart(date(2025, 12, 24))
