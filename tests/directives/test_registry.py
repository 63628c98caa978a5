"""One number, several documents: what a citation means, and what the registry checks it against."""

from datetime import date

import pytest

from soi.core.refusals import Unacceptable
from soi.directives import queries, services
from soi.directives.services import NewDocument
from soi.notices.models import Notice
from tests.directives.test_year import HEAD, at, on

CITY = "Thực hiện Kế hoạch số 31/KH-UBND ngày 02/02/2026 của UBND thành phố Mẫu, UBND phường Mẫu"


@pytest.fixture
def party(person):
    return person("party_office", "dang-uy-phuong-mau", at(3, 2))


def paper(symbol, day, body="", *, office="ỦY BAN NHÂN DÂN\nPHƯỜNG MẪU", kind="KẾ HOẠCH"):
    head = f"{office}\nSố: {symbol}\n{HEAD}Phường Mẫu, ngày {day:%d} tháng {day:%m} năm {day:%Y}\n"
    return f"{head}{kind}\nGiữ gìn phố phường sạch năm {day.year}\n{body}\n"


def enter(text, stamp, **told):
    return services.register(text=text, new=NewDocument(**told), stamp=stamp)


def edges(document):
    return [(one.kind, one.target.symbol, one.target.issued_on) for one in queries.edges_out(document, internal=True)]  # fmt: skip


def test_the_wards_own_paper_does_not_take_the_place_of_a_citys_with_the_same_number(ward, party):
    plan = enter(paper("12/KH-UBND", date(2026, 3, 2), f"{CITY} xây dựng kế hoạch."), party)

    own = enter(paper("31/KH-UBND", date(2026, 5, 4)), party)

    assert edges(plan) == [("implements", "31/KH-UBND", date(2026, 2, 2))]
    assert queries.edges_in(own, internal=True) == []


def test_a_cited_paper_is_taken_over_when_its_text_comes(ward, party):
    plan = enter(paper("12/KH-UBND", date(2026, 3, 2), f"{CITY} xây dựng kế hoạch."), party)
    (stub,) = [one.target for one in queries.edges_out(plan, internal=True)]
    assert stub.origin == "cited"

    city = enter(
        paper("31/KH-UBND", date(2026, 2, 2), office="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ MẪU"), party
    )

    assert city.pk == stub.pk
    assert [one.source.symbol for one in queries.edges_in(city, internal=True)] == ["12/KH-UBND"]


def test_a_printed_date_is_checked_against_the_registry_too(ward, party):
    enter(paper("55/2026/QĐ-TTg", date(2026, 1, 5), kind="QUYẾT ĐỊNH", office="THỦ TƯỚNG"), party)

    late = enter(
        paper(
            "13/KH-UBND", date(2026, 3, 2), "Căn cứ Quyết định số 55/2026/QĐ-TTg ngày 15/01/2026;"
        ),
        party,
    )

    (finding,) = [one for one in late.findings if one["code"] == "date_conflict"]
    assert "05/01/2026" in finding["text"]
    assert "VB-2026-00001" in finding["text"]


def test_a_known_document_takes_the_place_of_its_citation_and_its_city_plan_stays_out(ward, party):
    plan = enter(
        paper("14/KH-UBND", date(2026, 3, 2), "Căn cứ Luật Tố cáo số 25/2018/QH14 ngày 12/6/2018;"),
        party,
    )

    services.load_known(stamp=party)

    (target,) = [one.target for one in queries.edges_out(plan, internal=True)]
    assert (target.origin, target.title) == ("known", "Luật Tố cáo")
    assert not queries.visible(internal=True).filter(symbol="45-KH/TU").exists()
    assert services.load_known(stamp=party) == 0


def test_who_tells_of_a_document_does_not_carry_it_out(ward, party):
    news = enter("Phường Mẫu giữ phố sạch\n\nSáng 2-3, phường họp về việc thực hiện Nghị quyết số 09-NQ/TU ngày 10/01/2026.", party)  # fmt: skip

    assert [kind for kind, _symbol, _day in edges(news)] == ["cites"]


def test_a_document_that_rests_on_itself_is_told_and_leans_on_nothing(ward, party):
    own = enter(
        paper("15/KH-UBND", date(2026, 3, 2), "Căn cứ Kế hoạch số 15/KH-UBND ngày 02/3/2026;"),
        party,
    )

    assert edges(own) == []
    assert [one["code"] for one in own.findings] == ["cites_itself"]
    with pytest.raises(Unacceptable):
        services.relate(source=own.number, target=own.number, kind="cites", stamp=party)


def test_a_measure_in_figures_is_read_and_its_change_is_counted(ward, party):
    body = "I. NHIỆM VỤ\n1. Công an phường vận động trên 95% hộ dân ký cam kết.\n2. Trạm Y tế phường phun thuốc tại 3 tổ dân phố."
    document = enter(paper("16/KH-UBND", date(2026, 3, 2), body), party)
    first, second = queries.drafts(document)

    assert (first.measure_target, first.measure_unit, second.measure_target) == (95, "%", None)
    taken = services.accept(
        pk=first.pk,
        decision=services.Decision(
            first.title, "cong-an-phuong-mau", measure_target=80, measure_unit="%"
        ),
        requester=party.office,
        stamp=party,
    )
    assert [one["field"] for one in taken.changes] == ["measure"]
    assert taken.vagueness == 1


def test_an_office_that_was_asked_is_reminded_once_before_the_day(ward, party):
    document = enter(paper("17/KH-UBND", date(2026, 3, 2), "I. NHIỆM VỤ\n1. Công an phường Mẫu kiểm tra, xử lý việc đổ rác trộm."), party)  # fmt: skip
    (draft,) = queries.drafts(document)
    services.accept(pk=draft.pk, decision=services.Decision(draft.title, "cong-an-phuong-mau"), requester=party.office, stamp=party)  # fmt: skip
    services.ask_round(document=document.number, question="Đến đâu rồi?", due_on=date(2026, 3, 10), stamp=party)  # fmt: skip

    counts = [services.remind(today=day, stamp=on(party, 3, day.day)) for day in (date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 12))]  # fmt: skip

    assert counts == [0, 1, 0]
    (letter,) = Notice.objects.filter(template="round_reminder")
    assert letter.context["count"] == 1


@pytest.mark.parametrize(
    ("day", "found"), [(date(2018, 3, 2), []), (date(2026, 3, 2), ["25/2018/QH14"])]
)
def test_a_law_named_without_its_year_is_the_law_of_the_day(ward, party, day, found):
    services.load_known(stamp=party)

    plan = enter(paper("18/KH-UBND", day, "Căn cứ Luật Tố cáo và các văn bản hướng dẫn;"), party)

    assert [one.target.symbol for one in queries.edges_out(plan, internal=True)] == found
