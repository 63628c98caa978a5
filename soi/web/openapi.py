"""The description of the interface for programs (OpenAPI 3.1), from the code that answers.

Each room has its operations beside the views that carry them out, and names them in its manifest;
the shapes are the same structs that the views encode.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from soi.core.rooms import house

_REF = "#/components/schemas/{name}"


class Problem(msgspec.Struct):
    """Why a request was refused: one sentence, and one for each field."""

    error: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value in the path, the query or a header."""

    name: str
    place: str  # path, query or header
    says: str
    kind: str = "string"

    def shape(self) -> dict[str, Any]:
        """Return it as OpenAPI writes it."""
        return {
            "name": self.name,
            "in": self.place,
            "required": self.place == "path",
            "description": self.says,
            "schema": {"type": self.kind},
        }


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path.

    body: the struct that is sent as JSON; files: the same fields may come as a form with photos
    answers: status and the struct that answers with it
    refuses: the statuses that answer with a `Problem`
    """

    method: str
    path: str
    says: str
    answers: tuple[int, type]
    parameters: Sequence[Parameter] = ()
    body: type | None = None
    files: bool = False
    refuses: Sequence[int] = (404,)


def document() -> bytes:
    """Return the description as JSON, of the operations that the rooms have."""
    operations = {(o.path, o.method): o for o in house().api if isinstance(o, Operation)}
    types: list[type] = [Problem]
    for one in operations.values():
        types += [one.answers[1], *([one.body] if one.body else [])]
    shapes, components = msgspec.json.schema_components(dict.fromkeys(types), ref_template=_REF)
    refs = dict(zip(dict.fromkeys(types), shapes, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for (path, method), one in sorted(operations.items()):
        paths.setdefault(path, {})[method.lower()] = _described(one, refs)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Soi",
                "version": "1",
                "description": "Phản ánh, kiến nghị và nhiệm vụ công khai của một phường.",
                "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
            },
            "paths": paths,
            "components": {"schemas": components},
        }
    )


def _described(one: Operation, refs: dict[type, dict[str, Any]]) -> dict[str, Any]:
    status, answer = one.answers
    # 400 is said before anybody looks at the path: the address itself cannot be read.
    codes = sorted({400, *one.refuses})
    refusals = {str(code): _answer("Refused", refs[Problem]) for code in codes}
    told: dict[str, Any] = {
        "summary": one.says,
        "operationId": _name(one),
        "parameters": [each.shape() for each in one.parameters],
        "responses": {str(status): _answer("Done", refs[answer]), **refusals},
    }
    if one.body:
        told["requestBody"] = {"required": True, "content": _content(one, refs[one.body])}
    return told


def _answer(says: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _content(one: Operation, schema: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if one.files:
        photos = {"type": "array", "maxItems": 5, "items": {"type": "string", "format": "binary"}}
        extra = {"type": "object", "properties": {"photos": photos}}
        content["multipart/form-data"] = {"schema": {"allOf": [schema, extra]}}
    return content


def _name(one: Operation) -> str:
    words = [word for word in one.path.split("/") if word and word not in {"api", "v1"}]
    return "_".join([one.method.lower(), *(word.strip("{}") for word in words)])
