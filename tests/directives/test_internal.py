"""Of what is internal nothing is told, and nothing can be inferred, by pages for everybody."""

from datetime import date

import pytest
from django.test import Client

from soi.core.mandates import ROLES, Role
from soi.directives import queries, services
from soi.directives.models import Document, Edge, Round, Share
from soi.directives.services import Decision, NewDocument, NewSession
from soi.duties import queries as duties

CITY = """ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU
Số: 31/KH-UBND
Thành phố Mẫu, ngày 02 tháng 02 năm 2026
KẾ HOẠCH
1. UBND phường Mẫu tổ chức thu gom rác hằng ngày tại 12 tổ dân phố trước ngày 30/6/2026.
2. Công an phường Mẫu kiểm tra, xử lý việc đổ rác trộm.
"""
INSIDE = """ỦY BAN NHÂN DÂN PHƯỜNG MẪU
Số: 77/2026/KH-UBND
Phường Mẫu, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Thực hiện Kế hoạch số 31/KH-UBND ngày 02/02/2026, theo Công văn số 4455/CV-XYZ ngày 01/02/2026.
1. Công an phường Mẫu rà soát riêng khu chợ.
"""
WARD = """ỦY BAN NHÂN DÂN PHƯỜNG MẪU
Số: 12/KH-UBND
Phường Mẫu, ngày 02 tháng 03 năm 2026
KẾ HOẠCH
Thực hiện Kế hoạch số 77/2026/KH-UBND ngày 05/02/2026 của UBND phường Mẫu.
1. Công an phường Mẫu kiểm tra, xử lý việc đổ rác trộm.
"""
VISITORS = [None, *Role]


def insider(role):
    return role is not None and "duties.read_internal" in ROLES[role]


@pytest.fixture
def visitor(signed_in):
    """Return a browser of nobody, or of somebody with one role in one office."""

    def make(role):
        return Client() if role is None else signed_in(role, "dang-uy-phuong-mau")

    return make


@pytest.fixture
def party(person):
    return person("party_office", "dang-uy-phuong-mau")


def registered(text, stamp, **told):
    return services.register(text=text, new=NewDocument(**told), stamp=stamp)


def accepted(document, place, stamp, visibility="public"):
    draft = queries.drafts(document)[place]
    decision = Decision(draft.title, "cong-an-phuong-mau", None, visibility=visibility)
    made = services.accept(pk=draft.pk, decision=decision, requester="", stamp=stamp)
    return made.duty


@pytest.fixture
def papers(party):
    """A public plan; an internal one that carries it out; a public one that carries out that."""
    city = registered(CITY, party)
    inside = registered(INSIDE, party, visibility="internal")
    return city, inside, registered(WARD, party)


def page(client, address):
    answer = client.get(address)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


@pytest.mark.parametrize("role", VISITORS)
def test_edges_are_counted_for_who_sees_them(papers, visitor, role):
    city = papers[0]

    told = page(visitor(role), city.get_absolute_url())

    assert ("(0 + 1)" in told, "(0 + 0)" in told) == (insider(role), not insider(role))


@pytest.mark.parametrize("role", VISITORS)
def test_no_list_graph_or_lineage_leads_to_or_through_an_internal_document(papers, visitor, role):
    city, inside, plan = papers
    client = visitor(role)

    told = [page(client, f"/documents/{one.number}/{way}") for one in (city, plan)
            for way in ("", "graph/", "lineage/")]  # fmt: skip
    listed = page(client, "/documents/") + page(client, "/documents/?q=77")

    for one in [*told, listed]:
        assert insider(role) or inside.number not in one  # its symbol stands in the plan itself
    assert (inside.number in listed) == insider(role)
    lineage = page(client, f"/documents/{city.number}/lineage/")
    assert (plan.number in lineage) == insider(role), "it is known through the internal one alone"


@pytest.mark.parametrize("role", VISITORS)
def test_what_only_an_internal_document_cites_is_not_there(papers, party, visitor, role):
    cited = Document.objects.get(symbol="4455/CV-XYZ")
    client = visitor(role)

    assert (cited.symbol in page(client, "/documents/")) == insider(role)
    status = client.get(cited.get_absolute_url()).status_code
    assert (status == 200) == insider(role)

    Edge.objects.create(source=papers[2], target=cited, kind="cites")
    assert client.get(cited.get_absolute_url()).status_code == 200
    assert cited.symbol in page(client, "/documents/")


@pytest.mark.parametrize("role", VISITORS)
def test_a_finding_that_names_an_internal_document_is_for_those_inside(
    papers, party, visitor, role
):
    _city, inside, _plan = papers
    other = registered(WARD.replace("12/KH", "13/KH").replace("05/02", "09/02"), party)
    assert [one for one in other.findings if inside.number in one["text"]]

    told = page(visitor(role), other.get_absolute_url())

    assert (inside.number in told) == insider(role)


@pytest.mark.parametrize("role", VISITORS)
def test_a_round_about_internal_duties_alone_is_not_told(papers, party, visitor, role):
    city = papers[0]
    accepted(city, 0, party, "internal")
    services.ask_round(
        document=city.number, question="Vụ chợ đến đâu rồi?", due_on=date(2099, 1, 1), stamp=party
    )
    accepted(city, 1, party)
    services.ask_round(
        document=city.number, question="Rác đến đâu rồi?", due_on=date(2099, 1, 1), stamp=party
    )
    assert Round.objects.count() == 2

    told = page(visitor(role), city.get_absolute_url())

    assert ("Vụ chợ" in told) == insider(role)
    assert "Rác đến đâu" in told


@pytest.mark.parametrize("role", VISITORS)
def test_a_public_document_does_not_lead_to_an_internal_session(papers, party, visitor, role):
    city = papers[0]
    client = visitor(role)
    first = services.schedule(
        new=NewSession("Vệ sinh", date(2026, 2, 24), "dang-uy-phuong-mau", "ubnd-phuong-mau",
                       visibility="internal"),
        stamp=party,
    )  # fmt: skip
    services.add_paper(number=first.number, document=city.number, role="conclusion", stamp=party)
    Document.objects.filter(pk=city.pk).update(session=first.number)
    number = accepted(Document.objects.get(pk=city.pk), 1, party)
    second = services.schedule(
        new=NewSession("Vệ sinh, lần hai", date(2026, 4, 4), "dang-uy-phuong-mau",
                       "ubnd-phuong-mau", previous=first.number),
        stamp=party,
    )  # fmt: skip

    told = page(client, city.get_absolute_url())
    later = page(client, second.get_absolute_url())
    pages = [told, later, page(client, "/sessions/"), page(client, f"/duties/{number}/")]

    assert (first.number in told) == insider(role)
    assert (number in later) == insider(role), "asked in a session that the visitor may not see"
    assert insider(role) or not [one for one in pages if first.number in one]
    assert first.number not in page(client, "/sessions.ics")
    assert first.number not in page(client, "/api/v1/duties")


@pytest.mark.parametrize("role", VISITORS)
def test_a_public_duty_does_not_name_its_internal_parts(papers, party, visitor, role):
    city = papers[0]
    whole, part = accepted(city, 0, party), accepted(city, 1, party, "internal")
    Share.objects.create(parent=whole, child=part)
    row = duties.by_number(part)
    row.parent = duties.by_number(whole)
    row.save(update_fields=["parent"])
    client = visitor(role)

    told = [page(client, city.get_absolute_url()), page(client, f"/duties/{whole}/")]

    assert [part in one for one in told] == [insider(role)] * 2
