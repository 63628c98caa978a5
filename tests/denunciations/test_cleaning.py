"""A receiver's cleaned copy of a file: without author, place and machine, and made in a cell."""

import html
import io
import shutil
import subprocess
import zipfile

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from soi.denunciations.management.commands.denunciations_clean import _CELL

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("mat2") and shutil.which("bwrap")),
        reason="SKIPPED LOUDLY: there is no mat2 or no bubblewrap here",
    ),
]
INSIDE = "/work"  # where the cell shows what is to be cleaned
AUTHOR, CAMERA = "Nguyễn Văn Thử", "MayAnhChimYen"


def picture():
    """Return a picture that tells its camera, its moment and its place."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    exif[0x0132] = "2026:05:03 08:15:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 4.0, 1.0), 3: "E", 4: (108.0, 13.0, 1.0)})
    whole = io.BytesIO()
    Image.new("RGB", (64, 48), (10, 90, 70)).save(whole, "JPEG", exif=exif)
    return whole.getvalue()


def document():
    """Return a text whose file tells who wrote it."""
    from docx import Document

    paper = Document()
    paper.add_paragraph("Biên bản bàn giao")
    paper.core_properties.author = AUTHOR
    paper.core_properties.last_modified_by = AUTHOR
    whole = io.BytesIO()
    paper.save(whole)
    return whole.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        whole = b"".join(packed.read(one) for one in packed.namelist())
    return html.unescape(whole.decode("utf-8", "replace"))


def cleaned(folder, name, data):
    (folder / name).write_bytes(data)
    call_command("denunciations_clean", str(folder / name), "--out", str(folder / "sach"))
    return (folder / "sach").read_bytes()


def test_a_picture_keeps_its_picture_and_loses_place_moment_and_camera(tmp_path):
    before = picture()
    after = cleaned(tmp_path, "Ảnh của Thử.JPG", before)

    assert CAMERA.encode() in before
    assert CAMERA.encode() not in after
    shown = Image.open(io.BytesIO(after))
    assert shown.size == (64, 48)
    assert not shown.getexif()
    assert (tmp_path / "sach").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "Ảnh của Thử.JPG").read_bytes() == before, "the original is evidence"


def test_a_document_keeps_its_words_and_loses_its_author(tmp_path):
    before, after = document(), cleaned(tmp_path, "bien-ban.docx", document())

    assert AUTHOR in unpacked(before)
    assert AUTHOR not in unpacked(after)
    assert "Biên bản bàn giao" in unpacked(after)


def bomb():
    """Return a small text file that unfolds to more than a machine has."""
    whole = io.BytesIO(document())
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/image1.png", bytes(640 * 1024 * 1024))
    return whole.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("lenh.docm", document),  # a file that may carry commands
        ("hong.docx", lambda: b"PK\x03\x04 hong"),
        ("hong.jpg", lambda: b"\xff\xd8\xff\xe0 khong phai anh"),
        ("chay.exe", lambda: b"MZ"),
        ("no.docx", bomb),
    ],
)
def test_what_cannot_be_cleaned_stays_shut_and_nothing_is_written(tmp_path, name, make):
    with pytest.raises(CommandError, match="leave it shut"):
        cleaned(tmp_path, name, make())

    assert not (tmp_path / "sach").exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="not there"):
        call_command(
            "denunciations_clean", str(tmp_path / "khong"), "--out", str(tmp_path / "sach")
        )


def test_in_the_cell_there_is_no_network_no_home_and_no_other_file(tmp_path):
    (tmp_path / "bi-mat.txt").write_text("bi mat")
    script = (
        "cat /proc/net/dev | grep -vc ' lo:\\|Inter\\|face'; "
        f"ls /root /home /etc/passwd {INSIDE}/bi-mat.txt; cat {tmp_path / 'bi-mat.txt'}"
    )
    (tmp_path / "in").mkdir()
    done = subprocess.run(
        ["bwrap", *_CELL, "--bind", str(tmp_path / "in"), INSIDE, "/bin/sh", "-c", script],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.splitlines() == ["0"], done
    assert done.stderr.count("No such file") == 5
