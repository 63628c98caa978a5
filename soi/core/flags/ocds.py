"""The part of an OCDS release that the rules read, out of one line of JSON.

What has another type than the standard says counts as not given, field by field; only a line
that is no JSON object, or that names no contracting process, cannot be used at all.
"""

import types
from typing import Any, get_args, get_origin, get_type_hints

import msgspec


class Shape(msgspec.Struct, gc=False):
    """A piece of a release; unknown fields are passed over."""


class Organization(Shape):
    """Who: known by its id alone."""

    id: str | None = None


class Value(Shape):
    """An amount in a currency."""

    amount: float | None = None
    currency: str | None = None


class Bid(Shape):
    """What a tenderer offered."""

    status: str | None = None
    date: str | None = None
    value: Value | None = None
    tenderers: list[Organization] | None = None


class Bids(Shape):
    """All bids of a process."""

    details: list[Bid] | None = None


class Classification(Shape):
    """A code for a kind of thing."""

    id: str | None = None


class Item(Shape):
    """A thing that is bought."""

    classification: Classification | None = None


class Award(Shape):
    """Who was chosen."""

    status: str | None = None
    suppliers: list[Organization] | None = None
    items: list[Item] | None = None


class Period(Shape, rename="camel"):
    """From when to when."""

    start_date: str | None = None
    end_date: str | None = None


class Tender(Shape, rename="camel"):
    """The invitation."""

    status: str | None = None
    procurement_method: str | None = None
    procurement_method_details: str | None = None
    number_of_tenderers: int | None = None
    tender_period: Period | None = None
    procuring_entity: Organization | None = None


class Release(Shape):
    """One contracting process."""

    ocid: str
    buyer: Organization | None = None
    tender: Tender | None = None
    bids: Bids | None = None
    awards: list[Award] | None = None


class Unusable(Exception):
    """A line that cannot be used; the argument is a stable word that says why."""


_DECODER = msgspec.json.Decoder(Release)
_ANY = msgspec.json.Decoder()


def decode(line: bytes) -> tuple[Release, int]:
    """Read one line; gives the release and how many fields had a wrong type.

    Raises: Unusable.
    """
    try:
        return _DECODER.decode(line), 0
    except msgspec.ValidationError:
        return _leniently(_ANY.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unusable("not_json") from error


def _leniently(raw: Any) -> tuple[Release, int]:
    if not isinstance(raw, dict):
        raise Unusable("not_an_object")
    if not isinstance(raw.get("ocid"), str):
        raise Unusable("no_ocid")
    faults = [0]
    found: Release = _fitted(raw, Release, faults)
    return found, faults[0]


def _fitted(raw: Any, kind: Any, faults: list[int]) -> Any:
    """Give what fits the kind, None for what does not."""
    if get_origin(kind) is types.UnionType:
        kind = get_args(kind)[0]
    if raw is None:
        return None
    if get_origin(kind) is list and isinstance(raw, list):
        found = [_fitted(one, get_args(kind)[0], faults) for one in raw]
        return [one for one in found if one is not None]
    if isinstance(kind, type) and issubclass(kind, Shape) and isinstance(raw, dict):
        return kind(**_fields(raw, kind, faults))
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        faults[0] += 1
        return None


def _fields(raw: dict[str, Any], kind: type[Shape], faults: list[int]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        field.name: _fitted(raw.get(field.encode_name), hints[field.name], faults)
        for field in msgspec.structs.fields(kind)
    }
