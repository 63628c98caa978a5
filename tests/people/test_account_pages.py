"""Every page of the account library opens, for each role and in each language."""

import re
import unicodedata

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import get_resolver, reverse

from soi.notices import services as notices


def user(person, role="officer"):
    stamp = person(role, "ubnd-phuong-mau")
    return get_user_model().objects.get(pk=stamp.person.partition(":")[2])


NEEDS_MORE = {
    "account_confirm_email", "account_reset_password_from_key", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "openid_connect_callback", "openid_connect_login",
}  # fmt: skip


def account_pages():
    found = []

    def walk(patterns, prefix=""):
        for one in patterns:
            route = prefix + str(one.pattern)
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, route)
            elif route.startswith("accounts/") and one.name and one.name not in NEEDS_MORE:
                found.append(one.name)

    walk(get_resolver().url_patterns)
    return sorted(set(found))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("role", ["", "officer", "leader", "administrator"])
def test_every_page_about_an_account_opens(client, person, role, language):
    if role:
        client.force_login(user(person, role), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language

    assert "mfa_list_webauthn" in account_pages()
    for name in account_pages():
        answer = client.get(reverse(name))
        assert answer.status_code in {200, 302, 401, 403, 404, 405}, name


@pytest.mark.django_db
@pytest.mark.parametrize(("set_as", "typed_as"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFC", "NFKD")])
def test_a_password_is_the_same_however_a_keyboard_composes_it(person, set_as, typed_as):
    one = user(person)
    one.set_password(unicodedata.normalize(set_as, "Mật khẩu dài của tôi"))

    assert one.check_password(unicodedata.normalize(typed_as, "Mật khẩu dài của tôi"))
    assert not one.check_password("Mat khau dai cua toi")


@pytest.mark.django_db
def test_a_password_that_was_stored_decomposed_still_opens(person):
    one = user(person)
    super(type(one), one).set_password(unicodedata.normalize("NFD", "Mật khẩu"))

    assert one.check_password(unicodedata.normalize("NFD", "Mật khẩu"))


@pytest.mark.django_db
def test_a_reset_link_opened_in_another_browser_says_what_is_true(client, person, stamp):
    one = user(person)
    one.email = "lan@vi-du.example"
    one.save()
    client.post(reverse("account_reset_password"), {"email": one.email})
    notices.deliver(now=stamp.at.replace(year=2099))
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]
    there = client.get(link)
    other = type(client)()

    page = other.get(there.url).content.decode()

    assert "trình duyệt đã mở liên kết" in page
    assert "đã dùng rồi" not in page
    assert client.get(there.url).status_code == 200
