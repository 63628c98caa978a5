from soi.reviews.views.targets import act, target, targets
from soi.reviews.views.year_end import detail, index, reword

__all__ = ["act", "detail", "index", "reword", "target", "targets"]
