"""Whatever file somebody is handed: `soi record verify` ends in a sentence, not a traceback."""

import contextlib
import io
import json
from datetime import UTC, date, datetime

import pytest

from soi.core import entries, proofs
from soi.core.entries import Class, Entry
from soi.record.offline import main as cli
from soi.record.offline import watch
from soi.record.offline.source import Missing, Source
from tests.record.hostile import fits, papers, same, spoilt_files, spoilt_texts
from tests.record.test_offline import DAY, LOG, PROMISE, Remote, lay

COUNT = 1500
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def said(*words):
    """Return the exit code, and the only line of JSON or the only sentence."""
    out, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
        code = cli.main(["verify", *map(str, words)])
    (out.getvalue() + wrong.getvalue()).encode()  # it can be printed
    assert "Traceback" not in wrong.getvalue()
    return code, out.getvalue() + wrong.getvalue()


def written(path, text):
    path.write_bytes(text.encode(errors="surrogatepass"))
    return path


@pytest.mark.parametrize("kind", ["proof", "receipt"])
def test_a_hostile_file_of_what_was_sent_ends_in_one_sentence(tmp_path, kind):
    right = papers()
    paper = written(tmp_path / "paper", getattr(right, kind))
    key = LOG.key if kind == "proof" else PROMISE.key
    words = (paper, "--key", key, "--disclosure", tmp_path / "sent", "--json")
    written(tmp_path / "sent", json.dumps(right.sent))
    assert said(*words)[0] == 0

    for text in spoilt_files(7, COUNT, right):
        written(tmp_path / "sent", text)

        code, told = said(*words)

        assert code == (0 if fits(text, right) else 1), text[:200]
        assert json.loads(told)["said"][-1], text[:200]


def test_no_file_at_all_and_bytes_that_are_no_text_are_told(tmp_path):
    paper = written(tmp_path / "paper", papers().proof)
    for data in (b"\xff\xfe{", bytes(range(256)), b'{"payload":"\xff"}'):
        (tmp_path / "sent").write_bytes(data)
        assert said(paper, "--key", LOG.key, "--disclosure", tmp_path / "sent")[0] == 1
    assert said(paper, "--key", LOG.key, "--disclosure", tmp_path)[0] == 1
    paper.write_bytes(b"\xff\xfe\x00")
    assert said(paper, "--key", LOG.key) == (1, "this proof does not hold: this is no proof file\n")


@pytest.mark.parametrize("attachments", ["", {}, None, 1, {"a": 1}])
def test_a_payload_that_names_its_parts_otherwise_holds_no_part(tmp_path, attachments):
    right = papers(attachments if attachments is not None else False)
    paper = written(tmp_path / "paper", right.proof)
    written(tmp_path / "sent", json.dumps(right.sent))

    assert said(paper, "--key", LOG.key, "--disclosure", tmp_path / "sent")[0] == 1


def test_the_name_of_a_part_does_nothing_to_the_terminal(tmp_path):
    right = papers()
    paper = written(tmp_path / "paper", right.proof)
    right.sent["parts"] = {"\x1b[2J\ud800\u202e": right.sent["parts"]["text"]}
    written(tmp_path / "sent", json.dumps(right.sent))

    code, told = said(paper, "--key", LOG.key, "--disclosure", tmp_path / "sent")

    assert code == 0
    assert not set(told) & {"\x1b", "\ud800", "\u202e"}


@pytest.mark.parametrize("kind", ["proof", "receipt"])
def test_a_spoilt_proof_or_receipt_ends_in_one_sentence(tmp_path, kind):
    text = getattr(papers(), kind)
    key = LOG.key if kind == "proof" else PROMISE.key

    for one in spoilt_texts(8, COUNT, text):
        code, told = said(written(tmp_path / "paper", one), "--key", key)

        assert told
        # What is no receipt at all is read as a proof; what reads alike is the same paper.
        assert code == 1 or (code == 0 and same(one, text)), one


def test_a_promise_for_the_last_day_of_all_calendars_is_no_promise(tmp_path):
    lay(tmp_path / "log", 3)
    given = proofs.promise(b"c" * 32, Class.SEALED, date.max, PROMISE)

    code, told = said(proofs.to_text(given, b"s" * 32), "--log", tmp_path / "log")

    assert code == 1
    assert "no last hour" in told


@pytest.mark.parametrize(
    "given", ["[]", "{", "null", '{"salt":"zz","payload":"x"}', '{"salt":1,"payload":2}', None]
)
def test_a_watch_names_an_entry_that_cannot_be_read(tmp_path, given):
    salt, payload = b"s" * 32, b'{"type":"duty.assigned"}'
    line = Entry(Class.OPEN, 1, DAY, entries.commitment(salt, payload)).to_bytes()
    lay(tmp_path / "log", 1, lambda number: line)
    (tmp_path / "log" / "entry").mkdir()
    own = json.dumps({"salt": salt.hex(), "payload": payload.decode()})
    (tmp_path / "log" / "entry" / "0").write_text(given or own)

    found = watch.look(Remote(tmp_path / "log"), LOG.key, [], tmp_path / "state", NOW)

    assert [name for name, _ in found.faults] == ["payload"]


@pytest.mark.parametrize("told", ["[]", "{", "null", '{"items":[1],"next":null}', "{}"])
def test_a_list_of_duties_that_is_none_is_told(tmp_path, told):
    lay(tmp_path / "log", 1)
    pages = tmp_path / "pages" / "api" / "v1"
    pages.mkdir(parents=True)
    (pages / "duties?limit=200").write_text(told)

    with pytest.raises(Missing):
        watch.look(
            Source(str(tmp_path / "log")), LOG.key, [], tmp_path / "state", NOW,
            str(tmp_path / "pages"),
        )  # fmt: skip
