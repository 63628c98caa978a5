import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.umask(0o077)  # what the ward writes is its own to read
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soi.project.settings")
application = get_wsgi_application()
# Every page is read here, once, before the workers part: else each reads them at its first call.
get_resolver().url_patterns  # noqa: B018
# What was read stays: a full collection in a worker would walk it again each time, 0.1 seconds.
gc.collect()
gc.freeze()
