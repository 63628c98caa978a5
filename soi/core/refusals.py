"""The one kind of answer by which a rule says no."""

from typing import ClassVar


class Refusal(Exception):
    """A rule refuses an act.

    code: which rule, a stable word; pages turn it into a sentence
    facts: what the sentence needs
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class Unacceptable(Refusal):
    """A value that cannot be taken, with the field that it stands in.

    field: the name of the field; empty when the whole is meant
    reason: which sentence to show
    """

    code = "unacceptable"

    def __init__(self, field: str, reason: str, **facts: object) -> None:
        super().__init__(field=field, reason=reason, **facts)
        self.field, self.reason = field, reason
