"""The sealed door as a program: it leaves no picture of its memory behind."""

import ctypes
import os
import resource
import sys

from django.core.wsgi import get_wsgi_application

_PR_SET_DUMPABLE = 4

os.environ["DJANGO_SETTINGS_MODULE"] = "soi.project.sealed"
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
if sys.platform == "linux":
    # No core file, and no other process of this user may read this one's memory.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)
application = get_wsgi_application()
