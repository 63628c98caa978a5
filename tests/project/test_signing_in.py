"""Signing in: nobody locks another out, a code works once, what is left behind ends by itself."""

import re
import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.test import Client

from soi.core.mandates import NEEDS_TWO, ROLES, Role
from soi.notices.models import Notice
from soi.people import queries, services
from soi.project.sessions import SEEN

LOGIN = "/accounts/login/"
WORDS = "thuyền nan trăng khuyết ghế mây"
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(ward, django_user_model):
    return django_user_model.objects.create_user("can-bo", "can-bo@example.vn", WORDS)


def sign_in(password, address="203.0.113.7", login="can-bo"):
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": login, "password": password})
    return "_auth_user_id" in client.session


def test_nobody_who_fails_elsewhere_locks_an_officer_out(officer):
    for number in range(40):
        assert not sign_in("sai", f"198.51.100.{number % 20}")

    assert sign_in(WORDS)


def test_who_guesses_from_one_address_is_stopped(officer):
    for _ in range(5):
        sign_in("sai")

    assert not sign_in(WORDS)


def test_six_digits_open_once_for_all_processes(officer):
    from django.conf import settings

    secret = totp.generate_totp_secret()
    row = Authenticator.objects.create(
        user=officer, type="totp", data={"secret": get_adapter() and secret}
    )
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )

    assert [totp.TOTP(row).validate_code(code) for _ in range(3)] == [True, False, False]
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"), (
        "shared, not a process's own"
    )


@pytest.mark.parametrize("host", ["127.0.0.1:6666", "localhost:1", "testserver"])
def test_a_mailed_link_names_the_ward_whatever_the_request_named(officer, settings, host):
    settings.SOI_BASE_URL = "https://soi.example.vn"

    Client().post("/accounts/password/reset/", {"email": officer.email}, headers={"Host": host})

    [notice] = Notice.objects.all()
    told = str(notice.context)
    assert "https://soi.example.vn/accounts/password/reset/key/" in told
    assert host not in told


@pytest.mark.parametrize(
    "password",
    [
        "phuongmau2026", "uybannhandan", "UBNDphuongMau@2026", "Mặt trận Tổ quốc", "matkhau123456",
        "anhyeuem2025!!", "qwertyuiop123", "P@ssw0rd2026!", "can-bo-can-bo", "111111111111",
        "congan113113113", "Nguyễn Trần 1999", "abcdefabcdef", "asdfghjkl;12", "soi mau 2026",
    ],
)  # fmt: skip
def test_what_whoever_knows_the_ward_tries_first_is_no_password(officer, password):
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, officer)


@pytest.mark.parametrize("password", [WORDS, "corvus-lattice-oboe", "bảy con cua bò ngang vườn"])
def test_a_sentence_of_ones_own_is_a_password(officer, password):
    password_validation.validate_password(password, officer)


def test_a_demo_account_opens_nothing_in_a_real_ward(officer, settings):
    officer.is_demo = True
    officer.save()
    assert sign_in(WORDS)
    client = Client()
    client.force_login(officer)

    settings.SOI_DEMO = False

    assert not sign_in(WORDS)
    assert client.get("/staff/").status_code == 302, "nor does a session from before"


@pytest.mark.parametrize("role", list(Role))
def test_roles_that_read_names_decide_or_administer_need_two_things(ward, person, settings, role):
    settings.SOI_SECOND_FACTOR = True
    stamp = person(role, "ubnd-phuong-mau")
    user = queries.users().get(pk=int(stamp.person.partition(":")[2]))
    client = Client()
    client.force_login(user)
    shut = bool(ROLES[role] & NEEDS_TWO)

    assert (client.get("/staff/").status_code == 403) is shut
    assert client.get("/accounts/2fa/").status_code == 200, "the way to add one is open"
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert client.get("/staff/").status_code == 200


def test_a_session_that_nobody_used_ends_and_what_was_typed_is_shown(officer):
    client = Client()
    client.force_login(officer)
    session = client.session
    session[SEEN] = time.time() - 2 * 3600
    session.save()

    told = client.post("/staff/", {"text": "Đã kiểm tra tại chỗ ngày 3/3"})

    assert told.status_code == 401
    assert "Đã kiểm tra tại chỗ ngày 3/3" in told.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_works_stays(officer):
    client = Client()
    client.force_login(officer)

    for _ in range(3):
        assert client.get("/staff/").status_code == 200


def test_one_sees_where_one_is_signed_in_and_ends_the_others(officer):
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": "can-bo", "password": WORDS})
    page = here.get("/accounts/sessions/")

    here.post("/accounts/sessions/")

    assert page.status_code == 200
    assert here.get("/staff/").status_code == 200
    assert there.get("/staff/").status_code == 302


def test_whoever_administers_ends_anothers_sessions_with_a_trace(officer, stamp):
    client = Client()
    client.force_login(officer)

    assert services.end_sessions(user=officer, document="QĐ 9", stamp=stamp) == 1

    assert client.get("/staff/").status_code == 302


def test_a_lost_factor_is_taken_away_by_two_others_in_charge_alone(officer, person, stamp):
    one = account(person("administrator", "ubnd-phuong-mau"))
    other = account(person("administrator", "mttq-phuong-mau"))
    clerk = account(person("officer", "ubnd-phuong-mau"))
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    told = {"user": officer, "document": "QĐ 9", "stamp": stamp}

    for by in ([one], [one, one], [one, officer], [one, clerk], []):
        with pytest.raises(services.TwoNeeded):
            services.reset_factors(by=by, **told)
    assert services.reset_factors(by=[one, other], **told) == 1


def account(stamp):
    return queries.users().get(pk=int(stamp.person.partition(":")[2]))


def test_passkeys_can_be_looked_after(officer):
    client = Client()
    client.post(LOGIN, {"login": "can-bo", "password": WORDS})

    told = client.get("/accounts/2fa/webauthn/")

    assert told.status_code < 400
    assert not re.search("Traceback", told.content.decode())
