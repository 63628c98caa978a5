"""An ordinary report has, on the line, a length that a sealed box has."""

import io

import pytest
from PIL import Image

from soi.core import sealed

pytestmark = pytest.mark.slow
TEXT = "Nắp cống vỡ trước cổng trường Ban Mai,\ntrẻ em đi qua rất nguy hiểm."


def photo():
    whole = io.BytesIO()
    Image.effect_noise((400, 300), 80).save(whole, "JPEG")
    return {"name": "Ảnh một.jpg", "mimeType": "image/jpeg", "buffer": whole.getvalue()}


@pytest.fixture
def sent(browser, server):
    """Send a report; returns how long each thing was that left the browser."""
    context = browser.new_context(viewport={"width": 360, "height": 800})

    def send(text, *photos):
        page, lengths = context.new_page(), []

        def hear(request):
            if request.method == "POST":
                lengths.append(int(request.all_headers()["content-length"]))

        page.on("requestfinished", hear)
        page.goto(f"http://localhost:{server.port}/reports/new/")
        page.fill("[name=text]", text)
        if photos:
            page.set_input_files("[name=photos]", list(photos))
        page.click("main form [type=submit]")
        page.wait_for_url("**/check/")
        page.click("main form[action$='/send/'] [type=submit]")
        page.wait_for_selector("[data-sent]")
        page.wait_for_timeout(200)
        return lengths

    yield send
    context.close()


def test_a_report_of_words_has_the_length_of_a_box(sent):
    lengths = sent(TEXT)

    assert len(lengths) == 2
    assert set(lengths) <= set(sealed.LENGTHS)


def test_a_longer_one_and_one_with_a_photo_too(sent):
    long, pictured = sent(TEXT * 60), sent(TEXT, photo())

    assert {*long, *pictured} <= set(sealed.LENGTHS)
    assert max(long) > sealed.length(sealed.SMALLEST)


def test_what_was_chosen_as_a_denunciation_leaves_no_draft_on_the_machine(browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{server.port}/reports/new/")
    page.fill("[name=text]", TEXT)
    assert TEXT.splitlines()[0] in page.evaluate("localStorage.getItem('soi.report.draft')")
    page.click("main form [type=submit]")
    page.wait_for_url("**/check/")
    page.check("[name=kind][value=denunciation]")
    page.click("main form [name=do][value=send]")
    page.wait_for_load_state()

    assert page.evaluate("localStorage.getItem('soi.report.draft')") is None
    context.close()
