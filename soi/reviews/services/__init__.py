"""Acts on reviews. Each is one transaction, and writes to the record last."""

from soi.reviews.services.measuring import (
    NewTarget,
    correct_value,
    enter_value,
    replan,
    set_target,
)
from soi.reviews.services.wording import demand_own, reword

__all__ = [
    "NewTarget",
    "correct_value",
    "demand_own",
    "enter_value",
    "replan",
    "reword",
    "set_target",
]
