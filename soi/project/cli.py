"""The console script `soi`: nouns and verbs over the commands of the rooms."""

import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence

PREPARED = {"serve", "help", "--help", "migrate", "restore", "import_all", "directives_extract"}
PREPARED |= {
    "insight_scan",
    "insight_flags",
    "reports_understand",
}  # files in, figures out: no database
# The sealed room's own: other settings, other database, nothing of the ward's.
ROOM = "denunciations"
SEALED_ACTS = {"seal", "send", "open", "clean", "sign", "room", "work", "prepare", "backup"}
TWO_WORDS = {
    ("law", "due"): "law_due",
    ("law", "load"): "law_load",
    ("reports", "import"): "reports_import",
    ("reports", "expire"): "reports_expire",
    ("reports", "understand"): "reports_understand",
    ("duties", "overdue"): "duties_overdue",
    ("offices", "load-national"): "offices_load_national",
    ("offices", "replay-2025"): "offices_replay_2025",
    ("offices", "pass"): "offices_pass",
    ("people", "add"): "people_add",
    ("people", "end-sessions"): "people_end_sessions",
    ("people", "reset-factor"): "people_reset_factor",
    ("notices", "deliver"): "deliver",
    ("denunciations", "chart"): "sealed_chart",  # reads the ward, never the room
    ("record", "publish"): "record_publish",
    ("record", "repair"): "record_repair",
    ("record", "erase"): "record_erase",
    ("directives", "extract"): "directives_extract",
    ("directives", "known"): "directives_known",
    ("insight", "scan"): "insight_scan",
    ("insight", "flags"): "insight_flags",
}
# These ask no database and need no settings: they run on anybody's machine.
APART = {
    ("record", "verify"): "soi.record.offline.main",
    ("record", "audit"): "soi.record.offline.main",
    ("record", "watch"): "soi.record.offline.main",
    ("witness",): "soi.record.offline.witness",
}
ONE_WORD = {
    "serve": "serve",
    "work": "work",
    "demo": "demo",
    "backup": "backup",
    "restore": "restore",
    "export": "export_all",
    "import": "import_all",
    "doctor": "doctor",
    "migrate": "migrate",
    "year-end": "reviews_year_end",
}
USAGE = """soi: the working system of a ward for public oversight

  soi serve                 serve the web and the background work
  soi demo                  build the fictional ward phường Mẫu
  soi doctor                look over the whole installation
  soi backup FILE           save the whole state while running
  soi restore FILE          bring a saved state back
  soi export DIR            write the whole state in open formats
  soi import DIR            build the exported ward where there is none yet
  soi law due RULE --from DATE
  soi offices load-national bring in the provinces and wards of the country
  soi offices replay-2025   try the reform of 1 July 2025 on a scratch database
  soi reports import FILE   take filings in from a file of JSON lines
  soi reports understand FILE   what each filing of a file means; nothing is stored
  soi directives extract FILE   read a document: citations, draft duties, checks
  soi directives known      enter the documents whose true dates are known
  soi year-end --office O --year Y --out F   the year-end report of a body, from the ledger
  soi insight scan --cases F.cas --geo F.geo   find clusters in place and time
  soi insight flags RELEASES.jsonl   what public procurement data ask somebody to look at
  soi people add LOGIN      open an account
  soi people end-sessions LOGIN --document "…"
  soi people reset-factor LOGIN --by A B --document "…"
  soi record verify PROOF   check a receipt or a proof file, without the database
  soi record audit LOG      read a whole published log again
  soi record watch LOG      compare a log with what it was
  soi record publish        give waiting entries their place and sign
  soi witness --dir DIR     put one's name under other people's logs
  soi key new               make a receiver's key for the sealed room
  soi denunciations seal FILE --manifest M --about OFFICE --out F
  soi denunciations send FILE --door ADDRESS
  soi denunciations open FILE --key K
  soi denunciations chart --out BODY    draw the receivers' chart from the ward's offices
  soi denunciations sign|room|clean|backup …

Each takes --help."""


class WrongUse(Exception):
    """A command was given words that it does not know."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 for done, 1 for not, 2 for wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"help", "--help", "-h"}:
        sys.stdout.write(USAGE + "\n")
        return 0 if words else 2
    for first, module in APART.items():
        if tuple(words[: len(first)]) == first:
            return int(importlib.import_module(module).main(words[1:]))
    command, rest = _command(words)
    group = [line for line in USAGE.splitlines() if line.startswith(f"  soi {words[0]} ")]
    if not command and group and set(words[1:]) <= {"--help", "-h", "help"}:
        sys.stdout.write("\n".join(group) + "\n")
        return 0 if words[1:] else 2
    if not command:
        sys.stderr.write(f"soi: there is no command “{' '.join(words[:2])}”; see soi --help\n")
        return 2
    return _run(command, rest)


def _command(words: list[str]) -> tuple[str, list[str]]:
    second = words[1] if len(words) > 1 else ""
    if words[0] == ROOM and second in SEALED_ACTS:
        return f"{ROOM}_{second}", words[2:]
    if words[:2] == ["key", "new"]:
        return "key_new", words[2:]
    two = TWO_WORDS.get((words[0], second))
    if two:
        return two, words[2:]
    return ONE_WORD.get(words[0], ""), words[1:]


def _run(command: str, rest: list[str]) -> int:
    sealed = command == "key_new" or command.startswith(ROOM)
    if sealed:
        os.environ["DJANGO_SETTINGS_MODULE"] = "soi.project.sealed"
    else:
        os.umask(0o077)  # the ward's; the room shares its spool with who carries from it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soi.project.settings")
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        _demand_right_use(command, rest)
        if not sealed and command not in PREPARED:
            prepare()
        call_command(command, *rest)
    except WrongUse as error:
        return _said(str(error), 2)
    except CommandError as error:
        return _said(str(error), error.returncode)
    except SystemExit as stop:
        return int(stop.code or 0)
    except KeyboardInterrupt:
        return 1
    return 0


def _demand_right_use(command: str, rest: list[str]) -> None:
    """Refuse words that the command does not know, before anything is touched."""
    from django.core.management import CommandError, get_commands, load_command_class

    app = get_commands()[command]
    found = load_command_class(app, command) if isinstance(app, str) else app
    try:
        found.create_parser("soi", command.replace("_", " ")).parse_args(rest)
    except CommandError as error:
        raise WrongUse(str(error).removeprefix("Error: ")) from error


def _said(text: str, code: int) -> int:
    sys.stderr.write(f"soi: {' '.join(text.split())}\n")
    return code


def prepare() -> None:
    """Bring the database of SOI_DATA up to date, if it is not."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    logging.disable(logging.INFO)  # what a command itself says stands alone, on either stream
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("law_load", stdout=io.StringIO())
    finally:
        logging.disable(logging.NOTSET)


if __name__ == "__main__":
    sys.exit(main())
