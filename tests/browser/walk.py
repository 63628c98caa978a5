"""Walk through the site by its own links: one page of each kind that a person can reach.

`python -m tests.browser.walk URL FOLDER [LOGIN]` saves a picture of each, narrow and wide.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WIDTHS = (360, 1280)
ASIDE = ("/accounts/logout/", "/api/", "/static/", "/language/", "/record/", "/admin/")
FILES = re.compile(r"\.(csv|xlsx|docx|pdf|ics|json|png|jpe?g|webp|svg|txt|zip)$|/(file|download)/")
# What stands for a case in an address: pages that differ by it alone are of one kind.
PART = re.compile(
    r"[A-Z]{2,}[\w.-]*\d[\w.-]*|[0-9a-f-]{20,}|\d[\d.,-]*|[a-z]+(-[a-z0-9]+){2,}|to-\d+|[a-z]{2}\.[\w.]+"
)


def kind(path: str) -> str:
    """Return the address of a page with what names a single case left out."""
    return "/".join("*" if PART.fullmatch(part) else part for part in path.split("/"))


def walk(page: Any, root: str, start: str, most: int = 120) -> Iterator[tuple[str, int]]:
    """Visit one page of each kind that links lead to; yield its path and HTTP status."""
    waiting, seen = [start], {kind(start)}
    while waiting and most:
        path, most = waiting.pop(0), most - 1
        answer = page.goto(root + path)
        yield path, answer.status if answer else 0
        hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for href in hrefs:
            found = urlsplit(urljoin(root + path, href))
            shape = kind(found.path)
            outside = f"{found.scheme}://{found.netloc}" != root
            if outside or shape in seen or FILES.search(found.path) or found.path.startswith(ASIDE):
                continue
            seen.add(shape)
            waiting.append(found.path + (f"?{found.query}" if found.query else ""))


def faults(page: Any) -> list[str]:
    """Return what a person would stumble over: a wide page, or what axe finds."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"wider than {width} px")
    for one in Axe().run(page, options=AXE).response["violations"]:
        found.append(f"{one['id']} {one['nodes'][0]['html'][:200]}")
    return found


def sign_in(page: Any, root: str, login: str, password: str) -> None:
    """Enter as a member of staff."""
    page.goto(f"{root}/accounts/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("main form:has(input[name=password]) button[type=submit]")
    page.wait_for_load_state()


def main(root: str, folder: Path, login: str = "") -> int:
    """Save a picture of every kind of page and print what is wrong with it."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import CHROMIUM, FLAGS

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        if login:
            sign_in(page, root, login, "soi-mau-2026")
        for number, (path, status) in enumerate(walk(page, root, "/staff/" if login else "/")):
            sys.stdout.write(f"{status} {path} {faults(page) or ''}\n")
            sys.stdout.flush()
            name = re.sub(r"\W+", "-", path).strip("-")[:80] or "home"
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.screenshot(path=folder / f"{number:03}-{name}-{width}.png", full_page=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
