import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from docx import Document
from pypdf import PdfReader

from soi.core.mandates import NotPermitted
from soi.core.refusals import Unacceptable
from soi.duties.queries import Span, outcomes
from soi.record import queries as record
from soi.reviews import queries, services
from soi.reviews.models import Passage
from soi.reviews.papers import paper
from soi.reviews.queries.passages import part
from soi.web import papers, printing
from tests.acting import acting
from tests.reviews.conftest import KT, UBND, VHXH, YEAR, close, owe, system

TODAY = date(2026, 12, 1)


def head_of(office=UBND):
    return acting("office_head", office, system(TODAY).at)


def test_the_parts_add_up_to_what_came_due(busy_year):
    found = queries.year(UBND, YEAR, TODAY)

    for one in (*found.kinds.values(), found.whole):
        parts = one.in_time + one.met_late + one.partly + one.not_met
        assert one.due == parts + one.overdue + one.paused + one.waiting
    assert found.whole.due > 20


def test_every_figure_is_what_an_independent_count_says(busy_year):
    found = queries.year(UBND, YEAR, TODAY).whole
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT d.state, d.verdict, d.due_on, d.starts_on, d.reported_on, d.closed_on
            FROM duties_duty d JOIN offices_office o ON o.id = d.holder_id
            WHERE o.slug IN (%s, %s, %s) AND d.state <> 'draft'
            """,
            [UBND, KT, VHXH],
        )
        rows = [tuple(map(as_day, row)) for row in cursor.fetchall()]
    live = [row for row in rows if row[1] not in ("void", "withdrawn", "merged")]
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    due = [row for row in live if row[2] and first <= row[2] <= last and row[2] < TODAY]

    assert found.due == len(due)
    assert found.in_time == sum(row[1] == "met" and row[4] <= row[2] for row in due)
    assert found.met_late == sum(row[1] == "met_late" and row[4] > row[2] for row in due)
    assert found.overdue == sum(row[0] == "open" for row in due)
    assert found.given == sum(first <= row[3] <= last for row in live)
    carried = [row for row in live if row[3] < first and (row[5] is None or row[5] >= first)]
    assert found.carried_in == len(carried)


def as_day(value):
    # SQLite answers a raw statement with text.
    if isinstance(value, str) and len(value) == 10 and value[4] == "-":
        return date.fromisoformat(value)
    return value


def test_one_statement_counts_however_many_offices(busy_year, django_assert_num_queries):
    with django_assert_num_queries(1):
        outcomes([UBND, KT, VHXH], Span(date(YEAR, 1, 1), date(YEAR, 12, 31), TODAY))


def test_what_is_not_due_yet_stays_out_and_what_the_holder_claims_is_not_done(ward):
    owe(KT, date(2026, 11, 1), date(2026, 12, 20))
    close(owe(KT, date(2026, 10, 1), date(2026, 10, 20)), date(2026, 10, 19), met="")

    found = queries.year(UBND, YEAR, TODAY).whole

    assert (found.due, found.in_time, found.waiting, found.open) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    ("of", "whole", "text"), [(3, 4, "3/4"), (4, 5, "4/5 (80 %)"), (1, 8, "1/8 (12,5 %)")]
)
def test_a_percentage_never_stands_without_a_denominator_that_bears_it(of, whole, text):
    assert part(of, whole) == text


def test_the_paper_has_the_figures_of_the_ledger(busy_year):
    found = queries.year(UBND, YEAR, TODAY)

    document = Document(io.BytesIO(papers.docx(paper(found))))

    texts = " ".join(one.text for one in document.paragraphs)
    assert part(found.whole.in_time, found.whole.due) in texts
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]
    figures = next(table for table in tables if table[0][0] == "Loại nhiệm vụ")
    assert figures[-1][:3] == ["Cộng", str(found.whole.due), str(found.whole.in_time)]
    annexes = [table for table in tables if table[0][:2] == ["Số", "Nội dung"]]
    assert [len(table) - 1 for table in annexes] == [found.late.count(), found.undone.count()]


def test_a_passage_that_was_reworded_stays_and_says_when_the_draft_moved_on(ward):
    services.reword(office=UBND, year=YEAR, key="results", text="Lời của tôi", stamp=head_of())
    close(owe(KT, date(2026, 10, 1), date(2026, 10, 20)), date(2026, 10, 19))

    said = {one.draft.key: one for one in queries.year(UBND, YEAR, TODAY).passages}

    assert said["results"].text == "Lời của tôi"
    assert said["results"].stale
    assert not said["given"].stale


def test_empty_words_take_the_draft_again_and_every_wording_is_kept(ward):
    for text in ("Một", "Hai", ""):
        services.reword(office=UBND, year=YEAR, key="results", text=text, stamp=head_of())

    said = {one.draft.key: one for one in queries.year(UBND, YEAR, TODAY).passages}

    assert said["results"].text == said["results"].draft.text
    assert list(Passage.objects.values_list("text", flat=True)) == ["Một", "Hai", ""]
    lines = [line for line in record.about(f"office:{UBND}") if line["kind"] == "year_end.worded"]
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"stamp": head_of(VHXH)}, NotPermitted),
        ({"key": "elsewhere"}, Unacceptable),
        ({"text": "a" * 20_001}, Unacceptable),
        ({"text": "a\x00b"}, Unacceptable),
    ],
)
def test_a_refused_wording_leaves_no_trace(ward, changed, refusal):
    before = record.root()
    asked = {"office": UBND, "year": YEAR, "key": "next", "text": "x", "stamp": head_of()}

    with pytest.raises(refusal):
        services.reword(**{**asked, **changed})

    assert record.root() == before
    assert not Passage.objects.exists()


def test_the_command_writes_both_forms(busy_year, tmp_path):
    pytest.importorskip("weasyprint", reason="PDF needs the extra", exc_type=(ImportError, OSError))
    for name in ("nam.docx", "nam.pdf"):
        call_command("reviews_year_end", office=UBND, year=YEAR, out=tmp_path / name)

    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "nam.pdf").pages)
    found = queries.year(UBND, YEAR, date.today())  # noqa: DTZ011, TID251 - the command's own day
    assert str(found.whole.due) in text
    assert "Tổng kết năm 2026" in text
    assert (tmp_path / "nam.docx").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"out": "nam.odt"}, 2),
        ({"year": 1999}, 1),
        ({"office": "nowhere"}, 1),
        ({"out": "/no/x.docx"}, 1),
    ],
)
def test_the_command_refuses_in_one_sentence(ward, tmp_path, changed, code):
    asked = {"office": UBND, "year": str(YEAR), "out": str(tmp_path / "nam.docx"), **changed}
    words = [f"--{name}={value}" for name, value in asked.items()]

    with pytest.raises(CommandError) as refusal:
        call_command("reviews_year_end", *words)

    assert refusal.value.returncode == code


def test_a_paper_escapes_what_is_typed():
    page = printing.page(
        papers.Paper("A", "1", "x", None, "<b>T", "S", [papers.Block("<script>1</script>")])
    )

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def year_page(client, office=UBND, **query):
    return client.get(f"/staff/year-end/{office}/{YEAR}/", query)


def test_a_head_rewords_a_passage_and_what_was_refused_stays_typed(client, user, busy_year):
    client.force_login(user("office_head", UBND))
    address = f"/staff/year-end/{UBND}/{YEAR}/results/"

    refused = client.post(address, {"text": "x" * 20_001})
    taken = client.post(address, {"text": "Đã chỉ đạo quyết liệt <i>"})

    assert refused.status_code == 422
    assert "x" * 20_001 in refused.content.decode()
    assert taken.status_code == 302
    assert "Đã chỉ đạo quyết liệt &lt;i&gt;" in year_page(client).content.decode()


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("office_head", UBND, 200),
        ("office_head", VHXH, 403),
        ("administrator", UBND, 403),
        ("officer", KT, 403),
    ],
)
def test_the_year_of_a_body_is_read_by_its_own(client, user, ward, role, office, status):
    client.force_login(user(role, office))

    assert year_page(client).status_code == status


def test_an_officer_reads_and_does_not_word(client, user, ward):
    client.force_login(user("officer", UBND))

    page = year_page(client).content.decode()
    posted = client.post(f"/staff/year-end/{UBND}/{YEAR}/results/", {"text": "x"})

    assert "<textarea" not in page
    assert posted.status_code == 403
    assert not Passage.objects.exists()


@pytest.mark.parametrize("year", [2019, 2027, 9999])
def test_no_ledger_no_year(client, user, ward, year):
    client.force_login(user("office_head", UBND))

    assert client.get(f"/staff/year-end/{UBND}/{year}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]
)
def test_the_year_comes_as_a_file(client, user, busy_year, kind, begins):
    client.force_login(user("office_head", UBND))

    answer = year_page(client, file=kind)

    assert answer.status_code == 200
    assert b"".join(answer).startswith(begins)
    assert json.dumps(YEAR) in answer["Content-Disposition"]
