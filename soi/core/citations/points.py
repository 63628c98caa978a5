"""A point of law, read and written the Vietnamese way.

Articles of acts alone: "khoản 1 Điều 30 Luật 25/2018/QH14", or the short form that sources
of limits use, "Luật Tố cáo 25/2018/QH14, Điều 30.1". Numbers of documents are another matter.
"""

import re
from dataclasses import dataclass

_LONG = re.compile(
    r"(?:điểm (?P<point>\w{1,2}) )?(?:khoản (?P<clause>\d+) )?"
    r"Điều (?P<article>\d+[a-zđ]?) (?P<act>\S.*\S)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?P<act>\S.*\S), (?:Điều|điều) (?P<article>\d+[a-zđ]?)"
    r"(?:\.(?P<clause>\d+)(?P<point>[a-zđ])?)?"
)


class NotACitation(ValueError):
    """The text does not name an article of an act."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One article, or a clause or point of it, of one act.

    act: the act's kind and number, such as "Luật 25/2018/QH14"
    article: a text, for there are articles like "11a"
    """

    act: str
    article: str
    clause: str = ""
    point: str = ""

    def __str__(self) -> str:
        point = f"điểm {self.point} " if self.point else ""
        clause = f"khoản {self.clause} " if self.clause else ""
        return f"{point}{clause}Điều {self.article} {self.act}"


def parse(text: str) -> Citation:
    """Read a citation from either of its two forms.

    Raises: NotACitation.
    """
    found = _LONG.fullmatch(text.strip()) or _SHORT.fullmatch(text.strip())
    if not found:
        raise NotACitation(text)
    return Citation(found["act"], found["article"], found["clause"] or "", found["point"] or "")
