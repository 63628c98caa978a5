"""Acts on reviews. Each is one transaction, and writes to the record last."""

from soi.reviews.services.wording import reword

__all__ = ["reword"]
