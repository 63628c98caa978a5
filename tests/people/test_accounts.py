import pytest
from allauth.core.context import request_context
from django.core import mail
from django.test import RequestFactory

from soi.notices import services as notices
from soi.project.accounts import AccountAdapter, SocialAccountAdapter


def test_nobody_opens_an_account_for_themselves():
    request = RequestFactory().get("/accounts/signup/")

    assert not AccountAdapter(request).is_open_for_signup(request)
    assert not SocialAccountAdapter(request).is_open_for_signup(request, None)


@pytest.mark.django_db
def test_a_mail_about_an_account_is_queued_and_not_waited_for(rf, stamp):
    request = rf.get("/")
    words = {"password_reset_url": "http://localhost:8000/x", "user": None}

    with request_context(request):
        adapter = AccountAdapter(request)
        adapter.send_mail("account/email/password_reset_key", "lan@b.example", words)

    assert mail.outbox == []
    notices.deliver(now=stamp.at.replace(year=2099))
    [message] = mail.outbox
    assert message.to == ["lan@b.example"]
    assert "http://localhost:8000/x" in message.body
