"""A complaint (khiếu nại) in a real browser, from the paper to the second decision in force.

The ward's clock is moved from day to day: what takes the law twelve weeks takes a minute here.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from soi.core.deadlines import Pause, compute
from soi.core.stamps import VIETNAM
from tests.browser.test_journey import Visitor
from tests.law.book import calendar, day, limit, rows
from tests.servers import Server, found_ward, scratch

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
DAYS = """
    lần | bước                     | quy tắc            | tính từ    | hạn cuối   | vì sao
    ----+--------------------------+--------------------+------------+------------+-------
    1 | Thời hiệu khiếu nại      | kn.limit           | 20/07/2026 | 19/10/2026 | ngày thứ 90 nghỉ
    1 | Thụ lý hoặc thông báo    | kn.accept.2026     | 31/07/2026 | 11/08/2026 | từ ngày nhận đơn
    1 | Báo trước buổi đối thoại | kn.dialogue_notice | 14/08/2026 | 07/08/2026 | 09/08 là Chủ nhật
    1 | Gửi quyết định           | kn.send1           | 18/08/2026 | 21/08/2026 | 3 ngày làm việc
    1 | Khiếu nại lần hai        | kn.second          | 19/08/2026 | 18/09/2026 | từ ngày gửi
    2 | Thụ lý hoặc thông báo    | kn.accept.2026     | 24/08/2026 | 07/09/2026 | nghỉ 31/08-02/09
    2 | Ra quyết định giải quyết | kn.resolve2        | 28/08/2026 | 12/10/2026 | lần hai: 45 ngày
    2 | Báo trước buổi đối thoại | kn.dialogue_notice | 16/09/2026 | 11/09/2026 | lùi 5 ngày
    2 | Gửi quyết định           | kn.send2           | 25/09/2026 | 02/10/2026 | lần hai: 7 ngày
    2 | Quyết định có hiệu lực   | kn.inforce2        | 25/09/2026 | 26/10/2026 | ngày thứ 30 nghỉ
"""
PARTS = {
    "content": "Khiếu nại Quyết định 5/QĐ-XP",
    "grounds": "Luật Đất đai; Luật Khiếu nại",
    "order": "Giữ nguyên Quyết định 5/QĐ-XP",
}


class Ward(Server):
    """The demo ward under a clock of its own."""

    def __init__(self, data, **environment):
        self.clock = data / "clock"
        settings = {
            "DJANGO_SETTINGS_MODULE": "tests.browser.clocked",
            "SOI_TEST_CLOCK": str(self.clock),
        }
        super().__init__(data, SOI_DEMO="1", **settings, **environment)

    def turn_to(self, text):
        """Let it be that moment in Vietnam, as in "03/08/2026 09:00"."""
        moment = datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)
        self.clock.write_text(str((moment - datetime.now(VIETNAM)).total_seconds()))

    def nightly(self):
        """Do at once what the background work does every hour."""
        command = [sys.executable, "-m", "django", "complaints_expire"]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode().strip()


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    data = tmp_path_factory.mktemp("clocked")
    url = scratch(os.environ.get("DATABASE_URL", ""), "clocked")
    found_ward(data, url)
    one = Ward(data, DATABASE_URL=url)
    one.turn_to("03/08/2026 08:00")
    one.start()
    yield one
    one.stop()


class Officer(Visitor):
    """Somebody of the ward, on one day after another."""

    def __init__(self, browser, ward, login, width=1280):
        super().__init__(browser, ward, "vi", True, width)
        self.ward, self.login, self.number = ward, login, ""

    def on(self, moment):
        """Come to work at that moment, and sign in."""
        self.ward.turn_to(moment)
        self.context.clear_cookies()
        self.go("/language/vi/?next=/")
        return self.sign_in(self.login)

    def look(self):
        """Note what is wrong with pages of complaints; the others have tests of their own."""
        if "/complaints/" in self.page.url:
            super().look()

    def step(self, stage, act, **values):
        """Take one step on the complaint; it must not be refused."""
        self.go(f"/staff/complaints/{self.number}/")
        self.send(f"form[action$='/{stage}/{act}/']", values)
        assert self.page.locator("[role=alert]").count() == 0, self.text()

    def day(self, stage, step):
        """Return the last day that the page shows for a step of one instance."""
        found = self.page.locator(f"section[aria-labelledby=lan-{stage}] table.cards tbody tr")
        line = next(one for one in found.all() if one.locator("th").inner_text().startswith(step))
        return line.locator("td time").first.get_attribute("datetime")


def typed(clerk):
    """The paper as the clerk finds it on Monday: it came on Friday. Return its number."""
    clerk.go("/staff/desk/intake/")
    row = "fieldset.draft >> nth=0 >> "
    clerk.page.fill(f"{row}input[name$='-received_on']", "31/07/2026")
    clerk.page.select_option(f"{row}select[name$='-kind']", "complaint")
    clerk.page.fill(f"{row}textarea", "Tôi khiếu nại quyết định xử phạt số 5 vì sai thửa đất.")
    clerk.page.fill(f"{row}input[name$='-name']", "Trần Thị Thử")
    clerk.page.fill(f"{row}input[name$='-address']", "12 Sen Hồng")
    clerk.press("form button.button[type=submit]")
    return re.search(r"[A-Z]{2}-\d{4}-\d{5}", clerk.text())[0]


def first_instance(leader, tmp_path):
    """From acceptance to the sending, with a dialogue and a pause."""
    leader.on("05/08/2026 09:00")
    leader.step(1, "accept", document="1/TB-UBND", verifier="phong-kt-phuong-mau")
    leader.step(1, "dialogue", on="14/08/2026", hour="08:00", place="Phòng họp", document="2/TB")
    leader.on("14/08/2026 09:30")
    leader.step(1, "minutes", chair="Chủ tịch UBND phường", present="Hai bên",
                minutes="Nêu ý kiến", outcome="Chưa thống nhất", document="3/BB")  # fmt: skip
    leader.step(1, "suspend", text="Chờ kết quả giám định", document="4/QĐ")
    assert "Tạm đình chỉ giải quyết" in leader.text()
    leader.on("17/08/2026 09:00")
    leader.step(1, "resume", text="Đã có kết quả giám định", document="5/QĐ")
    leader.step(1, "notify", document="Sổ đi 8")
    leader.on("18/08/2026 09:00")
    leader.step(1, "verify", text="Đất đúng thửa", document="6/BC")
    leader.step(1, "decide", document="7/QĐ-UBND", finding="wrong", **PARTS)
    rendered(leader, tmp_path)
    leader.on("19/08/2026 09:00")
    leader.step(1, "send", document="Sổ đi 9")


def second_instance(leader, clerk):
    """Before the superior: what the desk writes down of it, for the office is complained of."""
    leader.on("24/08/2026 09:00")
    leader.step(1, "second", received_on="24/08/2026", document="Đơn lần hai")
    clerk.on("28/08/2026 09:00")
    clerk.step(2, "accept", document="11/TB-UBND-TP", verifier="so-xay-dung-mau")
    clerk.on("07/09/2026 09:00")
    clerk.step(2, "dialogue", on="16/09/2026", hour="14:00", place="Trụ sở UBND thành phố",
                document="12/TB-UBND-TP")  # fmt: skip
    clerk.on("16/09/2026 16:00")
    clerk.step(2, "minutes", chair="Phó Chủ tịch UBND thành phố", present="Hai bên, UBND phường",
                minutes="Hai bên nêu ý kiến", outcome="Chưa thống nhất",
                document="13/BB")  # fmt: skip
    clerk.on("22/09/2026 09:00")
    clerk.step(2, "verify", text="Đo lại: đất đúng thửa", document="14/BC-SXD")
    clerk.on("25/09/2026 09:00")
    clerk.step(2, "decide", document="15/QĐ-UBND-TP", finding="partly",
                first_result="Lần đầu: giữ nguyên", **PARTS)  # fmt: skip
    clerk.on("29/09/2026 09:00")
    clerk.step(2, "send", document="Sổ đi 19 của UBND thành phố")


@pytest.mark.slow
def test_a_complaint_from_the_paper_to_the_second_decision_in_force(browser, ward, tmp_path):
    clerk, leader = Officer(browser, ward, "mot-cua"), Officer(browser, ward, "lanh-dao")
    clerk.number = leader.number = typed(clerk.on("03/08/2026 09:00"))
    clerk.go(f"/staff/complaints/{clerk.number}/")
    clerk.send("form[action$='/enter/']", {
        "document": "Quyết định 5/QĐ-XP", "target": "ubnd-phuong-mau", "known_on": "20/07/2026",
    })  # fmt: skip
    first_instance(leader, tmp_path)
    second_instance(leader, clerk)
    leader.on("29/09/2026 09:30").go(f"/staff/complaints/{leader.number}/")

    for stage, step, code, since, last, why in rows(DAYS):
        given = compute(limit(code, day(since)), day(since), calendar()).due_on
        found = leader.day(stage, step)
        assert (given, found) == (day(last), day(last).isoformat()), f"{stage} {step}: {why}"
    assert leader.day(1, "Ra quyết định giải quyết") == paused().isoformat() == "2026-09-07"
    in_force(leader, ward)
    registered(leader)
    narrow = Officer(browser, ward, "lanh-dao", 360)
    narrow.number = leader.number
    narrow.on("27/10/2026 09:30").go(f"/staff/complaints/{leader.number}/")
    registered(narrow)
    assert clerk.problems + leader.problems + narrow.problems == []


def paused():
    """The first instance's last day: the three days that its clock stood are given back."""
    pause = Pause(day("14/08/2026"), day("17/08/2026"), "4/QĐ")
    since = day("05/08/2026")
    return compute(limit("kn.resolve1", since), since, calendar(), pauses=(pause,)).due_on


def in_force(leader, ward):
    """The second decision takes effect by itself, on the day after its last day."""
    leader.on("26/10/2026 09:00")
    assert ward.nightly() == "in force 0 erased 0"
    leader.on("27/10/2026 09:00")
    ward.nightly()
    leader.go(f"/staff/complaints/{leader.number}/")
    second = leader.page.locator("section").filter(has=leader.page.locator("#lan-2"))
    assert second.locator(".tag.done").inner_text() == "Quyết định có hiệu lực"
    assert second.locator("tr", has_text="27/10/2026").count() == 1
    assert "Hệ thống tự ghi" in second.inner_text()


def registered(leader):
    """The register has a line for each instance, on the page and in the workbook, and no name."""
    leader.go("/staff/complaints/?state=&year=2026")
    lines = [one.inner_text() for one in leader.page.locator("table.cards tbody tr").all()]
    assert len(lines) == 2
    assert ["15/QĐ-UBND-TP" in lines[0], "Quyết định có hiệu lực" in lines[0]] == [True, True]
    assert ["7/QĐ-UBND" in lines[1], "Đã khiếu nại lần hai" in lines[1]] == [True, True]
    with leader.page.expect_download() as waiting:
        leader.page.click("a[href*='file=xlsx']")
    sheet = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes())).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [(row[0], row[1]) for row in cells[1:]] == [(leader.number, 2), (leader.number, 1)]
    assert "Thử" not in f"{cells}{lines}"


def rendered(leader, folder):
    """The decision as LibreOffice prints it."""
    leader.go(f"/staff/complaints/{leader.number}/")
    leader.page.click("summary:has-text('bản nháp')")
    with leader.page.expect_download() as waiting:
        leader.page.click("button[formaction$='/1/papers/quyet-dinh-giai-quyet.docx']")
    paper = folder / "decision.docx"
    waiting.value.save_as(paper)
    if not SOFFICE or not shutil.which("pdftotext"):
        sys.stderr.write("\nSKIPPED LOUDLY: no LibreOffice to open the decision with\n")
        return
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(folder), str(paper)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", str(folder / "decision.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    text = " ".join(text.split())
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH", "7/QĐ-UBND", "Điều 1."):
        assert words in text
