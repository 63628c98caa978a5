"""The life of a denunciation (tố cáo) in the hands of its readers: acts, states, steps with a day.

The server never sees these acts; the reader's page and the tests share this one table.

Source: Luật Tố cáo 25/2018/QH14, Điều 24 to 40; Nghị định 31/2019/NĐ-CP; Nghị định
156/2026/NĐ-CP, Điều 4 (a withdrawal under coercion stops nothing).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from soi.core.refusals import Refusal


class State(StrEnum):
    """Where a case stands."""

    NEW = "new"  # mới đến
    REGISTERED = "registered"  # đã vào sổ, đang kiểm tra bước đầu
    CHECKING = "checking"  # nặc danh có căn cứ: đang kiểm tra (Điều 25.2)
    ACCEPTED = "accepted"  # đã thụ lý
    VERIFYING = "verifying"  # đang xác minh
    SUSPENDED = "suspended"  # tạm đình chỉ
    CONCLUDED = "concluded"  # đã kết luận
    TRANSFERRED = "transferred"  # đã chuyển nơi có thẩm quyền
    NOT_ACCEPTED = "not_accepted"  # không thụ lý, có nêu lý do
    STOPPED = "stopped"  # đình chỉ


_WORK = (State.ACCEPTED, State.VERIFYING)
_OPEN = (State.REGISTERED, State.CHECKING, *_WORK, State.SUSPENDED)


class ActRefused(Refusal):
    """The act does not fit where the case stands. facts: act, state, reason."""

    code = "act_refused"


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a case.

    before: the states in which it fits
    after: the state it leads to; empty where nothing changes
    begins, ends: rules of the law whose steps it begins or ends
    asks: what must be written down
    """

    before: tuple[str, ...]
    after: str = ""
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


ACTS: dict[str, Act] = {
    "register": Act((State.NEW,), State.REGISTERED, ("tc.initial",)),
    "accept": Act(
        (State.REGISTERED,), State.ACCEPTED, ("tc.notify_accept", "tc.resolve"), ("tc.initial",),
        ("document",),
    ),
    "check": Act((State.REGISTERED,), State.CHECKING, (), ("tc.initial",), ("text",)),
    "transfer": Act(
        (State.REGISTERED,), State.TRANSFERRED, ("tc.transfer",), ("tc.initial",), ("text",)
    ),
    "refuse": Act((State.REGISTERED,), State.NOT_ACCEPTED, (), ("tc.initial",), ("text",)),
    "notify": Act((*_WORK, State.SUSPENDED), "", (), ("tc.notify_accept",)),
    "verify": Act((State.ACCEPTED,), State.VERIFYING, (), (), ("text",)),
    "extend": Act(_WORK, "", (), (), ("document", "condition")),
    "suspend": Act(_WORK, State.SUSPENDED, ("tc.suspend_notice",), (), ("document",)),
    "resume": Act((State.SUSPENDED,), State.VERIFYING, (), ("tc.suspend_notice",), ("document",)),
    "protect": Act((State.NEW, *_OPEN, State.CONCLUDED), "", (), (), ("text",)),
    "conclude": Act(
        (*_WORK, State.CHECKING), State.CONCLUDED, ("tc.send", "tc.publish"),
        ("tc.resolve", "tc.notify_accept"), ("document", "text"),
    ),
    "send": Act((State.CONCLUDED,), "", (), ("tc.send",)),
    "publish": Act((State.CONCLUDED,), "", (), ("tc.publish",), ("text",)),
    "stop": Act(
        (State.REGISTERED, *_WORK), State.STOPPED, ("tc.suspend_notice",),
        ("tc.initial", "tc.resolve", "tc.notify_accept"), ("document", "text"),
    ),
    "overdue": Act(_OPEN, "", ("tc.overdue_ask",), (), ("text",)),
    "ask_report": Act(_OPEN, "", ("tc.overdue_report",), ("tc.overdue_ask",), ("text",)),
    "report": Act(_OPEN, "", (), ("tc.overdue_report",), ("text",)),
    "recuse": Act((State.NEW, *_OPEN, State.CONCLUDED), "", (), (), ("text",)),
    "forward": Act((State.NEW, *_OPEN, State.CONCLUDED), "", (), (), ("text",)),
    "note": Act(tuple(State), "", (), (), ("text",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """What decides which acts are lawful.

    named: the denouncer gave a name
    concrete: person and act are clear, with evidence (Điều 25.2)
    withdrawn: the denouncer has withdrawn
    coerced, breach: signs of coercion, or of a breach of law
    late: the last day of a step is past
    """

    named: bool = True
    concrete: bool = True
    withdrawn: bool = False
    coerced: bool = False
    breach: bool = False
    late: bool = False


def demand_act(act: str, state: str, case: Case, written: Mapping[str, str]) -> str:
    """Return the state after an act.

    Raises: ActRefused.
    """
    rule = ACTS.get(act)
    if rule is None or state not in rule.before:
        raise ActRefused(act=act, state=state, reason="not_now")
    if any(not written.get(name, "").strip() for name in rule.asks):
        raise ActRefused(act=act, state=state, reason="not_written")
    if reason := _unlawful(act, case):
        raise ActRefused(act=act, state=state, reason=reason)
    return rule.after or state


def _unlawful(act: str, case: Case) -> str:
    if act == "accept" and not case.named:
        return "anonymous"  # Điều 25.1; what is concrete is checked instead
    if act == "check" and case.named:
        return "named"
    if act == "refuse" and not case.named and case.concrete:
        return "concrete"  # Điều 25.2: never refused for want of a name
    if act == "stop" and (not case.withdrawn or case.coerced or case.breach):
        return "must_go_on"
    if act == "overdue" and not case.late:
        return "not_late"  # Điều 38: the superior asks once the limit is past, not before
    return ""


def state_of(acts: Iterable[str]) -> str:
    """Return where a case stands after some acts in their order; what does not fit is left out."""
    state: str = State.NEW
    for act in acts:
        rule = ACTS.get(act)
        if rule and state in rule.before:
            state = rule.after or state
    return state


def plain() -> dict[str, dict[str, object]]:
    """Return the table as JSON holds it, for the reader's page."""
    return {name: asdict(act) for name, act in ACTS.items()}
