import json

import pytest
from django.core.management import CommandError, call_command

from soi.law.management.commands import law_calendar_fixture


def due(capsys, *words):
    call_command("law_due", *words, "--json")
    return json.loads(capsys.readouterr().out)["items"]


def test_law_due_tells_day_rule_source_trace_and_review(law, capsys):
    (item,) = due(capsys, "td.reply", "--from", "2026-08-20")

    assert item["rule"] == "td.reply"
    assert item["due_on"] == "2026-09-07"
    assert item["source"] == "Luật Tiếp công dân 42/2013/QH13, Điều 28.1"
    assert item["review"] == "not_reviewed"
    assert {"step": "day0", "value": "2026-08-20"} in item["trace"]


def test_law_due_follows_a_rule_to_the_one_that_replaced_it(law, capsys):
    (old,) = due(capsys, "kn.accept1", "--from", "2026-06-30")
    (new,) = due(capsys, "kn.accept1", "--from", "2026-07-01")

    assert (old["rule"], old["due_on"]) == ("kn.accept1", "2026-07-10")
    assert (new["rule"], new["due_on"]) == ("kn.accept.2026", "2026-07-10")


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ([], "2026-10-01"),
        (["complex"], "2026-10-16"),
        (["remote"], "2026-10-16"),
        (["remote", "complex"], "2026-11-02"),
    ],
)
def test_law_due_takes_the_facts_of_a_case(law, capsys, facts, day):
    words = [word for fact in facts for word in ("--fact", fact)]

    (item,) = due(capsys, "kn.resolve1", "--from", "2026-09-01", *words)

    assert item["due_on"] == day


def test_law_due_counts_backwards_for_what_must_come_before(law, capsys):
    (item,) = due(capsys, "td.schedule", "--from", "2026-09-09")

    assert item["due_on"] == "2026-08-28"


def test_law_due_of_a_kind_returns_all_its_steps(law, capsys):
    items = due(capsys, "tiep_dan", "--from", "2026-06-30")

    days = {item["rule"]: item["due_on"] for item in items}
    assert days["td.commune_chair"] == "2026-07-03"
    assert len(days) == 6


def test_law_due_says_in_words_that_no_jurist_has_read_the_rule(law, capsys):
    call_command("law_due", "td.reply", "--from", "2026-08-20")

    assert "chưa được luật gia rà soát" in capsys.readouterr().out


def test_law_due_refuses_a_rule_that_is_not_there(law):
    with pytest.raises(CommandError, match=r"nix.*01/07/2026"):
        call_command("law_due", "nix", "--from", "2026-07-01")


@pytest.mark.parametrize("day", ["31/12/2026", "9999-12-31", "0001-01-01"])
def test_law_due_asks_for_a_day_it_can_read(law, day):
    with pytest.raises(CommandError) as refusal:
        call_command("law_due", "td.reply", "--from", day)

    assert refusal.value.returncode == 2


def test_law_load_says_what_it_brought_in(db, capsys):
    call_command("law_load", "--json")
    first = json.loads(capsys.readouterr().out)
    call_command("law_load")

    assert first == {"rules": 72, "days": 91, "transitions": 3}
    assert "0 quy tắc" in capsys.readouterr().out


def test_the_calendar_command_writes_the_days_it_counted(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(law_calendar_fixture, "DATA", tmp_path)

    call_command("law_calendar_fixture", "--first", "2026", "--last", "2026")

    days = json.loads((tmp_path / "calendar.json").read_text("utf-8"))["days"]
    assert {"2026-01-02", "2026-01-10"} <= {one["on"] for one in days}
    assert "2026-11-24" not in {one["on"] for one in days}
    assert str(len(days)) in capsys.readouterr().out
