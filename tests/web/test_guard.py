import io

import pytest
from django.http import HttpResponse, UnreadablePostError
from django.test import RequestFactory

from soi.web.middleware import cut_off_error, guard


def send(path="/", **meta):
    return guard(lambda request: HttpResponse("ok"))(RequestFactory().get(path, **meta))


def test_every_answer_tells_browsers_to_load_nothing_from_elsewhere():
    answer = send()

    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/a\x00b", "/?q=%00"])
def test_nul_bytes_in_an_address_are_refused(path):
    assert send(path).status_code == 400


def test_a_request_too_large_is_refused_before_it_is_read():
    assert send(CONTENT_LENGTH=str(61 * 1024 * 1024)).status_code == 413


def test_a_program_is_answered_in_its_own_form():
    answer = send("/api/v1/reports?q=%00")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json"


def test_https_is_kept_once_it_is_there(settings):
    assert "Strict-Transport-Security" not in send()

    settings.SESSION_COOKIE_SECURE = True

    assert "Strict-Transport-Security" in send()


class Broken(io.BytesIO):
    """What a server hands on where a body stopped half-way."""

    failed = True


def test_what_broke_off_is_answered_so_whatever_a_page_made_of_its_half():
    answer = send("/api/v1/reports", **{"wsgi.input": Broken()})

    assert answer.status_code == 408
    assert b"ch\u1eadm" in answer.content


def test_a_page_that_could_not_read_to_the_end_is_no_fault_of_ours():
    request = RequestFactory().post("/reports/new")

    assert cut_off_error(request, UnreadablePostError("x")).status_code == 408
    assert cut_off_error(request, ValueError("x")) is None
