"""The browser of the tests: Debian's Chromium, without a window and without what a person wants.

The headless shell takes half the processor time of the whole browser, which is taken where there
is no other.
"""

import shutil

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
