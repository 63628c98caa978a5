"""The portal's forms: the calendar, rules on time, reorganisations, rules between offices."""

from soi.portal.forms.law import DaysForm, ReviewForm, RuleForm, day_field
from soi.portal.forms.refusals import refusal_words

__all__ = ["DaysForm", "ReviewForm", "RuleForm", "day_field", "refusal_words"]
