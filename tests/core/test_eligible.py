"""Điều 12 Luật Tố cáo as tables, and who may do what with a case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from soi.core.competence import (
    AUTHOR_DECIDES,
    HIGHEST,
    LOOK_BACK,
    Accused,
    Matter,
    NobodyCompetent,
    Office,
    Post,
    Rank,
    Task,
    Terms,
    Tie,
    eligible,
    unnamed,
)
from tests.core.organisations import BEFORE, DAY, LAST, OLD, REFORM

OFFICES = [
    Office("tinh"),
    Office("thanh-tra-tinh", "tinh", inspects=True),
    Office("xa", "tinh"),
    Office("phong", "xa"),
    Office("to", "phong"),
    Office("xa-ben", "tinh"),
    Office("huyen", "tinh", until=LAST),
    Office("ban-giai-the", "xa", until=LAST),
    Office("xa-cu", "huyen", until=LAST, successors=("xa", "xa-ben")),
]


def post(person: str, office: str, rank: str = "officer", **rest: object) -> Post:
    return Post(person, office, Rank(rank), since=rest.pop("since", OLD), **rest)


POSTS = [
    post("ct-tinh", "tinh", "head", grade=30),
    post("pct-tinh", "tinh", "deputy", grade=29),
    post("cv-tinh", "tinh", grade=20),
    post("chanh-tt", "thanh-tra-tinh", "head", grade=25),
    post("ct-xa", "xa", "head", grade=10),
    post("pct-xa", "xa", "deputy", grade=9),
    post("cv-xa", "xa", grade=5),
    post("tp", "phong", "head", grade=8),
    post("cv-phong", "phong", grade=5),
    post("to-truong", "to", "head", grade=1),
    post("ct-ben", "xa-ben", "head", grade=10),
    post("cv-ben", "xa-ben", grade=5),
    post("nhieu-noi", "phong", grade=5, also_under=("xa-ben",)),
    # Moved on 1 July 2025.
    post("ngang", "xa-ben", "head", grade=10, until=LAST),
    post("ngang", "xa", "deputy", grade=10, since=REFORM),
    post("len", "phong", grade=5, until=LAST),
    post("len", "xa-ben", "deputy", grade=9, since=REFORM),
    post("khac", "xa-ben", grade=5, until=LAST),
    post("khac", "xa", grade=5, since=REFORM),
    post("nghi", "xa", grade=5, until=LAST),
    post("sap-nhap", "xa-cu", grade=5, until=LAST),
    post("sap-nhap", "xa-ben", grade=5, since=REFORM),
    post("dung-dau", "xa-cu", "head", grade=10, until=LAST),
    post("dung-dau", "xa-ben", "deputy", grade=9, since=REFORM),
    post("giai-the", "ban-giai-the", grade=5, until=LAST),
]
ARTICLE_12 = """
    người bị tố cáo | khi nào | đứng đầu của   | phối hợp     | điểm  | vì sao
    ----------------+---------+----------------+--------------+-------+---------------------------
    cv-phong        |         | phong          |              | 12.1  | công chức thường
    tp              |         | xa             |              | 12.1  | người đứng đầu: lên cấp trên
    pct-xa          |         | tinh           |              | 12.1  | cấp phó cũng vậy
    @xa             |         | tinh           |              | 12.6  | tố cáo cơ quan
    nhieu-noi       |         | phong          | xa-ben       | 12.2  | nhiều nơi quản lý
    ngang           | trước   | tinh           |              | 12.3a | nay chức ngang
    len             | trước   | tinh           | phong        | 12.3b | nay cao hơn, là cấp phó
    khac            | trước   | xa-ben         | xa           | 12.3c | trường hợp chuyển khác
    nghi            | trước   | xa             |              | 12.3d | không còn là công chức
    sap-nhap        | trước   | xa-ben         | xa           | 12.4  | nơi nay đang công tác
    dung-dau        | trước   | tinh           | xa           | 12.4  | nay là cấp phó
    @xa-cu          |         | tinh           |              | 12.4  | xa-ben có người bị tố cáo
    giai-the        | trước   | xa             |              | 12.5  | giải thể: nơi đã quản lý
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[2:]]


def who(name: str, when: str = "") -> Accused:
    if name.startswith("@"):
        return Accused(office=name[1:])
    return Accused(person=name, acted_on=BEFORE if when else None)


def ask(*names: str, ties=(), posts=POSTS, offices=OFFICES, **terms):
    accused = [one if isinstance(one, Accused) else who(one) for one in names]
    return eligible(accused, offices, posts, list(ties), DAY, Terms(**terms))


@pytest.mark.parametrize(("name", "when", "lead", "helping", "point", "why"), rows(ARTICLE_12))
def test_article_12_names_the_body(name, when, lead, helping, point, why):
    found = ask(who(name, when))

    assert (found.lead, found.rule) == (lead, f"Luật Tố cáo 25/2018/QH14, Điều {point}"), why
    assert " ".join(found.cooperating) == helping, why


def test_the_head_of_the_lead_settles_and_nobody_else():
    found = ask("cv-phong")

    assert found.may(Task.SETTLE, "tp", "phong")
    assert not found.may(Task.SETTLE, "ct-xa", "xa")
    assert not found.may(Task.SETTLE, "", "phong")


def test_whoever_stands_further_up_may_have_it_though_the_two_nearest_receive_it():
    found = ask("cv-phong")
    able = [one.person for one in found.able]

    assert able[: len(found.receivers)] == [one.person for one in found.receivers]
    assert able == [
        "tp", "ct-xa", "ngang", "pct-xa", "cv-xa", "khac", "ct-tinh", "pct-tinh",
        "cv-tinh", "chanh-tt",
    ]  # fmt: skip


def test_kin_of_the_accused_sends_the_case_to_the_superior():
    found = ask("cv-phong", ties=[Tie("tp", "cv-phong")])

    assert (found.lead, found.passed) == ("xa", (("phong", "head_kin"),))
    assert found.barred["tp"] == "kin"


def test_a_direct_interest_does_the_same():
    assert ask("cv-phong", ties=[Tie("cv-phong", "tp", "interest")]).barred["tp"] == "interest"


def test_kin_of_a_person_directly_concerned_stay_away_too():
    found = ask("cv-phong", ties=[Tie("con", "tp")], concerned=("con",))

    assert found.lead == "xa"


def test_a_former_subordinate_who_has_risen_is_kept_away():
    posts = [
        *POSTS,
        post("duoi-quyen", "phong", until=date(2025, 12, 31)),
        post("duoi-quyen", "xa", "deputy", since=date(2026, 1, 1)),
    ]

    assert ask("tp", posts=posts).barred["duoi-quyen"] == "subordinate"
    long_ago = replace(posts[-2], until=DAY - LOOK_BACK - timedelta(days=1))
    assert "duoi-quyen" not in ask("tp", posts=[*posts[:-2], long_ago, posts[-1]]).barred


def test_two_officers_of_two_bodies_receive_the_nearest_first():
    found = ask("tp")

    assert list(dict.fromkeys(one.office for one in found.receivers)) == ["xa", "tinh"]
    assert found.receivers[0].person == "ct-xa"
    assert found.may(Task.RECEIVE, "ct-xa", "xa")
    assert not found.may(Task.LIST, "tp", "phong")


def test_an_inspectorate_beside_the_lead_is_the_second_body():
    found = ask("pct-xa")

    assert {one.office for one in found.receivers} == {"tinh", "thanh-tra-tinh"}


def test_only_those_with_a_key_receive():
    found = ask("tp", readers=frozenset({"cv-xa", "pct-tinh"}))

    assert [one.person for one in found.receivers] == ["cv-xa", "pct-tinh"]


def test_one_body_alone_is_refused_and_the_lawful_one_is_named():
    found = ask("tp", readers=frozenset({"cv-xa"}))

    assert (found.receivers, found.outside) == ((), "xa")
    with pytest.raises(NobodyCompetent) as refusal:
        found.demand_receivers()
    assert refusal.value.facts["outside"] == "xa"


def test_above_the_highest_that_is_known_the_outside_is_named():
    found = ask("ct-tinh")

    assert (found.lead, found.decider, found.outside) == ("", None, HIGHEST)


def test_a_body_of_which_only_the_name_is_known_is_still_named():
    offices = [*OFFICES, Office("trung-uong")]
    offices[0] = replace(offices[0], superior="trung-uong")
    found = ask("ct-tinh", offices=offices)

    assert (found.lead, found.decider, found.outside) == ("trung-uong", None, "trung-uong")


def test_a_body_whose_head_is_gone_is_passed_over():
    posts = [one for one in POSTS if one.person != "tp"]

    assert ask("cv-phong", posts=posts).passed == (("phong", "no_head"),)


def test_several_accused_go_to_the_body_above_all_of_them():
    assert ask("cv-phong", "cv-ben").lead == "tinh"


def test_a_post_can_be_accused_where_nobody_named_its_holder():
    posts = [*POSTS, post(unnamed("pho-phong"), "phong", "deputy", slug="pho-phong")]
    found = ask(Accused(unnamed("pho-phong")), posts=posts)

    assert found.lead == "xa"
    assert found.barred[unnamed("pho-phong")] == "self"


def test_a_first_complaint_goes_to_its_author_and_the_next_step_is_named():
    found = ask(Accused("ct-xa", "xa"), matter=Matter.FIRST_COMPLAINT)

    assert (found.lead, found.note, found.next_step) == ("xa", AUTHOR_DECIDES, "tinh")
    assert found.may(Task.SETTLE, "ct-xa", "xa")
    assert found.may(Task.RECEIVE, "pct-xa", "xa")
    assert not found.may(Task.VERIFY, "ct-xa", "xa")


def test_a_second_complaint_goes_to_the_superior():
    found = ask(Accused("ct-xa", "xa"), matter=Matter.SECOND_COMPLAINT)

    assert (found.lead, found.note) == ("tinh", "")


def test_a_first_complaint_against_nobody_known_names_the_outside():
    assert ask(Accused("ai"), matter=Matter.FIRST_COMPLAINT).outside == HIGHEST


def test_a_ring_of_superiors_ends():
    offices = [Office("a", "b"), Office("b", "a")]
    posts = [post("x", "a", "head"), post("y", "b", "head")]
    found = ask("x", offices=offices, posts=posts)

    assert (found.lead, found.outside) == ("", HIGHEST)
