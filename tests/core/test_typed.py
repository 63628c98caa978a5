"""What a keyboard, a line end or a quotation does to a code, a promise, a proof or a key."""

import random
import textwrap
import unicodedata
from datetime import date

import pytest

from soi.core import notes, proofs, receipts, sealed
from soi.core.entries import Class
from soi.core.merkle import BadProof
from soi.core.notes import Signer

CODE = receipts.from_bytes(b"a receipt's code")
BOX = sealed.grouped("K7QM3WTR9HXE4CB2D8Y0")
SIGNER = Signer("soi.mau", notes.OWN, b"p" * 32)
PROMISE = proofs.to_text(
    proofs.promise(bytes(range(32)), Class.OPEN, date(2026, 12, 1), SIGNER), b"s" * 32
)
_TELEX = {"S": "\u0301", "F": "\u0300", "R": "\u0309", "X": "\u0303", "J": "\u0323"}
_VNI = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}

ON_THE_WAY = {
    "no-break hyphens": lambda code: code.replace("-", "\u2011"),
    "zero-width signs": lambda code: "\u200b".join(code),
    "a mark of bytes": lambda code: f"\ufeff{code}\ufeff",
    "wide letters": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
    "small letters": lambda code: code.lower(),
    "quotes": lambda code: f"“{code}”.",
    "lines": lambda code: code.replace("-", "-\n"),
    "no-break blanks": lambda code: code.replace("-", "\u00a0"),
    "dots": lambda code: code.replace("-", " · "),
    "soft hyphens": lambda code: code.replace("-", "\u00ad"),
    "quoted mail": lambda code: f"> {code}",
}


@pytest.mark.parametrize("way", ON_THE_WAY)
def test_a_code_is_read_however_it_came(way):
    assert receipts.normal(ON_THE_WAY[way](CODE)) == CODE
    assert sealed.grouped(sealed.normal(ON_THE_WAY[way](BOX))) == BOX


def _typed(code: str, keys: dict[str, str], shapes: dict[str, str]) -> str:
    """Return what a keyboard for Vietnamese shows when a code is typed on it."""
    shown = ""
    for key in code:
        last = shown[-1:] and unicodedata.normalize("NFD", shown[-1])
        if last and last[0] in "AEOUYI" and len(last) == 1 and key in keys:
            shown = shown[:-1] + unicodedata.normalize("NFC", last + keys[key])
        elif shown[-1:] + key in shapes:
            shown = shown[:-1] + shapes[shown[-1:] + key]
        else:
            shown += key
    return shown


@pytest.mark.parametrize("seed", range(120))
def test_a_receipt_code_survives_typing_by_telex_and_by_vni(seed):
    code = receipts.from_bytes(random.Random(seed).randbytes(16))
    telex = {"AA": "Â", "EE": "Ê", "AW": "Ă", "UW": "Ư", "DD": "Đ"}
    vni = {"A6": "Â", "E6": "Ê", "A8": "Ă", "U7": "Ư", "D9": "Đ"}

    assert code in receipts.readings(_typed(code, _TELEX, telex))
    assert code in receipts.readings(_typed(code, _VNI, vni))


@pytest.mark.parametrize(("shown", "meant"), [("ÂNR", "AANR"), ("ƯZW", "UWZW"), ("Đ", "DD")])
def test_what_telex_makes_of_keys_is_undone(shown, meant):
    rest = receipts.ALPHABET[: 13 - len(meant)]
    code = next(
        receipts.grouped(meant + rest + last)
        for last in receipts.ALPHABET
        if _is_code(meant + rest + last)
    )

    assert code in receipts.readings(code.replace("-", "").replace(meant, shown, 1))


def _is_code(symbols: str) -> bool:
    try:
        return bool(receipts.normal(symbols))
    except receipts.BadCode:
        return False


def test_a_box_code_typed_by_telex_is_among_its_readings():
    code = "K7AA3WTR9HASE4C2DD80"
    shown = code.replace("AA", "Â").replace("DD", "Đ").replace("AS", "Á")

    assert code in sealed.readings(shown)


@pytest.mark.parametrize("text", ["", "không phải mã", "1" * 5_000, "ẤẦẨẪẬ" * 900, "-" * 300])
def test_what_is_no_code_is_refused_at_once(text):
    with pytest.raises(receipts.BadCode):
        receipts.normal(text)
    with pytest.raises(sealed.BadCode):
        sealed.normal(text)


@pytest.mark.parametrize("width", [20, 50, 76, 80])
@pytest.mark.parametrize("quote", ["", "> ", ">> ", "\t"])
def test_a_promise_is_read_however_it_was_wrapped_and_quoted(width, quote):
    lines = textwrap.wrap(PROMISE, width, drop_whitespace=False, break_on_hyphens=False)
    text = "\r\n".join(f"{quote}{line.rstrip()}" for line in lines)

    assert proofs.from_text(f"\ufeff“{text}”\n") == proofs.from_text(PROMISE)


def test_a_promise_with_unseen_signs_small_letters_or_odd_hyphens_is_read():
    odd = "\u200b".join(PROMISE.lower().replace("-", "\u2011"))

    assert proofs.from_text(odd) == proofs.from_text(PROMISE)


def test_a_promise_that_lacks_a_letter_is_still_refused():
    with pytest.raises(BadProof):
        proofs.from_text(PROMISE[:100] + PROMISE[101:])


PROOF = proofs.Proof(3, (b"a" * 32, b"b" * 32), "soi.mau\n4\nAAAA\n\n— soi.mau c2ln\n", b"e" * 42)


@pytest.mark.parametrize(
    "text",
    [
        str(PROOF).rstrip("\n"), "\ufeff" + str(PROOF), str(PROOF).replace("\n", "\r\n"),
        textwrap.indent(str(PROOF), "> ", lambda _line: True), str(PROOF).replace("\n", "  \n"),
        "\n" + str(PROOF) + "\n\n", str(PROOF).replace("index", "in\u200bdex"),
    ],
    ids=["no last line end", "mark of bytes", "CRLF", "quoted", "blanks", "lines around", "unseen"],
)  # fmt: skip
def test_a_proof_file_is_read_however_it_was_saved(text):
    assert proofs.parse_proof(text) == PROOF


@pytest.mark.parametrize(
    "way",
    [
        lambda key: f"“{key}”", lambda key: key[:40] + "\n" + key[40:],
        lambda key: f"\ufeff{key}\n",
        lambda key: "\u200b".join(key), lambda key: f"> {key[:30]}\n> {key[30:]}",
    ],
    ids=["quotes", "wrapped", "mark of bytes", "unseen", "quoted"],
)  # fmt: skip
def test_a_key_is_read_however_it_was_pasted(way):
    assert notes.parse_key(way(str(SIGNER.key))) == SIGNER.key
