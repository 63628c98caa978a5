"""Vietnamese syllables, and what a keyboard without its input method left of them.

Telex writes marks as letters (`dduwowngf` for "đường"), VNI as figures (`d9uo7ng2`). Both are
undone where what comes out is a Vietnamese syllable and what stood there is none.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = frozenset(
    ("b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x đ").split()  # noqa: SIM905 - a table to be read
) | {""}
_RIMES = frozenset(
    (  # noqa: SIM905 - a table to be read
        "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip "
        "it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oat oay oc "
        "oe oen oeo oet oi om on ong oong op ot oăc oăm oăn oăng oăt u ua uc ui um un ung up ut "
        "uy uya uych uynh uyt uyu uyên uyêt uân uât uây uê uêch uênh uôc uôi uôm uôn uông uôt "
        "uơ y yêm yên yêng yêt yêu âc âm ân âng âp ât âu ây ê êch êm ên ênh êp êt êu ô ôc ôi ôm "
        "ôn ông ôp ôt ăc ăm ăn ăng ăp ăt ơ ơi ơm ơn ơp ơt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi "
        "ươm ươn ương ươp ươt ươu"
    ).split()
)
_PLAIN = str.maketrans("ăâđêôơư", "aadeoou")
# "oong" is a rime of few words, and what Telex leaves of "ông" in all the others.
_BARE_RIMES = frozenset(rime.translate(_PLAIN) for rime in _RIMES) - {"oong"}
_VOWELS = "aăâeêioôơuưy"
_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_FIGURES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_SHAPED = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}}
_BROAD = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
# Words of other tongues that would come out as syllables.
_FOREIGN = frozenset(
    ("as bar box bus fax gas gps ios is les mas max mix os sex sos tax us usb").split()  # noqa: SIM905 - a table to be read
)
_VNI = re.compile(r"[a-z]+(?:\d[a-z]*)+")


def is_syllable(word: str) -> bool:
    """Test if a lower-case word, tones taken off, is spelt as a Vietnamese syllable."""
    return _parts(word, _RIMES)


def is_bare_syllable(word: str) -> bool:
    """Test if a word in a-z could be a syllable whose marks were left out."""
    return _parts(word, _BARE_RIMES)


def _parts(word: str, rimes: frozenset[str]) -> bool:
    if word == "gi":
        return True
    return any(word[:at] in _ONSETS and word[at:] in rimes for at in range(4))


@lru_cache(maxsize=20_000)
def from_telex(word: str) -> str:
    """Return the syllable that a lower-case word typed in Telex stands for; empty if none."""
    if word in _FOREIGN or not word.isalpha() or _toneless(word)[1]:
        return ""
    if word.isascii() and is_bare_syllable(word):
        return ""
    return _shaped(word)


@lru_cache(maxsize=20_000)
def from_vni(word: str) -> str:
    """Return the syllable that a lower-case word typed in VNI stands for; empty if none."""
    if not _VNI.fullmatch(word):
        return ""
    made: list[str] = []
    tone = ""
    for one in word:
        if one in _FIGURES:
            tone = _TONES[_FIGURES[one]]
        elif not one.isdigit():
            made.append(one)
        elif not _figure(made, one):
            return ""
    return _toned("".join(made), tone)


def _figure(made: list[str], figure: str) -> bool:
    """Bend the letter that a figure of VNI stands for; false where there is none."""
    if figure == "9" and "d" in made:
        made[made.index("d")] = "đ"
        return True
    return figure in _SHAPED and _bend(made, _SHAPED[figure])


def _shaped(word: str) -> str:
    made: list[str] = []
    tone = ""
    for one in word:
        begun = any(letter in _VOWELS for letter in made)
        if begun and one in _TONES:
            tone = _TONES[one]
        elif one == "w":
            if not _bend(made, _HORNED):
                made.append("ư")
        elif one == "d" and made and made[0] == "d":
            made[0] = "đ"
        elif made and one == made[-1] and one in _BROAD:
            made[-1] = _BROAD[one]
        else:
            made.append(one)
    return _toned("".join(made), tone)


def _bend(made: list[str], shapes: dict[str, str]) -> bool:
    """Give the last vowel that can take it its hook; both of "uo" take one."""
    for at in range(len(made) - 1, -1, -1):
        if made[at] in shapes:
            if made[at] == "o" and shapes[made[at]] == "ơ" and at and made[at - 1] == "u":
                made[at - 1] = "ư"
            made[at] = shapes[made[at]]
            return True
    return False


def _toned(word: str, tone: str) -> str:
    if not is_syllable(word):
        return word if is_bare_syllable(word) else ""
    if not tone:
        return word
    at = _seat(word)
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


def _seat(word: str) -> int:
    """Return where the tone mark of a syllable stands."""
    start = 2 if word[:2] in {"qu", "gi"} and len(word) > 2 and word[2] in _VOWELS else 0
    seats = [at for at in range(start, len(word)) if word[at] in _VOWELS]
    marked = [at for at in seats if word[at] in "ăâêôơư"]
    if marked:
        return marked[-1]
    closed = word[-1] not in _VOWELS
    return seats[1] if len(seats) > 2 or (len(seats) > 1 and closed) else seats[0]


def _toneless(word: str) -> tuple[str, bool]:
    """Return a word without its tone, and whether it had one."""
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(one for one in parts if one not in _TONES.values())
    return unicodedata.normalize("NFC", bare), len(bare) < len(parts)
