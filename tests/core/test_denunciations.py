"""The life of a denunciation as a table: what fits when, and what the law forbids."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.denunciations import ACTS, ActRefused, Case, State, demand_act, plain, state_of

SCRIPTS = Path(__file__).parents[2] / "soi/denunciations/static/denunciations"
WRITTEN = {"text": "x", "document": "QĐ 1", "condition": "complex"}
NODE = shutil.which("node")

REFUSED = """
    việc    | bước       | có tên | rõ | rút | ép | vi phạm | lý do      | vì sao
    accept  | registered | không  | có | không | không | không | anonymous | Điều 25.1
    check   | registered | có     | có | không | không | không | named     | có tên thì thụ lý
    refuse  | registered | không  | có | không | không | không | concrete  | Điều 25.2
    stop    | verifying  | có     | có | không | không | không | must_go_on | chưa ai rút
    stop    | verifying  | có     | có | có    | có    | không | must_go_on | bị ép rút
    stop    | verifying  | có     | có | có    | không | có    | must_go_on | có dấu hiệu vi phạm
    accept  | new        | có     | có | không | không | không | not_now   | chưa vào sổ
    conclude | registered | có    | có | không | không | không | not_now   | chưa thụ lý
"""


def rows():
    lines = [line.split("|") for line in REFUSED.strip().splitlines()[1:]]
    return [[cell.strip() for cell in line] for line in lines]


@pytest.mark.parametrize(
    ("act", "state", "named", "concrete", "withdrawn", "coerced", "breach", "reason", "why"), rows()
)
def test_the_law_refuses(act, state, named, concrete, withdrawn, coerced, breach, reason, why):
    yes = [one == "có" for one in (named, concrete, withdrawn, coerced, breach)]

    with pytest.raises(ActRefused) as refusal:
        demand_act(act, state, Case(*yes), WRITTEN)
    assert refusal.value.facts["reason"] == reason, why


def test_a_withdrawal_without_force_or_breach_may_stop_it():
    case = Case(withdrawn=True)

    assert demand_act("stop", State.VERIFYING, case, WRITTEN) == State.STOPPED


def test_nothing_is_done_without_being_written_down():
    with pytest.raises(ActRefused) as refusal:
        demand_act("conclude", State.VERIFYING, Case(), {"text": "x", "document": " "})
    assert refusal.value.facts["reason"] == "not_written"


def test_a_named_and_an_anonymous_one_come_to_their_conclusion():
    named = ["register", "accept", "notify", "verify", "extend", "suspend", "resume", "conclude"]
    anonymous = ["register", "check", "conclude", "publish"]

    assert state_of(named) == state_of(anonymous) == State.CONCLUDED


def test_every_step_that_begins_can_end():
    begun = {rule for act in ACTS.values() for rule in act.begins}
    ended = {rule for act in ACTS.values() for rule in act.ends}

    # A transfer is ended by whoever gets it, outside this case.
    assert begun - ended == {"tc.transfer"}


def test_the_superior_is_told_once_a_step_is_overdue_and_not_before():
    told = {"text": "Quá hạn kiểm tra bước đầu"}
    with pytest.raises(ActRefused) as refusal:
        demand_act("overdue", State.REGISTERED, Case(late=False), told)

    assert refusal.value.facts["reason"] == "not_late"
    assert demand_act("overdue", State.REGISTERED, Case(late=True), told) == State.REGISTERED
    assert (ACTS["overdue"].begins, ACTS["ask_report"].ends) == (("tc.overdue_ask",),) * 2
    assert (ACTS["ask_report"].begins, ACTS["report"].ends) == (("tc.overdue_report",),) * 2


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
def test_acts_that_do_not_fit_change_nothing(acts):
    state = State.NEW
    for act in acts:
        before, state = state, State(state_of([*_reach(state), act]))
        assert state == before or before in ACTS[act].before


def _reach(state):
    ways = {
        State.NEW: [], State.REGISTERED: ["register"], State.CHECKING: ["register", "check"],
        State.ACCEPTED: ["register", "accept"], State.VERIFYING: ["register", "accept", "verify"],
        State.SUSPENDED: ["register", "accept", "suspend"],
        State.CONCLUDED: ["register", "check", "conclude"],
        State.TRANSFERRED: ["register", "transfer"], State.NOT_ACCEPTED: ["register", "refuse"],
        State.STOPPED: ["register", "stop"],
    }  # fmt: skip
    return ways[state]


@pytest.mark.skipif(not NODE, reason="SKIPPED LOUDLY: no node here")
def test_the_readers_page_keeps_to_the_same_table():
    cases = [
        (act, state, named, withdrawn, coerced, concrete, late)
        for act in ACTS for state in State for named in (True, False)
        for withdrawn in (True, False) for coerced in (True, False) for concrete in (True, False)
        for late in (True, False)
    ]  # fmt: skip
    script = """
    const fs = require("node:fs"), vm = require("node:vm");
    globalThis.SoiSeal = {}; globalThis.SoiCompetence = {};
    vm.runInThisContext(fs.readFileSync(process.argv[1], "utf8"));
    const { life, cases, written } = JSON.parse(fs.readFileSync(0, "utf8"));
    console.log(JSON.stringify(cases.map((
      [act, state, named, withdrawn, coerced, concrete, late]) =>
      SoiCases.fault(act, state, { named, withdrawn, late },
        { ...written, ...(coerced && { coerced: "on" }), ...(concrete && { concrete: "on" }) },
        life) === "")));
    """
    asked = json.dumps({"life": plain(), "cases": cases, "written": WRITTEN})
    done = subprocess.run(
        [NODE, "-e", script, "--", SCRIPTS / "cases.js"], input=asked, text=True,
        capture_output=True, check=True,
    )  # fmt: skip

    assert json.loads(done.stdout) == [_allowed(*one) for one in cases]


def _allowed(act, state, named, withdrawn, coerced, concrete, late):
    case = Case(
        named=named, concrete=concrete, withdrawn=withdrawn, coerced=coerced, late=late
    )  # fmt: skip
    try:
        demand_act(act, state, case, WRITTEN)
    except ActRefused:
        return False
    return True
