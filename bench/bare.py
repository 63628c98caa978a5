"""A bare handler that writes the same rows as one filing: what Django costs without Soi.

One view in the same frame, without forms, rules, suggestion, numbers or receipts: it reads the
JSON and saves the rows that a real create was seen to leave, in one transaction, one statement
a model.
"""

import copy
import json
import os
import secrets
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
_ROWS = [
    one.object
    for one in serializers.deserialize("json", Path(os.environ["BENCH_PLAN"]).read_text())
]


@csrf_exempt
def create(request: HttpRequest) -> HttpResponse:
    """Read the filing, write its rows, answer with its number."""
    json.loads(request.body)
    number = f"PA-2026-{10_000_000 + secrets.randbelow(10**9)}"
    with transaction.atomic():
        write(number)
    return JsonResponse({"number": number}, status=201)


def write(number: str) -> None:
    """Save a copy of every row, pointing at each other as the first ones did."""
    copies: dict[tuple[type[models.Model], Any], models.Model] = {}
    for model, rows in groupby(_ROWS, type):
        fresh = [(row, _copied(row, number, copies)) for row in rows]
        model._default_manager.bulk_create([one for _row, one in fresh])
        copies |= {(model, row.pk): one for row, one in fresh}


def _copied(row: models.Model, number: str, copies: dict[Any, models.Model]) -> models.Model:
    one = copy.copy(row)
    one._state = copy.copy(row._state)
    one._state.adding, one._state.fields_cache = True, {}
    if isinstance(row._meta.pk, models.AutoField):
        one.pk = None
    for field in row._meta.concrete_fields:
        key = (field.related_model, getattr(row, field.attname))
        if field.is_relation and key in copies:
            setattr(one, field.name, copies[key])
    for name, value in _unique(row, number):
        setattr(one, name, value)
    return one


def _unique(row: models.Model, number: str) -> Iterator[tuple[str, Any]]:
    for field in row._meta.concrete_fields:
        if field.unique and not field.primary_key and not field.is_relation:
            old = getattr(row, field.attname)
            if isinstance(old, bytes | memoryview):
                yield field.name, secrets.token_bytes(len(bytes(old)))
            elif old is not None:
                yield field.name, number if old[2] == "-" else secrets.token_hex(len(old) // 2)


urlpatterns = [path("", create)]
