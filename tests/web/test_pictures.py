import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from soi.core.refusals import Unacceptable
from soi.web import pictures


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def photo(size=(300, 200), kind="JPEG", **options):
    target = io.BytesIO()
    Image.new("RGB", size, "green").save(target, kind, **options)
    return target.getvalue()


def refusal(data, name="anh.jpg"):
    with pytest.raises(Unacceptable) as refused:
        pictures.reencode(upload(data, name))
    return refused.value.reason


def test_a_photo_keeps_its_picture_and_loses_everything_else():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Some Phone", 6  # maker; turned a quarter
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (16.0, 1.0, 2.0)

    kept = pictures.reencode(upload(photo(exif=exif)))

    with Image.open(io.BytesIO(kept.data)) as image:
        assert image.format == "JPEG"
        assert dict(image.getexif()) == {}
        assert image.size == (200, 300) == (kept.width, kept.height)
    assert b"Some Phone" not in kept.data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_no_word_beside_the_picture_comes_through(kind):
    told = b"GPS 16.01234,108.23456"
    chunks = PngInfo()
    chunks.add_text("comment", told.decode())
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + told + b"</x:xmpmeta>"
    beside = {
        "JPEG": {"comment": told, "xmp": xmp},
        "PNG": {"pnginfo": chunks},
        "GIF": {"comment": told},
        "WEBP": {"xmp": xmp},
    }
    sent = photo(kind=kind, **beside[kind])
    assert told in sent

    kept = pictures.reencode(upload(sent))

    assert told not in kept.data
    assert told not in pictures.blurred(kept.data, [0]).data


def test_no_side_is_longer_than_2048():
    kept = pictures.reencode(upload(photo((5000, 2500))))

    assert (kept.width, kept.height) == (2048, 1024)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_of_photo_become_jpeg(kind):
    assert pictures.reencode(upload(photo(kind=kind))).data[:3] == b"\xff\xd8\xff"


def test_a_photo_with_holes_lies_on_some_colour():
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")

    assert pictures.reencode(upload(target.getvalue())).width == 20


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7 this is a document", b"\xff\xd8\xff\xe0 and then nothing", b"<svg/>"],
)
def test_what_is_no_photo_is_refused(data):
    assert refusal(data) == "not_a_photo"


def test_a_photo_cut_in_half_is_refused():
    whole = photo((800, 800))

    assert refusal(whole[: len(whole) // 2]) == "not_a_photo"


def test_a_photo_of_60_megabytes_is_refused_before_it_is_read():
    class Heavy(SimpleUploadedFile):
        def read(self, *_):
            raise AssertionError("nobody reads it")

    heavy = Heavy("anh.jpg", b"x")
    heavy.size = 60 * 1024 * 1024

    with pytest.raises(Unacceptable) as refused:
        pictures.reencode(heavy)
    assert refused.value.reason == "photo_too_heavy"


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")

    assert len(bomb.getvalue()) < 100_000
    assert refusal(bomb.getvalue(), "bom.png") == "photo_too_many_pixels"


def test_a_picture_of_sixteen_bits_keeps_its_greys():
    target = io.BytesIO()
    Image.new("I;16", (200, 100), 30_000).save(target, "PNG")

    kept = pictures.reencode(upload(target.getvalue(), "xam.png"))

    with Image.open(io.BytesIO(kept.data)) as image:
        assert all(abs(value - 117) < 4 for value in image.getpixel((100, 50)))


def test_a_photo_of_48_megapixels_is_taken_and_made_smaller():
    kept = pictures.reencode(upload(photo((8000, 6000))))

    assert (kept.width, kept.height) == (2048, 1536)
