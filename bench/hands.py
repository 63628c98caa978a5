"""Labelled filings, by the hand that wrote them: what the model learns from and is judged on.

Those of ours lie in `bench/filings`, one a line: `Tu-|text`, where the letters are kind (P
phản ánh, N kiến nghị, K khiếu nại, T tố cáo), topic and urgency (`!` khẩn, `-`, `.` nhẹ).
Several matters of one filing are parted by `||`. All people and places in them are invented.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2] / "shared" / "data"
OURS = Path(__file__).parent / "filings"
KINDS = {"P": "phan_anh", "N": "kien_nghi", "K": "khieu_nai", "T": "to_cao"}
TOPICS = {
    "r": "rac_thai",
    "h": "ha_tang",
    "a": "an_ninh_trat_tu",
    "m": "moi_truong",
    "d": "dat_dai",
    "u": "thu_tuc",
    "c": "thu_chi",
    "x": "chinh_sach_xa_hoi",
    "t": "thai_do_can_bo",
    "k": "khac",
}
URGENCY = {"!": "khan", "-": "binh_thuong", ".": "nhe"}


@dataclass(frozen=True, slots=True)
class Part:
    """One matter of a filing, labelled by what it says; `text` may be empty in a mixed one."""

    kind: str
    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A filing with its labels; `also` are other labels that can be defended."""

    id: str
    text: str
    kind: str
    topic: str
    parts: tuple[Part, ...]
    urgent: bool
    style: str = ""
    voice: str = ""
    group: int | None = None
    duplicates_of: str = ""
    also: frozenset[str] = frozenset()

    @property
    def accuses(self) -> bool:
        """A part of it is a denunciation."""
        return any(part.kind == "to_cao" for part in self.parts)


def hands() -> dict[str, list[Labelled]]:
    """Return the filings of each hand; ours alone where the shared ones are absent."""
    found = {}
    for name in ("a", "b", "c", "d"):
        path = SHARED / "filings" / f"{name}.jsonl"
        if path.exists():
            found[name] = [labelled(row) for row in _lines(path)]
    sample = SHARED / "reports_sample.jsonl"
    if sample.exists():
        found["sample"] = [labelled(row) for row in _lines(sample)]
    return {**found, "ours": ours()}


def labelled(row: Mapping[str, Any]) -> Labelled:
    """Return a filing as it is written down in the shared files."""
    whole = str(row["text"]) if len(row["parts"]) == 1 else ""
    return Labelled(
        id=str(row["id"]),
        text=str(row["text"]),
        kind=str(row["kind"]),
        topic=str(row["topic"]),
        parts=tuple(
            Part(one["kind"], one["topic"], str(one.get("text") or whole)) for one in row["parts"]
        ),
        urgent=row["urgency"] == "khan",
        style=str(row.get("style", "")),
        voice=str(row.get("voice", "")),
        group=row.get("group"),
        duplicates_of=str(row.get("duplicates_of") or ""),
        also=frozenset(row.get("also") or ()),
    )


def ours() -> list[Labelled]:
    """Return the filings that were written here."""
    return [
        _ours(f"{path.stem}{number}", line.strip())
        for path in sorted(OURS.glob("*.txt"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]


def _ours(name: str, line: str) -> Labelled:
    heads, parts = [], []
    for piece in line.split("||"):
        head, _, text = piece.strip().partition("|")
        heads.append(head)
        parts.append(Part(KINDS[head[0]], TOPICS[head[1]], text.strip()))
    marks = "".join(head[2:] for head in heads)
    return Labelled(
        id=name,
        text=" ".join(part.text for part in parts),
        kind=parts[0].kind if len(parts) == 1 else "mixed",
        topic=parts[0].topic,
        parts=tuple(parts),
        urgent="!" in marks,
    )


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
