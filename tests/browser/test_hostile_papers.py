"""Whatever file somebody is handed: the saved page that checks it ends in a verdict."""

import json

import pytest

from soi.record import offline_page
from tests.record.hostile import fits, papers, same, spoilt_files, spoilt_texts
from tests.record.test_offline import LOG, PROMISE

COUNT = 400
MANY = """async ([paper, texts]) => {
  const out = [];
  for (const text of texts) {
    await run([...(paper ? [paper] : []), text].map((one) => new File([one], "x")));
    const box = document.querySelector("#result [data-verdict]");
    out.push(box ? [box.dataset.verdict, box.querySelector("li").textContent] : null);
  }
  return out;
}"""


@pytest.fixture
def page(browser, tmp_path, settings):
    """A saved copy of the page that knows the keys of the papers, without a network."""
    settings.SOI_DATA, settings.SOI_WITNESSES = tmp_path, ""
    log = tmp_path / "record" / "2026"
    log.mkdir(parents=True)
    (log / "vkey").write_text(str(LOG.key))
    (log / "promise.vkey").write_text(str(PROMISE.key))
    (tmp_path / "check.html").write_text(offline_page.composed("vi", "http://soi.example")[0])
    context = browser.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"file://{tmp_path}/check.html")
    yield page
    context.close()


def whole(text):
    """Return a text as a browser writes it into a file: every half letter as one that is lost."""
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)


@pytest.mark.parametrize("kind", ["proof", "receipt"])
def test_a_hostile_file_of_what_was_sent_ends_in_a_verdict(page, kind):
    right = papers()
    paper = getattr(right, kind)
    good = "proved" if kind == "proof" else "promised"
    texts = [whole(one) for one in spoilt_files(7, COUNT, right)]
    texts.append(json.dumps(right.sent))

    found = page.evaluate(MANY, [paper, texts])

    for text, one in zip(texts, found, strict=True):
        assert one, text[:200]
        assert one[0] == (good if fits(text.removeprefix("\ufeff"), right) else "false"), text[:200]
        assert one[1], text[:200]
    assert found[-1][0] == good


@pytest.mark.parametrize("kind", ["proof", "receipt"])
def test_a_spoilt_proof_or_receipt_ends_in_a_verdict(page, kind):
    text = getattr(papers(), kind)
    texts = [whole(one) for one in spoilt_texts(8, COUNT, text)]

    for one, found in zip(texts, page.evaluate(MANY, ["", texts]), strict=True):
        assert found, one
        assert found[0] == "false" or same(one, text), one
        assert found[1], one


def test_files_chosen_by_hand_end_in_a_verdict_too(page, tmp_path):
    right = papers()
    (tmp_path / "PA.tlog-proof").write_text(right.proof)
    (tmp_path / "other.tlog-proof").write_text(papers(["00" * 32]).proof)
    for name, text in (("a", '{"salt":"00"}'), ("b", '{"parts":{"a":null}}'), ("c", "[1]")):
        (tmp_path / f"{name}.json").write_text(text)

    for names in (["a.json"], ["b.json"], ["c.json"], ["other.tlog-proof"]):
        page.set_input_files("#file", [tmp_path / one for one in ("PA.tlog-proof", *names)])
        page.wait_for_selector("#result [data-verdict]")
        assert page.get_attribute("#result [data-verdict]", "data-verdict") == "false", names
        page.evaluate("document.getElementById('result').replaceChildren()")
