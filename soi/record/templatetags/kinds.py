from collections.abc import Mapping
from typing import Any

from django import template

from soi.web.words import tables

register = template.Library()


@register.filter
def facts_told(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the sealed room told, as pairs of a name and a value; a script's is its hash."""
    rows = [
        (str(name), _plain(facts[fact]))
        for fact, name in tables()["record.fact"].items()
        if facts.get(fact, []) != []
    ]
    return rows + [(name, str(digest)) for name, digest in facts.get("scripts", {}).items()]


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@register.filter
def bare_number(subject: str) -> str:
    """Return what a subject is called on paper: duty:NV-2026-00017 is NV-2026-00017."""
    return subject.partition(":")[2] or subject
