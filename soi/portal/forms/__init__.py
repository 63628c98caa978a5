"""The portal's forms: the calendar, rules on time, reorganisations, rules between offices."""

from soi.portal.forms.law import DaysForm, ReviewForm, RuleForm, day_field

__all__ = ["DaysForm", "ReviewForm", "RuleForm", "day_field"]
