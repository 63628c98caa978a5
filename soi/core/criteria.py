"""What a review may ask about: conduct in office, never what somebody thinks or believes.

A criterion is refused by its words. The list is short and open: whoever is refused is told which
words, and writes down the act instead. Ethics of office (đạo đức công vụ) is conduct.
"""

import re

from soi.core.refusals import Refusal
from soi.core.vietnamese import fold

# Folded, so that a criterion typed without marks is read the same.
_CONDUCT = (  # phrases with a word of belief in them that speak of acts
    "dao duc cong vu", "dao duc nghe nghiep", "nhiem vu chinh tri", "ly luan chinh tri",
    "to chuc chinh tri", "he thong chinh tri", "lay y kien", "tiep thu y kien", "gop y",
    "tra loi y kien", "tong hop y kien", "y kien cu tri", "y kien nhan dan", "y kien nguoi dan",
    "giai quyet y kien", "y kien phan anh", "y kien chi dao", "ban dan toc", "chinh sach dan toc",
    "dong bao dan toc", "dai doan ket dan toc", "quan ly ton giao", "co so ton giao",
    "ho so ton giao", "public opinion survey", "opinions of residents", "residents opinions",
    "comments and opinions", "political tasks", "code of ethics", "religious affairs office",
    "religious facilities", "ethnic minority households",
)  # fmt: skip
_BELIEF = (  # whole words: "theo dao" is not in "theo dao tao"
    "tu tuong", "chinh tri", "chinh kien", "quan diem", "lap truong", "niem tin", "duc tin",
    "tin nguong", "ton giao", "theo dao(?! tao)", "co dao(?! duc)", "vao dao", "bo dao", "di le",
    "dan toc", "y kien", "suy nghi", "long trung thanh", "trung thanh voi", "ly tuong",
    "nhan thuc ve dang", "tam tu", "the gioi quan", "sac toc", "bau cho ai", "ung ho ai",
    "dang phai", "long yeu nuoc", "me tin", "kinh thanh", "nha tho", "chua chien",
    "khuynh huong", "xu huong tinh duc",
)  # fmt: skip
_BELIEF_STEMS = (
    "belief", "believ", "faith", "religio", "ideolog", "politic", "opinion", "worldview", "loyal",
    "ethnic", "worship", "pray", "church", "pagoda", "conviction", "thinks", "thoughts",
    "sympath", "votes for", "voted for", "sexual orientation", "patriot", "ideals", "allegianc",
    "doctrin", "denomination", "superstit", "spiritual", "partisan", "dissent", "inner feelings",
    "mindset", "stance on", "views on", "attitude toward the party",
)  # fmt: skip
_CONDUCT_AT = re.compile("|".join(re.escape(phrase) for phrase in _CONDUCT))
_BELIEF_AT = re.compile(rf"\b(?:(?:{'|'.join(_BELIEF)})\b|{'|'.join(_BELIEF_STEMS)})")


class AboutBelief(Refusal):
    """A criterion asks about opinion, belief, religion or ethnicity. facts: words."""

    code = "about_belief"


def demand_conduct(criterion: str) -> None:
    """Refuse a criterion that is not about conduct in office.

    Raises: AboutBelief.
    """
    words = beliefs(criterion)
    if words:
        raise AboutBelief(words=words)


def beliefs(criterion: str) -> list[str]:
    """Return the words that speak of belief or opinion, folded, in their order."""
    conduct_out = _CONDUCT_AT.sub("·", fold(criterion))
    return [found[0] for found in _BELIEF_AT.finditer(conduct_out)]
