"""The registry and the reviewing page, as people use them."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument
from icalendar import Calendar

from soi.core.mandates import ROLES, Role
from soi.directives import queries
from soi.duties import queries as duties
from soi.record import queries as record

ARTICLE = Path(__file__).parents[3] / "shared" / "texts" / "article.txt"
NOTICE = """ĐẢNG ỦY PHƯỜNG MẪU
Số: 31-TB/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Phường Mẫu, ngày 08 tháng 10 năm 2026
THÔNG BÁO
Kết luận của Bí thư Đảng ủy phường tại buổi làm việc với UBND phường Mẫu
Căn cứ Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư, Bí thư Đảng ủy phường kết luận như sau:
1. Giao Phòng Kinh tế, Hạ tầng và Đô thị thay toàn bộ nắp cống hỏng trước ngày 30/10/2026.
2. Công an phường Mẫu xử lý lấn chiếm vỉa hè quanh chợ và công khai kết quả trên trang của phường.
"""


@pytest.fixture
def reader(signed_in):
    return signed_in("party_office", "dang-uy-phuong-mau")


def take_in(client, **fields):
    return client.post("/staff/documents/", fields, follow=True)


def test_the_article_read_in_the_browser_ends_with_eleven_duties(reader):
    if not ARTICLE.exists():
        pytest.skip("the shared texts are not here")
    upload = SimpleUploadedFile("bai.txt", ARTICLE.read_bytes())

    page = take_in(reader, file=upload)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])
    assert "21-KL/TW in ngày 25/10/2022" in page.content.decode()
    drafts = queries.drafts(document)
    for one in drafts:
        answer = reader.post(
            f"/staff/drafts/{one.pk}/accept/",
            {"title": one.title, "holder": "dang-uy-phuong-mau"},
        )
        assert answer.status_code == 302

    made = queries.owed(queries.numbers_of(document, None), internal=True)
    assert len(made) == 11
    assert all(one.text_verbatim == document.text[slice(*one.source_span)] for one in made)
    assert {one.kind for one in made} == {"session_request"}
    public = Client().get(document.get_absolute_url()).content.decode()
    assert "254" in public
    assert "HỒNG QUÂN" in public
    assert public.count("không có hạn") >= 11


def test_a_draft_is_edited_split_and_rejected_and_what_changed_is_counted(reader):
    page = take_in(reader, text=NOTICE)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])
    first, second, *rest = queries.drafts(document)
    assert [rest, first.due_on] == [[], date(2026, 10, 30)]
    assert "66-QĐ/TW hết hiệu lực" in page.content.decode()

    reader.post(f"/staff/drafts/{first.pk}/accept/",
                {"title": first.title, "holder": "phong-kt-phuong-mau", "due_on": "29/10/2026"})  # fmt: skip
    pieces = "xử lý lấn chiếm vỉa hè quanh chợ\ncông khai kết quả trên trang của phường"
    reader.post(f"/staff/drafts/{second.pk}/split/", {"pieces": pieces})
    one, other = queries.drafts(document)[1:]
    reader.post(
        f"/staff/drafts/{one.pk}/accept/", {"title": one.title, "holder": "cong-an-phuong-mau"}
    )
    reader.post(f"/staff/drafts/{other.pk}/reject/", {"reason": "trùng"})

    changes = queries.all_changes()
    assert (changes.decided, changes.unchanged, changes.edited, changes.split, changes.rejected) == (
        4, 1, 1, 1, 1
    )  # fmt: skip
    assert changes.by_field == {"due_on": 1}
    assert document.text[one.start : one.end] == one.text
    assert duties.by_number(queries.draft(first.pk).duty).due_on == date(2026, 10, 29)


def test_a_draft_is_decided_once(reader):
    page = take_in(reader, text=NOTICE)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])
    (one, _other) = queries.drafts(document)
    reader.post(f"/staff/drafts/{one.pk}/reject/", {"reason": "trùng"})
    before = record.root()

    again = reader.post(f"/staff/drafts/{one.pk}/accept/", {"title": "x", "holder": "to-01"})

    assert again.status_code == 422
    assert record.root() == before


def test_a_secret_document_leaves_no_trace(reader):
    before = record.root()

    answer = take_in(reader, text="MẬT\n" + NOTICE)

    assert answer.status_code == 422
    assert "bí mật nhà nước" in answer.content.decode()
    assert record.root() == before
    assert not list(queries.unread())


def test_two_documents_with_one_number_are_told_and_the_second_is_not_registered(reader):
    take_in(reader, text=NOTICE)
    count = queries.visible(internal=True).count()

    answer = take_in(reader, text=NOTICE + "\n3. Thêm một dòng.")

    assert answer.status_code == 422
    assert "Đã có văn bản mang số này" in answer.content.decode()
    assert queries.visible(internal=True).count() == count


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"PK\x03\x04 broken", "Tệp hỏng"),
        ("a.pdf", b"no pdf at all", "Tệp hỏng"),
        ("a.txt", b"\x00\x01\xfe\xfd" * 30, "Bảng mã"),
        ("a.exe", b"MZ", "Chỉ đọc được PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_and_told(reader, name, data, words):
    answer = take_in(reader, file=SimpleUploadedFile(name, data))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [one.name for one in queries.unread()] == [name]
    assert not queries.visible(internal=True).exists()


@pytest.mark.parametrize("field", ["text", "title", "symbol", "issuer", "term"])
def test_a_field_with_characters_that_cannot_be_kept_is_told(reader, field):
    answer = take_in(reader, **{"text": NOTICE, field: "Kế hoạch\x00"})

    assert answer.status_code == 422
    assert "ký tự máy không đọc được" in answer.content.decode()
    assert not queries.visible(internal=True).exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_direct_take_documents_in(signed_in, role):
    client = signed_in(role.value, "ubnd-phuong-mau")

    answer = client.get("/staff/documents/")

    assert (answer.status_code == 200) == ("directives.register" in ROLES[role])
    plan = client.get("/staff/sessions/")
    assert (plan.status_code == 200) == ("directives.schedule" in ROLES[role])


def test_a_session_from_its_plan_to_the_notice_of_conclusions(reader):
    answer = reader.post(
        "/staff/sessions/",
        {"title": "Vệ sinh đô thị", "held_on": "02/03/2026", "half": "morning", "visiting": "dang-uy-phuong-mau",
         "subject": "ubnd-phuong-mau", "visibility": "public", "place": "phòng họp 1"},
    )  # fmt: skip
    address = answer["Location"]
    number = address.split("/")[-2]
    posts = [
        (
            "participant",
            {"role": "chair", "post": "Bí thư Đảng ủy", "office": "dang-uy-phuong-mau"},
        ),
        ("minutes", {"minutes": "Đã họp.", "assessment": "Có tiến bộ."}),
        (
            "request",
            {"text": "Thay nắp cống", "holder": "phong-kt-phuong-mau", "due_on": "30/10/2026"},
        ),
    ]
    for act, fields in posts:
        assert reader.post(f"{address}{act}/", fields).status_code == 302, act
    early = reader.post(f"{address}conclude/", {"notice": ""})
    assert early.status_code == 422
    (draft,) = queries.requests(queries.session(number))
    reader.post(f"/staff/drafts/{draft.pk}/accept/",
                {"title": draft.title, "holder": draft.holder, "due_on": "30/10/2026"})  # fmt: skip
    assert reader.post(f"{address}conclude/", {"notice": "31-TB/ĐU"}).status_code == 302

    paper = WordDocument(io.BytesIO(reader.get(f"{address}notice.docx").content))
    text = "\n".join(one.text for one in paper.paragraphs)
    cells = "\n".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    assert "1. Phòng Kinh tế, Hạ tầng và Đô thị: thay nắp cống." in text
    assert "30 tháng 10 năm 2026" in text
    assert "Số 31-TB/ĐU" in cells
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in cells
    assert "T/M ĐẢNG ỦY PHƯỜNG MẪU" in cells
    assert paper.sections[0].page_height.mm == pytest.approx(297, abs=0.5)
    assert paper.sections[0].left_margin.mm == pytest.approx(30, abs=0.5)
    (event,) = Calendar.from_ical(Client().get("/sessions.ics").content).walk("VEVENT")
    assert number in event["uid"]
    assert event["dtstart"].dt == datetime(2026, 3, 2, 1, tzinfo=UTC)
    assert [event[name].dt.tzinfo is not None for name in ("dtstamp", "dtend")] == [True, True]
    assert event["location"] == "phòng họp 1"


def test_a_duty_is_passed_down_on_its_page(reader, signed_in):
    page = take_in(reader, text=NOTICE)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])
    one = queries.drafts(document)[0]
    reader.post(
        f"/staff/drafts/{one.pk}/accept/", {"title": one.title, "holder": "ubnd-phuong-mau"}
    )
    number = queries.draft(one.pk).duty
    leader = signed_in("leader", "ubnd-phuong-mau")
    address = f"/staff/cascade/{number}/"

    answer = leader.post(
        address, {"p0-office": "phong-kt-phuong-mau", "p0-weight": "3", "p1-office": "to-01"}
    )

    assert answer.status_code == 302
    (branch,) = queries.branches([duties.by_number(number)], internal=True)
    assert [(part.duty.holder.slug, part.weight) for part in branch.parts] == [
        ("phong-kt-phuong-mau", 3), ("to-01", 1)
    ]  # fmt: skip
    assert "(3×0 + 1×0)" not in leader.get(address).content.decode()
    assert leader.post(address, {"p0-office": "ubnd-phuong-mau"}).status_code == 422
    stranger = signed_in("front_officer", "mttq-phuong-mau")
    assert stranger.get(address).status_code == 403


def test_only_the_holder_answers_a_round(reader, signed_in):
    page = take_in(reader, text=NOTICE)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])
    one = queries.drafts(document)[0]
    reader.post(
        f"/staff/drafts/{one.pk}/accept/", {"title": one.title, "holder": "phong-kt-phuong-mau"}
    )
    day = {"question": "Đến đâu rồi?", "due_on": "31/12/2099"}
    assert reader.post(f"/staff/documents/{document.number}/round/", day).status_code == 302
    holder, other = (
        signed_in("officer", "phong-kt-phuong-mau"),
        signed_in("officer", "cong-an-phuong-mau"),
    )
    (asked,) = queries.unanswered(["phong-kt-phuong-mau"])

    assert other.post(f"/staff/rounds/{asked.pk}/", {"text": "xong"}).status_code == 403
    assert "Đến đâu rồi?" in holder.get("/staff/rounds/").content.decode()
    assert (
        holder.post(f"/staff/rounds/{asked.pk}/", {"text": "một nửa", "percent": "50"}).status_code
        == 302
    )
    assert duties.by_number(asked.duty).percent == 50
    assert "một nửa" in Client().get(document.get_absolute_url()).content.decode()


def test_a_page_with_many_drafts_stays_small(reader):
    body = "\n".join(
        f"{n}. Công an phường kiểm tra, xử lý điểm nóng số {n} trước ngày 30/10/2026."
        for n in range(1, 60)
    )
    page = take_in(reader, text=NOTICE.split("1. Giao")[0] + body)
    document = queries.document(page.redirect_chain[-1][0].split("/")[-2])

    assert len(queries.drafts(document)) == 59
    assert page.content.decode().count("Mở việc này") == 18
    later = reader.get(f"/staff/documents/{document.number}/?from=30").content.decode()
    assert f'id="d{queries.drafts(document)[29].pk}-title"' in later
    assert 'href="?from=41"' in later
    last = reader.get(f"/staff/documents/{document.number}/?from=41").content.decode()
    assert [f'id="d{n}"' in last for n in (40, 41, 59)] == [False, True, True]
    assert "điểm nóng số 59" in last
    assert max(len(page.content), len(last)) < 60_000


def test_a_file_with_a_number_that_is_taken_is_kept_and_told(reader):
    take_in(reader, text=NOTICE)
    before = [one.number for one in queries.visible(internal=True)]

    answer = take_in(
        reader, file=SimpleUploadedFile("b.txt", f"{NOTICE}\n3. Thêm một dòng.".encode())
    )

    assert answer.status_code == 422
    assert "Đã có văn bản mang số này" in answer.content.decode()
    assert "Tệp đã được giữ lại" in answer.content.decode()
    assert [(one.name, one.problem) for one in queries.unread()] == [("b.txt", "same_number")]
    assert [one.number for one in queries.visible(internal=True)] == before


def test_sessions_are_listed_page_by_page(reader):
    fields = {"half": "morning", "visiting": "dang-uy-phuong-mau", "subject": "ubnd-phuong-mau"}
    for day in range(1, 32):
        told = {"title": f"Buổi {day}", "held_on": f"{day:02}/12/2026", "visibility": "public"}
        assert reader.post("/staff/sessions/", {**fields, **told}).status_code == 302

    first = Client().get("/sessions/").content.decode()
    address = re.search(r"after=([\w%=-]+)", first)[1]
    second = Client().get("/sessions/", {"after": address}).content.decode()

    assert ("Buổi 31<" in first, "Buổi 1<" in first) == (True, False)
    assert ("Buổi 2<" in second, "Buổi 1<" in second) == (False, True)
    assert Client().get("/sessions/", {"after": "x_y"}).status_code == 200
