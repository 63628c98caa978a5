"""Who moves under the accused after the filing, and who comes in where one body is left."""

from tests.denunciations.conftest import TEXT
from tests.denunciations.telephones import IN_BROWSER, Reader, appoint, late_filing

pytestmark = IN_BROWSER
CHAIRMAN = "post:chu-tich-ubnd-phuong"


def test_who_moved_under_the_accused_is_given_no_more_and_a_level_higher_comes_in(visit, door):
    text = f"{TEXT} Người nhận về dưới quyền."
    late_filing(door, text)
    assert Reader(visit, door, "chu-tich-phuong", text).sees
    appoint(door, CHAIRMAN, "phong-kt-phuong-mau")
    reader = Reader(visit, door, "chu-tich-thanh-pho", text)
    reader.act("register", "registered")
    reader.answer("Đã nhận đơn.")
    assert "Chuyển thêm cho: Chánh Thanh tra thành phố" in reader.page.inner_text("[data-case]")
    visit.look(reader.page)

    moved = Reader(visit, door, "chu-tich-phuong", text)
    assert moved.page.locator("[data-state=new]").count() == 1, "nothing came after he moved"
    assert "Đã nhận đơn." not in moved.page.inner_text("[data-case]")
    moved.refused("note", "không còn được nhận vụ việc này", text="Tôi vẫn ghi")
    for login in ("chanh-thanh-tra", "thanh-tra-vien"):
        above = Reader(visit, door, login, text)
        assert above.page.locator("[data-state=registered]").count() == 1
        assert "Đã nhận đơn." in above.page.inner_text("[data-case]")
    # Whoever is left may step back too: those who came in are of one body, and a level higher
    # there is nobody here.
    reader = Reader(visit, door, "chu-tich-thanh-pho", text)
    reader.refused("recuse", "Không còn người nhận nào khác đủ điều kiện", text="Tôi rút")
