from soi.reviews.views.year_end import detail, index, reword

__all__ = ["detail", "index", "reword"]
