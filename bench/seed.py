"""Many rows fast: the demo ward's fourteen months, copied in SQL.

`python -m bench.seed ROWS` brings the ward of SOI_DATA and DATABASE_URL to about that many
reports. Every copy is a whole case: report, duty, events, answers, evidence and entries, in
the states and proportions of the demo, each moved a little into the past.
"""

import sys
from functools import cache
from typing import Any

import django
from django.apps import apps
from django.db import connection, models, transaction

ROOMS = ("reports", "duties", "record", "complaints", "desk")
FIRST_COPY = 1_000_000  # the first key of a copied row
# Found by their own keys and joined by nothing; or the ward's and the log's, which no case brings.
LEFT_OUT = {
    "Identity", "Counter", "Reception", "Visit", "VisitFiling", "SavedFilter", "BulkRun",
    "BulkStep", "HandOver", "Outbox", "Log", "Leaf", "Root", "Cosignature",
}  # fmt: skip


def multiply(total: int) -> int:
    """Copy the first cases until there are about `total` reports; return how many there are."""
    report = apps.get_model("reports", "Report")
    have = report.objects.count()
    base = base_size()
    copies = range(have // base, total // base)
    if copies:
        for model in copied():
            _start(model)  # before the first copy moves it
        with transaction.atomic(), connection.cursor() as cursor:
            for model in copied():
                cursor.execute(statement(model, copies))
                _set_sequence(cursor, model)
            # What a trigger queued: a copied case is told to no log, and no server busy with it.
            cursor.execute(f"DELETE FROM record_outbox WHERE entry_id >= {FIRST_COPY}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As the server does by itself, but not in the very minutes that are measured.
            cursor.execute("VACUUM ANALYZE")
    return int(report.objects.count())


def base_size() -> int:
    """Return how many reports the demo ward began with."""
    return int(apps.get_model("reports", "Report").objects.filter(pk__lt=FIRST_COPY).count())


def copied() -> list[type[models.Model]]:
    """Return the models whose rows make a case."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model for model in found if model.__name__ not in LEFT_OUT and _has_base(model)]


def _has_base(model: type[models.Model]) -> bool:
    return model._meta.pk.get_internal_type() != "CharField" and _last(model) > 0


def _last(model: type[models.Model]) -> int:
    """Return the highest key of the demo's own rows; copies begin above a million."""
    low = model._default_manager.filter(pk__lt=FIRST_COPY)
    return int(low.aggregate(top=models.Max("pk"))["top"] or 0)


@cache
def _start(model: type[models.Model]) -> int:
    """Return above which key this run's copies begin: what clients wrote since is not met."""
    top = model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0
    return max(FIRST_COPY, int(top))


def statement(model: type[models.Model], copies: range) -> str:
    """Return one INSERT that adds `copies` to `model`; row keys rise by a million and a step."""
    quote = connection.ops.quote_name
    fields = list(model._meta.concrete_fields)
    names = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(_value(field) for field in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    case = f" AND {only}" if (only := _of_a_case(model)) else ""
    series = (
        f"WITH RECURSIVE step(n) AS (SELECT {copies.start} UNION ALL "
        f"SELECT n + 1 FROM step WHERE n + 1 < {copies.stop})"
    )
    return (
        f"{series} INSERT INTO {table} ({names}) SELECT {values} "
        f"FROM step CROSS JOIN {table} AS base WHERE base.{key} < {FIRST_COPY} AND step.n > 0{case}"
    ) if connection.vendor == "postgresql" else (
        f"INSERT INTO {table} ({names}) {series} SELECT {values} "
        f"FROM step CROSS JOIN {table} AS base WHERE base.{key} < {FIRST_COPY} AND step.n > 0{case}"
    )  # fmt: skip


def _of_a_case(model: type[models.Model]) -> str:
    """Return what keeps out the duties that are no filing's: of those a ward has a few hundred."""
    quote, duty = connection.ops.quote_name, apps.get_model("duties", "Duty")
    filings = "source_ref LIKE 'report:%'"
    if model is duty:
        return f"base.{filings}"
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is duty and not field.null:
            found = (
                f"SELECT id FROM {quote(duty._meta.db_table)} WHERE {filings} AND id < {FIRST_COPY}"
            )
            return f"base.{quote(field.column)} IN ({found})"
    return ""


def _value(field: Any) -> str:
    column = f"base.{connection.ops.quote_name(field.column)}"
    target = field.related_model if field.is_relation else field.model
    if (field.primary_key or field.is_relation) and target.__name__ not in LEFT_OUT:
        if target._meta.app_label in ROOMS:
            return f"{column} + {_start(target)} + step.n * {_last(target)}"
        return column
    return _fresh(field, column)


def _fresh(field: Any, column: str) -> str:
    postgres = connection.vendor == "postgresql"
    ways = {
        # PA-2026-00031 becomes PA-3001-600031: as a number looks, and never drawn again.
        "number": f"substr({column}, 1, 3) || (3000 + step.n) || '-' || substr({column}, 7, 1)"
        f" || substr({column}, 9)",
        "code_hash": "md5(random()::text) || md5(random()::text)"
        if postgres
        else "lower(hex(randomblob(32)))",
        "commitment": "sha256((random()::text || random()::text)::bytea)"
        if postgres
        else "randomblob(32)",
        "form_key": "NULL",
        "subject": f"{column} || '/' || step.n",
        "received_at": f"{column} - make_interval(secs => step.n * 61)"
        if postgres
        else f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-' || (step.n * 61) || ' seconds')",
    }
    return ways.get(field.name, column)


def _set_sequence(cursor: Any, model: type[models.Model]) -> None:
    if connection.vendor == "postgresql" and isinstance(model._meta.pk, models.AutoField):
        table = model._meta.db_table
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(f"{multiply(int(sys.argv[1]))}\n")
