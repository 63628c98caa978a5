import pytest

from soi.core.receipts import ALPHABET
from soi.record import queries as record
from soi.reports import queries, services

DISPUTE = {"reason": "not_satisfied", "text": "Đèn vẫn tắt ở đầu hẻm"}


def state(receipt):
    return queries.by_number(receipt.number).state


def test_a_number_leads_to_its_public_page(client, received):
    typed = received.number.lower().replace("-", " ")

    answer = client.post("/lookup/", {"code": typed})

    assert answer["Location"] == f"/reports/{received.number}/"


def test_a_code_opens_the_senders_page_which_is_not_kept(client, received):
    answer = client.post("/lookup/", {"code": received.code.lower().replace("-", " ")})

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Sen Hồng" in answer.content.decode()


def test_the_code_stands_in_no_address_of_the_page(client, answered):
    html = client.post("/lookup/", {"code": answered.code}).content.decode()

    assert f'value="{answered.code}"' in html
    assert not [part for part in html.split('"') if "/" in part and answered.code in part]


def test_a_mistyped_code_names_the_check_character(client, received):
    last = next(one for one in ALPHABET if one != received.code[-1])

    answer = client.post("/lookup/", {"code": received.code[:-1] + last})

    assert answer.status_code == 422
    assert "8 và B" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "xin chào", "PA-2026-99999", "A" * 200, "\x00"])
def test_what_is_neither_number_nor_code_is_told_so(client, ward, typed):
    answer = client.post("/lookup/", {"code": typed})

    assert answer.status_code in {400, 422}


def test_guessing_is_slowed_and_says_how_long(client, received):
    for _ in range(30):
        client.post("/lookup/", {"code": "K7QM-3WTR-9HXE-42"})

    answer = client.post("/lookup/", {"code": received.code})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "phút" in answer.content.decode()


@pytest.mark.parametrize("page", ["proof", "disclosure"])
def test_guessing_at_proofs_is_slowed_by_the_same_count_and_says_how_long(client, received, page):
    for _ in range(30):
        client.post(f"/lookup/{page}/", {"code": "K7QM-3WTR-9HXE-42"})

    answer = client.post(f"/lookup/{page}/", {"code": received.code})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Thử quá nhiều lần" in answer.content.decode()
    assert client.post("/lookup/", {"code": received.code}).status_code == 429


def test_the_sender_accepts_an_answer(client, answered):
    answer = client.post("/lookup/accept/", {"code": answered.code})

    assert answer.status_code == 200
    assert state(answered) == "done"


def test_the_sender_disputes_an_answer_with_a_reason(client, answered):
    answer = client.post("/lookup/dispute/", {"code": answered.code, **DISPUTE})

    assert "chưa đồng ý" in answer.content.decode()
    assert state(answered) == "disputed"


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"reason": "vì ghét"}, {"text": ""}])
def test_a_dispute_that_says_too_little_is_asked_for_more(client, answered, wrong):
    root = record.root()

    answer = client.post("/lookup/dispute/", {"code": answered.code, **DISPUTE, **wrong})

    assert answer.status_code == 422
    assert record.root() == root


def test_accepting_what_was_not_answered_is_refused_in_words(client, received):
    answer = client.post("/lookup/accept/", {"code": received.code})

    assert answer.status_code == 422
    assert "không còn ở bước" in answer.content.decode()


def test_the_sender_adds_words_that_are_not_public(client, received, officer):
    client.post("/lookup/add/", {"code": received.code, "text": "Thêm: cột số 14 cũng tắt"})

    services.publish(number=received.number, stamp=officer("mot-cua-phuong-mau"))
    assert "cột số 14" not in client.get(f"/reports/{received.number}/").content.decode()
    mine = client.post("/lookup/", {"code": received.code}).content.decode()
    assert "cột số 14" in mine


def test_the_sender_withdraws_and_opens_again(client, received):
    client.post("/lookup/withdraw/", {"code": received.code})
    assert state(received) == "withdrawn"

    client.post("/lookup/reopen/", {"code": received.code, "text": "Đèn lại tắt từ hôm qua"})
    assert state(received) == "reopened"


def test_an_act_that_does_not_exist_is_not_found(client, received):
    assert client.post("/lookup/delete/", {"code": received.code}).status_code == 404
