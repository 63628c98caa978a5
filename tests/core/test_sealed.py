"""The box: what is sealed one way opens every other way, and nothing else opens it."""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soi.core import sealed

pyrage = pytest.importorskip("pyrage")

ROOT = Path(__file__).parents[2]
VECTORS = ROOT.parent / "shared" / "data" / "sealed_vectors.json"
AGE, NODE = shutil.which("age"), shutil.which("node")
needs_vectors = pytest.mark.skipif(not VECTORS.exists(), reason="SKIPPED LOUDLY: no vectors here")
needs_age = pytest.mark.skipif(not AGE, reason="SKIPPED LOUDLY: no age program here")
needs_node = pytest.mark.skipif(
    not NODE or not (ROOT / "node_modules/age-encryption").exists(),
    reason="SKIPPED LOUDLY: no age-encryption here",
)
SIZES = [0, 1, 4096, 65535, 65536, 65537, 131072, 200001]


def pair():
    secret = os.urandom(32)
    return secret, sealed.recipient(secret)


def vectors():
    return json.loads(VECTORS.read_text())


@needs_vectors
def test_identities_are_those_of_the_vectors():
    for one in vectors()["identity_from_bytes"]:
        secret = bytes.fromhex(one["bytes_hex"])

        assert sealed.identity(secret) == one["identity"]
        assert sealed.recipient(secret) == one["recipient"]
        assert sealed.secret_of(one["identity"]) == secret


@needs_vectors
def test_codes_give_the_keys_of_the_vectors():
    for one in vectors()["receipt"]:
        for typed in [one["code"], *one["also_typed"]]:
            assert sealed.normal(typed) == one["code"]
        stretched = sealed.stretch(one["code"], bytes.fromhex(one["salt_hex"]))
        keys = sealed.keys(stretched)

        assert stretched.hex() == one["mk_hex"]
        assert keys.lookup.hex() == one["lookup_hex"]
        assert sealed.identity(keys.mailbox) == one["mailbox_identity"]
        assert sealed.recipient(keys.mailbox) == one["mailbox_recipient"]
        assert keys.verify.hex() == one["sign_public_hex"]


@needs_vectors
def test_lengths_are_those_of_the_vectors():
    for one in vectors()["bare_age_length_8_recipients_no_grease"]:
        assert sealed.length(one["plaintext"]) == one["file"]


@pytest.mark.parametrize("size", SIZES)
def test_an_envelope_has_the_promised_length_and_opens_for_each_of_its_readers(size):
    pairs, content = [pair() for _ in range(3)], os.urandom(size)

    envelope = sealed.seal(content, [public for _, public in pairs], os.urandom)

    assert len(envelope) == sealed.length(size)
    for secret, _public in pairs:
        assert sealed.open_with(envelope, [secret]) == content
        assert pyrage.decrypt(
            envelope, [pyrage.x25519.Identity.from_str(sealed.identity(secret))]
        ) == content  # fmt: skip


@pytest.mark.parametrize("count", range(1, 9))
def test_the_number_of_readers_does_not_show(count):
    envelope = sealed.seal(b"x" * 4096, [pair()[1] for _ in range(count)], os.urandom)

    assert len(envelope) == 4982
    assert envelope.count(b"-> X25519 ") == 8
    assert sealed.demand_shape(envelope) == 4096


def test_the_place_of_a_reader_among_the_stanzas_is_left_to_chance():
    secret, public = pair()
    places = set()
    for _ in range(60):
        envelope = sealed.seal(b"x", [public], os.urandom)
        lines = envelope.split(b"--- ")[0].split(b"-> X25519 ")[1:]
        for place in range(8):
            others = [line for number, line in enumerate(lines) if number != place]
            assert len(others) == 7
        places |= {place_of(envelope, secret)}

    assert len(places) >= 5


def place_of(envelope, secret):
    from soi.core.sealed import age

    stanzas = age._parsed(envelope).stanzas
    return next(n for n, one in enumerate(stanzas) if age._unwrapped(one, secret))


def test_no_readers_or_nine_are_refused():
    with pytest.raises(ValueError, match="recipients"):
        sealed.seal(b"x", [], os.urandom)
    with pytest.raises(ValueError, match="recipients"):
        sealed.seal(b"x", [pair()[1] for _ in range(9)], os.urandom)


def test_a_stranger_cannot_open():
    envelope = sealed.seal(b"x" * 4096, [pair()[1]], os.urandom)

    with pytest.raises(sealed.CannotOpen):
        sealed.open_with(envelope, [pair()[0] for _ in range(3)])


def test_every_flipped_header_byte_is_refused_when_opened():
    secret, public = pair()
    envelope = sealed.seal(b"x" * 100, [public], os.urandom)
    for place in range(len(envelope)):
        spoiled = bytearray(envelope)
        spoiled[place] ^= 1
        with pytest.raises((sealed.CannotOpen, sealed.NotAnEnvelope)):
            sealed.open_with(bytes(spoiled), [secret])


@pytest.mark.parametrize("cut", [0, 1, 21, 100, 806, 854, 870, 880, 4981])
def test_what_is_cut_is_refused(cut):
    secret, public = pair()
    envelope = sealed.seal(b"x" * 4096, [public], os.urandom)

    for spoiled in (envelope[:cut], envelope + b"\x00"):
        with pytest.raises((sealed.CannotOpen, sealed.NotAnEnvelope)):
            sealed.open_with(spoiled, [secret])


def test_a_last_chunk_that_was_taken_away_is_missed():
    secret, public = pair()
    envelope = sealed.seal(b"x" * 65537, [public], os.urandom)

    with pytest.raises(sealed.NotAnEnvelope):
        sealed.open_with(envelope[: 870 + 65552], [secret])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_bytes_from_nowhere_are_refused_and_never_break_the_door(data):
    for hostile in (data, b"age-encryption.org/v1\n" + data):
        with pytest.raises((sealed.CannotOpen, sealed.NotAnEnvelope)):
            sealed.open_with(hostile, [bytes(range(32))])
        with pytest.raises(sealed.NotAnEnvelope):
            sealed.demand_shape(hostile)


def test_the_door_takes_neither_seven_stanzas_nor_nine_nor_a_passphrase():
    envelope = sealed.seal(b"x" * 4096, [pair()[1]], os.urandom)
    head, line = envelope[:22], envelope[22 : 22 + 98]
    seven, nine = head + envelope[22 + 98 :], head + line + envelope[22:]
    locked = sealed.lock(b"x" * 4096, "mot hai ba", os.urandom, work=2)

    for spoiled in (seven, nine, locked):
        with pytest.raises(sealed.NotAnEnvelope):
            sealed.demand_shape(spoiled)


def test_a_second_way_to_write_the_same_letters_is_refused():
    envelope = bytearray(sealed.seal(b"x" * 4096, [pair()[1]], os.urandom))
    last = 22 + 10 + 42  # 43 letters carry 258 bits: two are left over and must be nought
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    envelope[last] = letters[letters.index(envelope[last]) | 1]

    with pytest.raises(sealed.NotAnEnvelope):
        sealed.demand_shape(bytes(envelope))


@given(st.binary(max_size=5000))
def test_what_is_filled_up_can_be_emptied_and_has_one_of_few_lengths(content):
    filled = sealed.fill(content)

    assert len(filled) in sealed.WRITINGS
    assert sealed.emptied(filled) == content


def test_filling_that_was_tampered_with_is_refused():
    filled = sealed.fill(b"abc")

    for spoiled in (filled[:-1] + b"x", b"\xff" * 4 + filled[4:], filled[:-1], b""):
        with pytest.raises(sealed.NotFilled):
            sealed.emptied(spoiled)
    with pytest.raises(sealed.TooLong):
        sealed.fill(bytes(256 * 1024))


def test_envelopes_of_two_buckets_never_have_one_length():
    assert len(sealed.LENGTHS) == len(sealed.BUCKETS) == 15


def test_a_passphrase_opens_what_it_locked_and_no_other_does():
    locked = sealed.lock(b"khoa", "sáu từ chọn bằng may rủi", os.urandom, work=10)

    assert sealed.unlock(locked, "sáu từ chọn bằng may rủi") == b"khoa"
    assert pyrage.passphrase.decrypt(locked, "sáu từ chọn bằng may rủi") == b"khoa"
    with pytest.raises(sealed.CannotOpen):
        sealed.unlock(locked, "khac")


def test_a_lock_that_would_eat_all_memory_is_refused():
    locked = sealed.lock(b"khoa", "a", os.urandom, work=4).replace(b" 4\n", b" 30\n", 1)

    with pytest.raises(sealed.NotAnEnvelope):
        sealed.unlock(locked, "a")


@given(st.binary(min_size=13, max_size=13))
def test_codes_are_read_however_they_are_typed(source):
    code = sealed.from_bytes(source)
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")

    assert sealed.grouped(sealed.normal(typed)) == code


@pytest.mark.parametrize("typed", ["", "7K3M", "UUUU-UUUU-UUUU-UUUU-UUUU", "7K3M9QXT2VBN4HRC8WD!"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(sealed.BadCode):
        sealed.normal(typed)


def test_codes_differ_by_chance_alone():
    with pytest.raises(ValueError, match="few"):
        sealed.from_bytes(b"short")
    assert len({sealed.from_bytes(os.urandom(13)) for _ in range(500)}) == 500


def test_a_signature_is_good_for_its_message_and_its_key_alone():
    seed, other = os.urandom(32), os.urandom(32)
    signature = sealed.sign(seed, b"loi")

    assert sealed.is_signed(sealed.public_key(seed), b"loi", signature)
    assert not sealed.is_signed(sealed.public_key(seed), b"loi khac", signature)
    assert not sealed.is_signed(sealed.public_key(other), b"loi", signature)
    assert not sealed.is_signed(b"short", b"loi", signature)


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1QQ", "age1" + "q" * 58, "aGe1qq"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever sentence
        sealed.secret_of(text)


@needs_age
@pytest.mark.parametrize("size", SIZES)
def test_the_age_program_opens_what_soi_sealed_and_the_other_way_round(size, tmp_path):
    (secret, public), content = pair(), os.urandom(size)
    (tmp_path / "key").write_text(sealed.identity(secret) + "\n")
    (tmp_path / "box").write_bytes(sealed.seal(content, [public], os.urandom))

    opened = run([AGE, "-d", "-i", tmp_path / "key", tmp_path / "box"])
    theirs = run([AGE, "-r", public], content)

    assert sha256(opened).digest() == sha256(content).digest()
    assert sealed.open_with(theirs, [secret]) == content


def test_pyrage_seals_with_grease_and_soi_opens_it():
    secret, public = pair()
    recipient = pyrage.x25519.Recipient.from_str(public)

    for _ in range(50):
        assert sealed.open_with(pyrage.encrypt(b"loi", [recipient]), [secret]) == b"loi"


JS = """
import { Encrypter, Decrypter } from "age-encryption";
import { readFileSync, writeFileSync } from "node:fs";
const [folder, identity, recipient] = process.argv.slice(1);
const opener = new Decrypter();
opener.addIdentity(identity);
writeFileSync(`${folder}/opened`, await opener.decrypt(readFileSync(`${folder}/box`)));
const sealer = new Encrypter();
for (let count = 0; count < 8; count += 1) sealer.addRecipient(recipient);
writeFileSync(`${folder}/theirs`, await sealer.encrypt(readFileSync(`${folder}/plain`)));
"""


@needs_node
@pytest.mark.parametrize("size", [1, 4096, 65537])
def test_age_encryption_opens_what_soi_sealed_and_the_other_way_round(size, tmp_path):
    (secret, public), content = pair(), os.urandom(size)
    (tmp_path / "plain").write_bytes(content)
    (tmp_path / "box").write_bytes(sealed.seal(content, [public], os.urandom))

    words = [tmp_path, sealed.identity(secret), public]
    run([NODE, "--input-type=module", "-e", JS, "--", *words], cwd=ROOT)

    theirs = (tmp_path / "theirs").read_bytes()
    assert (tmp_path / "opened").read_bytes() == content
    assert sealed.open_with(theirs, [secret]) == content
    assert sealed.demand_shape(theirs) == size


def run(command, data=b"", cwd=None):
    done = subprocess.run(command, input=data, capture_output=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
