"""Whose names a checkpoint needs: the policy of a quorum, and what a witness is sent.

Source: C2SP tlog-policy, tlog-witness.
"""

import base64
import binascii
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from soi.core import notes
from soi.core.notes import BadNote, Key

_MOST = 63  # hashes in one request


class BadPolicy(ValueError):
    """A policy names what it does not define, or is not written as one."""


class BadRequest(ValueError):
    """What a witness was sent is no request."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One who is asked: a short name, a key, and an address, which may be empty."""

    name: str
    key: Key
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Names of which at least `needed` have to have signed."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to ask, and who suffices."""

    logs: tuple[Key, ...] = ()
    witnesses: Mapping[str, Witness] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = "none"

    def met(self, signed: Collection[str]) -> bool:
        """Test if those who have signed, by their keys' names, suffice."""
        if self.quorum == "none":
            return True
        names = {one.name for one in self.witnesses.values() if one.key.name in signed}
        return self._met(self.quorum, names)

    def _met(self, name: str, signed: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in signed
        return sum(self._met(one, signed) for one in group.members) >= group.needed

    def keys(self) -> list[Key]:
        """Return the keys of all witnesses."""
        return [one.key for one in self.witnesses.values()]


@dataclass(frozen=True, slots=True)
class Request:
    """What a log sends to a witness. old: the size that the witness should know."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        lines = [f"old {self.old}", *(base64.b64encode(one).decode() for one in self.proof)]
        return "\n".join([*lines, "", self.note])


def parse_policy(text: str) -> Policy:
    """Read a policy, one statement a line.

    Raises: BadPolicy.
    """
    policy = Policy()
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        try:
            policy = _with(policy, words[0], words[1:]) if words else policy
        except (IndexError, BadNote) as error:
            raise BadPolicy(f"“{line}” is not written as it must be") from error
    return policy


def _with(policy: Policy, word: str, rest: Sequence[str]) -> Policy:
    known = {*policy.witnesses, *policy.groups}
    if word == "log":
        return replace(policy, logs=(*policy.logs, notes.parse_key(rest[0])))
    if word == "witness":
        one = Witness(rest[0], notes.parse_key(rest[1]), rest[2] if rest[2:] else "")
        return replace(policy, witnesses={**policy.witnesses, one.name: one})
    if word == "group":
        group = _group(rest[1], rest[2:], known)
        return replace(policy, groups={**policy.groups, rest[0]: group})
    if word == "quorum":
        return replace(policy, quorum=_known(rest[0], {*known, "none"}))
    raise BadPolicy(f"“{word}” is no statement of a policy")


def parse_request(body: str) -> Request:
    """Read what a log has sent.

    Raises: BadRequest.
    """
    head, found, note = body.partition("\n\n")
    first, *rest = head.split("\n")
    number = first.removeprefix("old ")
    if not found or first == number or not number.isascii() or not number.isdigit():
        raise BadRequest("a request begins with the old size")
    if len(rest) > _MOST or (number != "0" and number.startswith("0")):
        raise BadRequest("the request is not written as it must be")
    try:
        proof = tuple(base64.b64decode(one, validate=True) for one in rest)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("the proof is not written as it must be") from error
    if any(len(one) != 32 for one in proof):
        raise BadRequest("a hash has 32 bytes")
    return Request(int(number), proof, note)


def _group(needed: str, members: Sequence[str], known: Collection[str]) -> Group:
    for one in members:
        _known(one, known)
    count = {"all": len(members), "any": 1}.get(needed)
    if count is None:
        count = int(needed) if needed.isdigit() else 0
    if not 1 <= count <= len(members):
        raise BadPolicy("a group asks for more than it has")
    return Group(count, tuple(members))


def _known(name: str, known: Collection[str]) -> str:
    if name not in known:
        raise BadPolicy(f"“{name}” is not defined")
    return name
