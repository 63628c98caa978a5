"""Many rows fast: some filings through the real services, then copies of their rows in SQL."""

from django.db import connection, transaction

# table -> columns that point to another table's id
TABLES: dict[str, dict[str, str]] = {
    "record_entry": {"id": "record_entry"},
    "record_payload": {"entry_id": "record_entry"},
    "duties_duty": {"id": "duties_duty"},
    "duties_subholder": {"id": "duties_subholder", "duty_id": "duties_duty"},
    "duties_dutyevent": {"id": "duties_dutyevent", "duty_id": "duties_duty"},
    "reports_report": {"id": "reports_report", "duty_id": "duties_duty"},
    "reports_reportevent": {"id": "reports_reportevent", "report_id": "reports_report"},
}
NUMBERS = {("duties_duty", "number"), ("reports_report", "number")}


def multiply(total: int) -> int:
    """Copy every row until there are about `total` reports; returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reports_report")
        have = cursor.fetchone()[0]
        while have < total:
            share = min(1.0, (total - have) / have)
            have += _double(cursor, share)
        cursor.execute("ANALYZE")
    return have


def _double(cursor, share: float) -> int:  # type: ignore[no-untyped-def]
    last = {}
    for table, columns in TABLES.items():
        key = "id" if "id" in columns else "entry_id"
        cursor.execute(f"SELECT max({key}) FROM {table}")
        last[table] = cursor.fetchone()[0] or 0
    cursor.execute("SELECT count(*) FROM reports_report")
    want = int(cursor.fetchone()[0] * share)
    limits = {name: int(value * share) for name, value in last.items()}
    limits["reports_report"] = limits["duties_duty"] = min(
        max(want, 1), last["reports_report"], last["duties_duty"]
    )
    with transaction.atomic():
        for table, columns in TABLES.items():
            _copy(cursor, table, columns, last, limits)
    cursor.execute("SELECT count(*) FROM reports_report")
    return max(1, limits["reports_report"])


def _copy(cursor, table: str, keys: dict[str, str], last, limits) -> None:  # type: ignore[no-untyped-def]
    names = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    quoted = [connection.ops.quote_name(name) for name in names]
    values = [_value(table, name, keys, last) for name in names]
    where = [
        f"{connection.ops.quote_name(column)} <= {limits[target]}"
        for column, target in keys.items()
        if target in limits
    ]
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(quoted)}) "
        f"SELECT {', '.join(values)} FROM {table} WHERE {' AND '.join(where)}"
    )
    if connection.vendor == "postgresql" and "id" in names:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )


def _value(table: str, name: str, keys: dict[str, str], last) -> str:  # type: ignore[no-untyped-def]
    column = connection.ops.quote_name(name)
    postgres = connection.vendor == "postgresql"
    if name in keys:
        return f"{column} + {last[keys[name]]}"
    if (table, name) in NUMBERS:
        prefix = f"substr({column}, 1, 2)"
        return f"{prefix} || '-2025-' || (9000000 + id + {last[table]})"
    if name == "commitment":
        return "sha256((id::text || random()::text)::bytea)" if postgres else "randomblob(32)"
    if name == "code_hash":
        if postgres:
            return "md5(id::text || random()::text) || md5(random()::text)"
        return "lower(hex(randomblob(32)))"
    if name == "form_key":
        return "NULL"
    return column
