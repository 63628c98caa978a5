"""Say what each filing of a file means; nothing is stored and no database is asked."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core import triage
from soi.core.privacy import spans
from soi.core.suggestions import group_named, suggest
from soi.core.understanding.meaning import Meaning, understand
from soi.core.vietnamese import nfc
from soi.reports.queries import understanding

_DEMO = Path(str(files("soi.offices"))) / "data" / "demo_ward.json"
# Below it the likely parts are still offered, but the filing is named by its likeliest kind.
_SURELY_MIXED = 0.19
_PII = {"citizen_id": "cccd", "mail": "email", "house": "address"}
_Places = Sequence[tuple[str, Sequence[str]]]


class Command(BaseCommand):
    help = "Hiểu từng đơn trong tệp JSON lines: loại, lĩnh vực, khẩn, các phần, đơn giống nhau."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--places", type=Path, metavar="FILE", help="tổ, đường, mốc của phường")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read each line, and print what it means."""
        try:
            lines = options["file"].read_text("utf-8").splitlines()
            rows = [json.loads(line) for line in lines if line.strip()]
            texts = [nfc(str(row["text"])) for row in rows]
            places = _places(options["places"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{options['file']}: không đọc được ({error})") from error
        items = list(understood(rows, texts, places))
        if options["json"]:
            self.stdout.write(json.dumps({"items": items}, ensure_ascii=False))
            return
        for item in items:
            asks = " · hỏi: có liên quan người có chức vụ không?" if item["ask"] else ""
            self.stdout.write(f"{item['id']}: {item['kind']} · {item['topic']}{asks}")


def understood(
    rows: Sequence[Mapping[str, Any]], texts: Sequence[str], places: _Places
) -> Iterable[dict[str, Any]]:
    """Yield what each filing means, in order, in the words of the border."""
    model = understanding.model()
    earlier: list[triage.Sketch] = []
    for row, text in zip(rows, texts, strict=True):
        meaning = understand(text, model)
        hinted = suggest(text).denunciation_words
        group = group_named(text, places)
        sketch = triage.sketch(
            str(row.get("id", "")), text, topic=meaning.topic, group=group, on=_day(row)
        )
        alike = triage.alike(sketch, earlier)
        earlier.append(sketch)
        yield {
            **_plain(meaning, asks=meaning.asks or bool(hinted)),
            "id": row.get("id"),
            "group": int(group.removeprefix("to-")) if group else None,
            "pii": [
                {"type": _PII.get(one.what, one.what), "text": text[one.start : one.end]}
                for one in spans(text)
            ],
            "like": alike[0].ref if alike else None,
        }


def _plain(meaning: Meaning, *, asks: bool) -> dict[str, Any]:
    kinds = {kind: share for kind, share in meaning.kinds.items() if asks or kind != "to_cao"}
    kind = next(iter(kinds))
    several = len(meaning.matters) > 1 and meaning.mixed >= _SURELY_MIXED
    return {
        "kind": "mixed" if several else kind,
        "kind_p": round(meaning.mixed if several else meaning.kinds[kind], 4),
        "topic": meaning.matters[0].topic if several else meaning.topic,
        "topic_p": round(meaning.topics[meaning.topic], 4),
        "denunciation_p": round(meaning.denounces, 4),
        "ask": asks,
        "urgency": "khan" if meaning.urgent else "binh_thuong",
        "parts": [
            {"kind": one.kind, "topic": one.topic, "text": one.text} for one in meaning.matters
        ],
    }


def _places(file: Path | None) -> _Places:
    """Return the places of each group; of the fictional ward where no file is named."""
    groups = json.loads((file or _DEMO).read_text("utf-8"))["groups"]
    return [(f"to-{one['number']:02}", one["places"]) for one in groups]


def _day(row: Mapping[str, Any]) -> date | None:
    given = row.get("received_on")
    return date.fromisoformat(str(given)) if given else None
