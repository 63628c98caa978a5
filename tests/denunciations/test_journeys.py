"""The whole lawful path of a denunciation, as people do it, on a telephone of 360 pixels."""

import pytest

from tests.denunciations.conftest import TEXT, UBND
from tests.denunciations.doors import Door
from tests.denunciations.telephones import (
    IN_BROWSER,
    Reader,
    late_filing,
    mailbox,
    plain,
    withdraw,
    write,
)

pytestmark = IN_BROWSER


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_named_denunciation_from_first_word_to_published_conclusion(visit, door, script):
    text = f"{TEXT} {'Có' if script else 'Không'} lệnh chạy, có tên."
    code = (write if script else plain)(visit, name="Nguyễn Văn Thử", text=text)
    reader = Reader(visit, door, "chanh-thanh-tra", text)

    reader.act("register", "registered")
    reader.refused("check", "Đơn có tên", text="x")
    reader.act("accept", "accepted", document="QĐ 1/QĐ-TTr")
    reader.open_identity("Nguyễn Văn Thử")
    reader.act("notify", "accepted").act("protect", "accepted", text="Giữ bí mật nơi ở")
    reader.act("verify", "verifying", text="Giao tổ xác minh")
    reader.act("extend", "verifying", document="QĐ 2/QĐ-TTr", condition="complex")
    reader.refused("stop", "Chưa đình chỉ được", document="QĐ 3", text="x")
    visit.look(reader.page)
    reader.answer("Chúng tôi đã thụ lý đơn.")
    reader.act("conclude", "concluded", document="KL 1/KL-TTr", text="Tố cáo đúng một phần")
    reader.act("send", "concluded")
    reader.refused("publish", "Bản công bố còn chữ", text="Theo đơn của nguyen van THỬ")
    reader.act("publish", "concluded", text="Đã kết luận: tố cáo đúng một phần")

    assert "Chúng tôi đã thụ lý đơn." in mailbox(visit, code, script)
    other = Reader(visit, door, "chu-tich-thanh-pho", text)
    assert other.page.locator("[data-state=concluded]").count() == 1
    assert not Reader(visit, door, "chu-tich-phuong", text).sees


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_anonymous_one_is_examined_and_a_forced_withdrawal_stops_nothing(visit, door, script):
    text = f"{TEXT} {'Có' if script else 'Không'} lệnh chạy, không tên."
    code = (write if script else plain)(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)

    reader.act("register", "registered")
    reader.refused("accept", "không thụ lý được", document="QĐ 1")
    reader.act("check", "checking", text="Rõ người, rõ việc")
    withdraw(visit, code, script)
    again = Reader(visit, door, "thanh-tra-vien", text)
    assert "Người gửi rút đơn" in again.page.inner_text("[data-case]")
    assert "Tôi bị đe dọa" in again.page.inner_text("[data-case]")
    again.act("conclude", "concluded", document="KL 2", text="Có vi phạm")
    assert again.page.locator("text=Mở phong bì danh tính").count() == 0


def test_who_steps_back_seals_it_anew_to_the_others_and_works_on_it_no_more(visit, door):
    text = f"{TEXT} Người nhận rút lui."
    write(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)
    reader.act("recuse", "new", text="Tôi là bạn của người bị tố cáo")
    other = Reader(visit, door, "chanh-thanh-tra", text)

    other.act("register", "registered")
    assert not Reader(visit, door, "thanh-tra-vien", text).page.locator(
        "[data-state=registered]"
    ).count()  # fmt: skip


def test_what_is_overdue_goes_to_the_superior_who_asks_and_is_answered(visit, door):
    text = f"{TEXT} Để quá hạn."
    late_filing(door, text)
    reader = Reader(visit, door, "chu-tich-phuong", text)
    reader.refused("note", "Điền đủ các ô", text=" ")
    reader.act("register", "registered")
    assert "Quá hạn" in reader.page.inner_text("[data-case]")
    visit.look(reader.page)
    assert not Reader(visit, door, "chanh-thanh-tra", text).sees
    reader.act("overdue", "registered", text="Chưa kiểm tra xong trong 7 ngày làm việc")
    reader.act("report", "registered", text="Đã báo cáo bằng văn bản")

    superior = Reader(visit, door, "chanh-thanh-tra", text)
    assert superior.sees
    seen = superior.page.inner_text("[data-case]")
    assert "Vào sổ, tính hạn kiểm tra bước đầu" in seen, "what was done so far came with it"
    assert "Cấp trên yêu cầu báo cáo" in seen
    superior.act("ask_report", "registered", text="Yêu cầu báo cáo trong 5 ngày làm việc")
    again = Reader(visit, door, "chu-tich-phuong", text)
    assert "Yêu cầu báo cáo trong 5 ngày làm việc" in again.page.inner_text("[data-case]")


def test_nothing_is_reported_as_overdue_before_it_is(visit, door):
    text = f"{TEXT} Còn trong hạn."
    write(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)
    reader.act("register", "registered")

    reader.refused("overdue", "chỉ báo cấp trên khi hạn đã qua", text="x")


def test_a_case_is_passed_on_to_those_who_may_have_it_with_all_that_was_done(visit, door):
    text = f"{TEXT} Chuyển người nhận khác."
    late_filing(door, text)
    reader = Reader(visit, door, "chu-tich-phuong", text)
    reader.act("register", "registered")
    # It turns out to be about the ward's committee too: its chairman's own body.
    reader.act("forward", "registered", text="Đơn còn nói đến UBND phường", also=UBND)

    other = Reader(visit, door, "thanh-tra-vien", text)
    assert other.sees
    assert "Đơn còn nói đến UBND phường" in other.page.inner_text("[data-case]")
    other.act("check", "checking", text="Rõ người, rõ việc")
    assert not Reader(visit, door, "bi-thu-thanh-uy", text).sees


def test_a_receiver_takes_the_original_and_a_picture_without_its_story(visit, door):
    import io

    from PIL import Image

    from tests.denunciations.test_cleaning import CAMERA, picture

    text, original = f"{TEXT} Kèm ảnh.", picture()
    file = {"name": "Ảnh của Thử.jpg", "mimeType": "image/jpeg", "buffer": original}
    write(visit, text=text, file=file, told="còn ghi máy chụp")
    page = Reader(visit, door, "chanh-thanh-tra", text).page

    def taken(button):
        with page.expect_download() as waiting:
            page.click(f"button:text-is('{button}')")
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    assert taken("Tải") == ("Ảnh của Thử.jpg", original)
    name, clean = taken("Tải bản sạch")
    assert CAMERA.encode() not in clean
    assert "Thử" not in name
    assert Image.open(io.BytesIO(clean)).size == (64, 48)
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_shift_three_times_leaves_and_goes_back_nowhere(visit):
    page = visit("/denunciations/write")
    page.wait_for_selector("form[data-write]:not([hidden])")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")

    page.go_back()
    assert "denunciations/write" not in page.url


def test_in_a_flood_the_page_works_for_each_box_and_arrives(visit, tmp_path):
    flooded = Door(tmp_path)
    flooded.environment["SOI_SEALED_POSTS"] = "1"
    flooded.start()
    try:
        page = visit(f"{flooded.root}/denunciations/write", root="")
        page.wait_for_selector("form[data-write]:not([hidden])")
        asked = []
        page.on("response", lambda answer: asked.append((answer.status, answer.request.method)))
        page.fill("[name=text]", TEXT)
        page.fill("[data-again]", page.inner_text("[data-code]"))
        page.click("form[data-write] [type=submit]")
        page.wait_for_selector("[data-sent]:not([hidden])", timeout=60_000)
    finally:
        flooded.stop()

    assert (429, "POST") in asked
    assert (201, "POST") in asked
