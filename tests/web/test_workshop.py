"""Strangers' files cost what they may cost, whoever sends how many."""

import io
import resource
import threading
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from soi.core.refusals import Unacceptable
from soi.directives.services import Unreadable, read
from soi.web import limits, pictures
from soi.web.workshop import Gave, Workshop
from tests.directives.test_hostile_files import with_parts
from tests.timed import within_seconds

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = "</w:body></w:document>"
OPEN, SHUT = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


def here(name, **more):
    return Workshop(f"tests.web.chores:{name}", **{"memory": 1 << 30, "seconds": 5, **more})


def test_what_takes_too_long_is_ended():
    work = here("loiter", seconds=0.5)
    began = time.monotonic()

    with pytest.raises(Gave) as gave:
        work.run(30)

    assert (gave.value.why, time.monotonic() - began < 10) == ("time", True)
    assert work.run(0)["done"] == "done", "the next one is served"
    work.close()


def test_what_wants_too_much_memory_is_refused_it():
    work = here("greedy", memory=300 * 1024 * 1024)

    with pytest.raises(Gave) as gave:
        work.run(2000)

    assert gave.value.why == "memory"
    assert work.run(1)["done"] == 1 << 20
    work.close()


def test_who_waits_too_long_for_a_turn_is_told_so():
    work = here("loiter", patience=0.1)
    work.run(0)
    first = threading.Thread(target=work.run, args=(1,))
    first.start()
    time.sleep(0.1)

    with pytest.raises(Gave) as gave:
        work.run(0)

    first.join()
    assert gave.value.why == "busy"
    work.close()


def test_nothing_of_the_ward_is_there_and_nothing_can_be_written(tmp_path):
    work = here("curious")
    assert not [one for one in work.run()["done"] if one.startswith(("SOI_", "DATABASE", "SECRET"))]
    work.close()

    work = here("writing")
    with pytest.raises(Gave):
        work.run(str(tmp_path / "x"))
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0
    work.close()


def one_colour(kind, side=6300):
    target = io.BytesIO()
    options = {"lossless": True} if kind == "WEBP" else {}
    Image.new("RGB", (side, side), "green").save(target, kind, **options)
    return target.getvalue()


@pytest.fixture
def visitor():
    """Ask as a visitor from one address."""

    def ask(address="203.0.113.7"):
        return limits.asking(RequestFactory().post("/", REMOTE_ADDR=address))

    return ask


@within_seconds
@pytest.mark.parametrize("kind", ["WEBP", "PNG", "GIF"])
def test_small_files_that_unpack_to_large_pictures_are_bounded_together(visitor, kind, monkeypatch):
    monkeypatch.setattr(pictures, "_PIXELS", 100_000_000)
    data = one_colour(kind)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken, refused = 0, []

    with visitor():
        for number in range(40):
            try:
                pictures.reencode(SimpleUploadedFile(f"{number}.x", data))
                taken += 1
            except Unacceptable as refusal:
                refused.append(refusal.reason)

    assert len(data) < 200_000
    assert taken <= 2
    assert refused.count("photos_too_often") >= 38
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024, "kB, here"
    with visitor("198.51.100.9"):
        assert pictures.reencode(SimpleUploadedFile("a.png", one_colour("PNG", 300))).width == 300


def cells(attribute, rows=1):
    row = (
        f"<w:tr><w:tc><w:tcPr>{attribute}</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
    )
    return HEAD + f"<w:tbl><w:tblGrid/>{row * rows}</w:tbl>" + END


BOMBS = {
    "a cell over fifty million columns": cells('<w:gridSpan w:val="50000000"/>'),
    "rows that each continue the one above": cells("<w:vMerge/>", 3000),
    "cells in cells": HEAD + OPEN * 300 + "<w:p/>" + SHUT * 300 + END,
    "a cell over a thousand columns, often": cells('<w:gridSpan w:val="1000"/>', 3000),
}  # fmt: skip


@pytest.mark.parametrize("document", BOMBS.values(), ids=BOMBS)
def test_a_small_document_that_would_be_read_for_ever_is_given_up(document, monkeypatch):
    monkeypatch.setattr("soi.directives.services.reading._workshop.seconds", 4)
    data, began = with_parts(document=document.encode()), time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    try:
        found = read("a.docx", data).text
    except Unreadable as refusal:
        found = refusal.facts["reason"]

    assert len(data) < 200_000
    assert found
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024, "kB, here"


def test_a_document_of_too_many_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(6000):
            package.writestr(f"word/{number}", b"")

    with pytest.raises(Unreadable) as refused:
        read("a.docx", out.getvalue())

    assert refused.value.facts["reason"] == "too_heavy"
