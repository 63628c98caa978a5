"""A heading and the sentence below it may give one task twice; it is taken once."""

import re
from dataclasses import dataclass, field

from soi.core.extraction.blocks import Block
from soi.core.extraction.phrases import Asked
from soi.core.vietnamese import fold


@dataclass
class Task:
    """One task found, before it is a draft."""

    asked: Asked
    block: int
    top: str
    heading: bool
    opens: bool
    due: str = ""
    due_more: list[str] = field(default_factory=list)
    led: bool = False  # a line below has named who leads it
    dues: list[tuple[str, str]] = field(default_factory=list)


def without_restatements(tasks: list[Task], blocks: list[Block]) -> list[Task]:
    """Drop a heading whose items are the tasks, or the one sentence that only repeats it."""
    dropped: set[int] = set()
    for at, task in enumerate(tasks):
        below = _below(tasks, at, blocks)
        if not below or not (task.heading or task.opens):
            continue
        same = [one for one in below if _restates(blocks[task.block], blocks[tasks[one].block])]
        if task.heading and len(same) == 1 and len(below) == 1:
            dropped.add(same[0])
        elif task.heading or _leads_in(blocks[task.block]):
            dropped.add(at)
    return [one for at, one in enumerate(tasks) if at not in dropped]


def _below(tasks: list[Task], at: int, blocks: list[Block]) -> list[int]:
    mine, found, seen = blocks[tasks[at].block], [], tasks[at].block
    for later in range(at + 1, len(tasks)):
        here = tasks[later].block
        if any(_begins(one) for one in blocks[seen + 1 : here + 1]):
            break
        seen = here
        if here == tasks[at].block:
            continue
        if blocks[here].depth <= mine.depth:
            break
        found.append(later)
    return found


def _begins(block: Block) -> bool:
    return block.number in {"number", "roman", "article"} or block.kind == "heading"


def _leads_in(block: Block) -> bool:
    return bool(
        re.search(
            r"(?:cu the|nhu sau|sau|sau day|nhiem vu|noi dung|viec|trong tam)$", fold(block.text)
        )
    )


def _restates(heading: Block, block: Block) -> bool:
    words = fold(heading.text).split()
    there = set(fold(block.text).split())
    return sum(word in there for word in words) >= 0.6 * len(words)
