"""The ward's own list of duties, held against what the record's entries say of them.

What differs once may be under way to the record; what differs unchanged at the next look is a
finding. A list that lacks a duty of the record, or has one that the record never began, shows
that somebody counts otherwise than they wrote down.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from soi.record.offline.source import Missing, Source

NOT_SHOWN = "is in the record and not on the pages"
_MOST = 10_000  # pages of 200


def doubts(pages: str, duties: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return what the ward's pages say otherwise than the record, by duty, as words.

    pages: the ward's address; duties: what entries say, by reference
    Raises: Missing.
    """
    there = _there(Source(pages))
    last = max((ref for ref in duties), default="")
    found = {}
    for ref, one in there.items():
        told = duties.get(ref)
        if told is None:
            if ref < last:  # one that is newer than all entries is still on its way
                found[ref] = "is on the pages and not in the record"
        elif (one.get("due_on") or "") != told["due_on"]:
            found[ref] = f"is due {one.get('due_on')} on the pages, {told['due_on']} by the record"
    for ref, told in duties.items():
        if ref not in there and not told.get("draft"):
            found[ref] = NOT_SHOWN
    return found


def _there(source: Source) -> dict[str, dict[str, Any]]:
    try:
        return {f"duty:{one['number']}": one for one in _listed(source)}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Missing("api/v1/duties, as a list of duties") from error


def _listed(source: Source) -> Iterator[dict[str, Any]]:
    after = ""
    for _ in range(_MOST):
        page = json.loads(source.read(f"api/v1/duties?limit=200{after}"))
        yield from page["items"]
        if not page["next"]:
            return
        after = f"&after={page['next']}"
