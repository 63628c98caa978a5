import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from PIL import Image

from soi.record import queries as record
from soi.reports import queries
from soi.reports.forms import staging
from soi.reports.views.acts import form_for
from soi.web import clock
from tests.timed import within_seconds

TEXT = "khu tdc Doi Thong 5 ngay roi xe rac ko vao, goi toi 0900 000 012"


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(name="anh.jpg"):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Máy của tôi"
    Image.new("RGB", (80, 60), "#357").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def told(**more):
    return {"text": TEXT, "group": "to-12", "key": staging.new_key(), **more}


def hidden(html, name):
    return re.findall(rf'name="{name}"\s+value="([^"]*)"', html)


def checked(client, **more):
    """Go through the first page, and return what the check page would send."""
    html = client.post("/reports/new/check/", told(**more)).content.decode()
    names = ("text", "group", "address", "key", "kept")
    sent = {name: hidden(html, name) for name in names}
    return {name: found if name == "kept" else found[0] for name, found in sent.items() if found}


def test_the_form_names_the_emergency_numbers_and_the_way_for_denunciations(client, ward):
    html = client.get("/reports/new/").content.decode()

    assert all(number in html for number in ("113", "114", "115"))
    assert html.index("/denounce/") < html.index('type="submit"')


def test_the_check_page_shows_kind_office_day_and_marked_places(client, ward):
    answer = client.post("/reports/new/check/", told())
    html = answer.content.decode()

    assert answer.status_code == 200
    assert "<mark>0900 000 012</mark>" in html
    assert "Phòng Kinh tế" in html
    assert 'class="day"' in html
    assert not queries.page().rows


def test_sending_shows_number_code_and_day_once_and_keeps_no_copy(client, ward):
    sent = {**checked(client), "kind": "report", "do": "send"}

    answer = client.post("/reports/new/send/", sent)
    html = answer.content.decode()

    number = re.search(r"PA-\d{4}-\d{5}", html)[0]
    code = re.search(r'class="code">([^<]+)<', html)[1]
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0") or "no-store" in answer["Cache-Control"]
    assert queries.by_code(code).number == number
    assert code not in client.get(f"/reports/{number}/").content.decode()
    assert len(answer.content) < 60_000


def test_the_same_form_sent_twice_makes_one_case_and_shows_the_same_receipt(client, ward):
    sent = {**checked(client), "kind": "report", "do": "send"}

    first = client.post("/reports/new/send/", sent).content.decode()
    second = client.post("/reports/new/send/", sent).content.decode()

    code = r'class="code">([^<]+)<'
    assert re.search(code, first)[1] == re.search(code, second)[1]
    assert len(queries.page().rows) == 1


def test_a_photo_waits_without_its_metadata_and_comes_along(client, ward):
    sent = checked(client, photos=[picture()])
    (name,) = sent["kept"]

    waiting = client.get(f"/reports/new/photos/{name}.jpg")
    receipt = client.post("/reports/new/send/", {**sent, "kind": "report", "do": "send"})

    assert waiting["X-Content-Type-Options"] == "nosniff"
    assert not Image.open(io.BytesIO(waiting.content)).getexif()
    number = re.search(r"PA-\d{4}-\d{5}", receipt.content.decode())[0]
    assert len(queries.photos(queries.by_number(number))) == 1


def test_choosing_denunciation_keeps_no_word_and_no_photo(client, ward):
    sent = checked(client, photos=[picture()])
    root = record.root()

    answer = client.post("/reports/new/send/", {**sent, "kind": "denunciation", "do": "send"})

    assert answer.status_code == 302
    assert answer["Location"] == "/denounce/"
    assert not default_storage.listdir(staging.FOLDER)[1]
    assert not queries.page().rows
    assert record.root() == root


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "Viết ít nhất một câu về việc đang xảy ra"),
        ({"text": "rác"}, "ít nhất 10 chữ cái"),
        ({"text": "rác " * 25_000}, "5.000"),
        ({"text": "xe rác \x00 không vào"}, "máy không đọc được"),
        ({"group": "to-99"}, "Chọn một tổ có trong danh sách"),
        ({"lat": "21.0", "long": "105.8"}, "nằm ngoài phường"),
        ({"email": "khong-phai-thu"}, "Viết địa chỉ thư như"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words_and_nothing_is_written(client, ward, wrong, words):
    root = record.root()

    answer = client.post("/reports/new/check/", told(**wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<title>Lỗi:" in answer.content.decode()
    assert record.root() == root


def test_a_document_called_jpg_is_refused_and_what_was_typed_stays(client, ward):
    file = SimpleUploadedFile("giay.jpg", b"%PDF-1.7 khong phai anh", "image/jpeg")

    answer = client.post("/reports/new/check/", told(photos=[file]))
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "giay.jpg" in html
    assert TEXT in html


def test_a_sixth_photo_is_refused(client, ward):
    answer = client.post("/reports/new/check/", told(photos=[picture() for _ in range(6)]))

    assert answer.status_code == 422
    assert "Chọn tối đa 5 ảnh" in answer.content.decode()


def test_a_complaint_without_name_and_address_is_asked_for_them(client, ward):
    sent = {**checked(client), "kind": "complaint", "do": "send"}

    answer = client.post("/reports/new/send/", sent)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "phải ghi họ tên" in html
    assert "phải ghi địa chỉ" in html


def test_a_complaint_with_name_and_address_gets_its_own_series(client, ward):
    who = {"name": "Nguyễn Thử", "home": "1 đường Sứ Trắng"}
    sent = {**checked(client), "kind": "complaint", "do": "send", **who}

    html = client.post("/reports/new/send/", sent).content.decode()

    number = re.search(r"KN-\d{4}-\d{5}", html)[0]
    assert client.get(f"/reports/{number}/").status_code == 404


@pytest.mark.parametrize("step", ["check", "send"])
def test_a_form_from_yesterday_says_so_and_keeps_the_words(client, ward, monkeypatch, step):
    monkeypatch.setattr(staging, "KEPT_SECONDS", -1)

    sent = told(kind="report", do="send")
    answer = client.post(f"/reports/new/{step}/", sent)

    assert answer.status_code == 422
    assert "quá một ngày" in answer.content.decode()
    assert TEXT in answer.content.decode()


def test_a_form_key_made_elsewhere_is_refused(client, ward):
    key = TimestampSigner(salt="nơi khác").sign("khoa")

    answer = client.post("/reports/new/send/", told(key=key, kind="report", do="send"))

    assert answer.status_code == 422
    assert not queries.page().rows


def test_going_back_to_the_words_keeps_them_and_the_photos(client, ward):
    sent = checked(client, photos=[picture()])

    html = client.post("/reports/new/send/", {**sent, "do": "edit"}).content.decode()

    assert TEXT in html
    assert sent["kept"][0] in html


def test_following_another_report_sends_nothing(client, ward, received, officer):
    from soi.reports import services

    services.publish(number=received.number, stamp=officer("mot-cua-phuong-mau"))
    sent = {**checked(client), "follow": received.number}

    answer = client.post("/reports/new/send/", sent, follow=True)

    assert "theo dõi việc này" in answer.content.decode()
    assert len(queries.page().rows) == 1


def test_photos_that_waited_more_than_a_day_are_forgotten(client, ward):
    default_storage.save(f"{staging.FOLDER}/1000000000-{'a' * 22}-8x8.jpg", picture())

    assert staging.sweep() == 1
    assert not default_storage.listdir(staging.FOLDER)[1]


@pytest.mark.parametrize("name", ["../../secret", "1000000000-" + "a" * 22 + "-8x8", "x"])
def test_a_name_that_is_none_of_ours_opens_no_photo(client, ward, name):
    assert client.get(f"/reports/new/photos/{name}.jpg").status_code == 404


@pytest.mark.parametrize(("mask", "offered"), [("yes", ["0"]), ("no", None)])
def test_the_officer_learns_whether_marked_places_may_stay(client, ward, mask, offered):
    sent = {**checked(client), "kind": "report", "do": "send", "mask": mask}
    html = client.post("/reports/new/send/", sent).content.decode()
    report = queries.by_number(re.search(r"PA-\d{4}-\d{5}", html)[0])

    form = form_for("publish", report)

    assert form.fields["spans"].initial == offered
    assert report.text == TEXT


def test_marked_places_can_be_blanked_before_anything_is_sent(client, ward):
    sent = {**checked(client), "kind": "report", "do": "send", "mask": "blank"}

    html = client.post("/reports/new/send/", sent).content.decode()

    number = re.search(r"PA-\d{4}-\d{5}", html)[0]
    assert queries.by_number(number).text.endswith("goi toi ▒▒▒")


def test_a_full_disk_is_said_in_words_and_nothing_is_lost_or_written(client, ward, monkeypatch):
    sent = {**checked(client, photos=[picture()]), "kind": "report", "do": "send"}
    root = record.root()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(default_storage), "save", full, raising=False)
    answer = client.post("/reports/new/send/", sent)

    assert answer.status_code == 422
    assert "không ghi được" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert record.root() == root


def staged_for(seconds, letter="a", size=1000):
    """Let a photo wait that came so many seconds ago; return its name."""
    moment = int(clock.now().timestamp()) - seconds
    name = f"{moment}-{letter * 22}-8x8"
    default_storage.save(f"{staging.FOLDER}/{name}.jpg", ContentFile(b"x" * size))
    return name


def waiting():
    return {name.removesuffix(".jpg") for name in default_storage.listdir(staging.FOLDER)[1]}


@within_seconds
def test_the_check_page_is_limited_by_address_keeps_the_words_and_says_how_long(client, ward):
    for _ in range(60):
        client.post("/reports/new/check/", {})
    before = waiting() if default_storage.exists(staging.FOLDER) else set()

    answer = client.post("/reports/new/check/", told(photos=[picture()]))

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "đã xem trước 60 lần trong một giờ" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert before == (waiting() if default_storage.exists(staging.FOLDER) else set())
    neighbour = client.post("/reports/new/check/", told(), REMOTE_ADDR="203.0.113.9")
    assert neighbour.status_code == 200


def test_looking_at_the_empty_form_counts_for_nothing(client, ward):
    for _ in range(70):
        client.get("/reports/new/")
        client.get("/reports/new/check/")

    assert client.post("/reports/new/check/", told()).status_code == 200


def test_where_too_many_photos_wait_the_oldest_go_first(client, ward, monkeypatch):
    monkeypatch.setattr(staging, "MOST_BYTES", 3500)
    oldest, older = staged_for(9000, "a"), staged_for(8000, "b")
    fresh = staged_for(60, "c")

    (name,) = checked(client, photos=[picture()])["kept"]

    assert oldest not in waiting()
    assert waiting() == {older, fresh, name}
    sizes = [default_storage.size(f"{staging.FOLDER}/{one}.jpg") for one in waiting()]
    assert sum(sizes) <= 3500


def test_no_photo_goes_while_its_sender_reads_the_check_page(client, ward, monkeypatch):
    monkeypatch.setattr(staging, "MOST_BYTES", 2000)
    fresh = {staged_for(60, "a"), staged_for(30, "b")}

    answer = client.post("/reports/new/check/", told(photos=[picture()]))

    assert answer.status_code == 422
    assert "quá nhiều ảnh đang chờ gửi" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert waiting() == fresh
    assert client.post("/reports/new/check/", told()).status_code == 200


def test_nothing_is_forgotten_where_that_would_not_make_room(client, ward, monkeypatch):
    monkeypatch.setattr(staging, "MOST_BYTES", 2000)
    both = {staged_for(9000, "a"), staged_for(60, "b", size=1999)}

    assert client.post("/reports/new/check/", told(photos=[picture()])).status_code == 422
    assert waiting() == both


def test_a_photo_that_went_meanwhile_is_not_left_out_in_silence(client, ward):
    sent = {**checked(client, photos=[picture()]), "kind": "report", "do": "send"}
    staging.drop(sent["kept"])

    answer = client.post("/reports/new/send/", sent)

    assert answer.status_code == 422
    assert "Có ảnh chờ quá lâu đã bị xóa." in answer.content.decode()
    assert not queries.page().rows
    again = {**sent, "kept": hidden(answer.content.decode(), "kept")}
    assert client.post("/reports/new/send/", again).status_code == 200
