"""Every kind of page that links lead to, as each role meets it: open, narrow enough, no barrier."""

import pytest

from tests.browser import walk
from tests.browser.test_journey import PASSWORD

PEOPLE = ["", "mot-cua", "van-phong", "truong-kt", "lanh-dao", "mat-tran", "dang-uy", "quan-tri"]


@pytest.mark.slow
def test_no_link_leads_to_a_page_that_is_closed_broken_wide_or_barred(browser, server):
    root, looked_at, wrong = f"http://localhost:{server.port}", set(), []
    for login in PEOPLE:
        context = browser.new_context()
        page = context.new_page()
        if login:
            walk.sign_in(page, root, login, PASSWORD)
        for path, status in walk.walk(page, root, "/staff/" if login else "/"):
            if status != 200:
                wrong.append(f"{login}: {path} answers {status}")
            if walk.kind(path) not in looked_at:
                looked_at.add(walk.kind(path))
                wrong += [f"{path}: {fault}" for fault in walk.faults(page)]
        context.close()

    assert wrong == []
    assert len(looked_at) > 40
