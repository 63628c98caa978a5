from soi.oversight.views.acts import act, step
from soi.oversight.views.field import entry, field, picture, send_picture
from soi.oversight.views.pages import desk, listed, new, visit

__all__ = [
    "act",
    "desk",
    "entry",
    "field",
    "listed",
    "new",
    "picture",
    "send_picture",
    "step",
    "visit",
]
