"""Settings for the yard's own tools (types, migrations): every room at once. Never served."""

from soi.project.settings import *  # noqa: F403
from soi.project.settings import INSTALLED_APPS as _PUBLIC

INSTALLED_APPS = [*_PUBLIC, "soi.denunciations"]
