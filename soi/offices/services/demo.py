"""Phường Mẫu: a ward that does not exist, to try Soi with."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from soi.core.stamps import Stamp
from soi.offices import queries
from soi.offices.models import Office
from soi.offices.services import acts
from soi.offices.services.acts import NewOffice, NewRelation
from soi.offices.services.working import NewWorkingRule, set_working_rule

_FILE = Path(__file__).parents[1] / "data" / "demo_ward.json"
_POSTS = ("truong", "pho", "chuyen-vien")  # head, deputy, officer
_ROWS, _COLUMNS = 3, 4


@transaction.atomic
def load_demo_ward(*, stamp: Stamp) -> int:
    """Build phường Mẫu, unless it is there already. Returns how many offices were founded.

    Each office gets posts named after it: `<office>-truong`, `-pho`, `-chuyen-vien`; a
    residential group has a head alone.
    """
    data = json.loads(_FILE.read_text("utf-8"))
    if Office.objects.filter(slug=data["offices"][0]["slug"]).exists():
        return 0
    since, document = date.fromisoformat(data["since"]), data["document"]
    rows = [*data["offices"], *map(_group_row, data["groups"])]
    ward = [tuple(corner) for corner in data["outline"]]
    for row in rows:
        _found(row, since, document, ward, stamp)
    for row in [*data["relations"], *map(_beside, data["groups"])]:
        source = f"{data['assignment']}, dòng {row['number'].rpartition(' ')[2]}"
        acts.relate(relation=NewRelation(**row, source=source, since=since), stamp=stamp)
    for row in data["working_rules"]:
        set_working_rule(rule=NewWorkingRule(**row, since=since), stamp=stamp)
    return len(rows)


def _found(
    row: dict[str, Any], since: date, document: str, ward: list[tuple[float, ...]], stamp: Stamp
) -> None:
    slug, titles = row["slug"], row.pop("posts", ())
    outline: list[tuple[float, float]] = []
    if row["kind"] == queries.WARD:
        outline = _rectangle(ward, 0, 1, 0, 1)
    elif row["kind"] == queries.GROUP:
        line, column = divmod(row["number"] - 1, _COLUMNS)
        outline = _rectangle(
            ward, line / _ROWS, (line + 1) / _ROWS, column / _COLUMNS, (column + 1) / _COLUMNS
        )
    row["parents"] = [tuple(parent) for parent in row.get("parents", ())]
    office = NewOffice(**row, since=since, outline=outline)
    acts.create(office=office, document=document, stamp=stamp)
    for place, (end, title) in enumerate(zip(_POSTS, titles, strict=False)):
        acts.open_post(
            slug=f"{slug}-{end}",
            office=slug,
            title=title,
            is_head=place == 0,
            since=since,
            stamp=stamp,
        )


def _rectangle(
    ward: list[tuple[float, ...]], top: float, bottom: float, left: float, right: float
) -> list[tuple[float, float]]:
    (north, west), (south, east) = ward
    lats = [round(north + part * (south - north), 6) for part in (top, bottom)]
    longs = [round(west + part * (east - west), 6) for part in (left, right)]
    return [
        (lats[0], longs[0]),
        (lats[0], longs[1]),
        (lats[1], longs[1]),
        (lats[1], longs[0]),
    ]


def _group_row(group: dict[str, Any]) -> dict[str, Any]:
    number = group["number"]
    return {
        "slug": f"to-{number:02}",
        "name": f"Tổ dân phố {number}",
        "short_name": f"Tổ {number}",
        "kind": queries.GROUP,
        "track": "residents",
        "level": "neighbourhood",
        "parents": [["ubnd-phuong-mau", queries.ADMINISTRATIVE]],
        "number": number,
        "places": group["places"],
        "posts": [f"Tổ trưởng tổ dân phố {number}"],
    }


def _beside(group: dict[str, Any]) -> dict[str, Any]:
    slug = f"to-{group['number']:02}"
    return {
        "number": f"quy tắc {30 + group['number']}",
        "text": f"mọi việc ở tổ {group['number']}: tổ dân phố phối hợp",
        "role": queries.COORDINATING,
        "office": slug,
        "group": slug,
    }
