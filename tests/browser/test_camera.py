"""A receipt held before the camera: real frames of a paper, read by the offline page.

Chromium for Linux reads no codes itself, so another reader (zbar) stands in for that one part.
"""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
import segno
from PIL import Image

from tests.browser.log import get
from tests.chromium import CHROMIUM, FLAGS

pytestmark = pytest.mark.slow
READER = """
window.BarcodeDetector = class {
  async detect(video) {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const read = await window.readCodes(canvas.toDataURL("image/png").split(",")[1]);
    return read.map((rawValue) => ({ rawValue }));
  }
};
"""


def filmed(folder: Path, text: str) -> Path:
    """Film a paper with a code on it; returns the film."""
    segno.make(text, error="m").save(folder / "code.png", scale=5, border=4)
    frame = Image.new("L", (640, 480), 200)
    with Image.open(folder / "code.png") as code:
        frame.paste(code.convert("L"), ((640 - code.width) // 2, (480 - code.height) // 2))
    grey = bytes([128]) * (320 * 240 * 2)
    frames = (b"FRAME\n" + frame.tobytes() + grey) * 5
    (folder / "film.y4m").write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + frames)
    return folder / "film.y4m"


@pytest.fixture
def reader(tmp_path):
    """Return what the codes in a picture say."""
    if not shutil.which("zbarimg"):
        pytest.skip("there is no zbarimg: install zbar-tools")

    def read(picture: str) -> list[str]:
        (tmp_path / "seen.png").write_bytes(base64.b64decode(picture))
        command = ["zbarimg", "-q", "--raw", tmp_path / "seen.png"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        return [line for line in found.stdout.splitlines() if line]

    return read


@pytest.fixture
def home(playwright, ward, reader, tmp_path):
    """Press the button of a saved copy of the page; returns its verdict and what it says."""
    (tmp_path / "check.html").write_bytes(get(ward, "/record/verify.html")[2])

    def home(*flags: str):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*FLAGS, "--use-fake-device-for-media-stream", *flags],
        )
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.context.set_offline(True)
        page.expose_function("readCodes", reader)
        page.add_init_script(READER)
        page.goto(f"file://{tmp_path}/check.html")
        page.click("#camera")
        page.wait_for_selector("#result [data-verdict]")
        told = page.get_attribute("#result [data-verdict]", "data-verdict")
        said, hidden = page.inner_text("#result"), page.is_hidden("#video")
        browser.close()
        assert hidden
        return told, said

    return home


def test_a_receipt_before_the_camera_is_told_as_genuine(ward, home, tmp_path):
    film = filmed(tmp_path, ward.receipts[4]["promise"])

    told, said = home("--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={film}")

    assert told == "promised"
    assert "lời hứa này là của phường" in said


def test_a_camera_that_is_refused_leads_to_the_line_below_the_code(home):
    told, said = home("--deny-permission-prompts")

    assert told == "unread"
    assert "Chép dòng chữ dưới mã QR" in said
