"""News pages: what somebody asked of somebody is a duty; what was done, hoped or told is none."""

import json
from pathlib import Path

import pytest

from soi.core.extraction import extract

ITEMS = json.loads(Path(__file__).with_name("news.json").read_text("utf-8"))
TOLD, ASKED = ITEMS["told"], ITEMS["asked"]


@pytest.mark.parametrize("text", TOLD, ids=range(len(TOLD)))
def test_what_is_told_is_no_duty(text):
    assert extract(f"Tiêu đề tin\n\n{text}").drafts == ()


@pytest.mark.parametrize("item", ASKED, ids=range(len(ASKED)))
def test_what_is_asked_is_a_duty_of_whom_it_is_asked(item):
    found = extract(f"Tiêu đề tin\n\n{item['text']}").drafts

    assert [one.holder for one in found] == item["holders"]
    assert {one.requester for one in found} == {item["requester"]}


def test_a_page_tells_who_held_its_session():
    page = (
        "Tin\n\nSáng 5/5/2026, Đoàn giám sát của HĐND phường Mẫu do Chủ tịch HĐND chủ trì có buổi "
        "làm việc với UBND phường. Đoàn giám sát đề nghị UBND phường công khai quy hoạch."
    )

    (one,) = extract(page).drafts

    assert one.decider == "Đoàn giám sát của HĐND phường Mẫu"
