"""Accounts and mandates: given by somebody in charge, with a document, for some time.

The record names offices, posts and roles; which account stands behind them it never says.
"""

from collections.abc import Sequence
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from soi.core.mandates import NOT_LENT, Role
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.offices import queries as offices
from soi.people import queries
from soi.people.models import Mandate, User
from soi.record import services as record


class OwnMandate(Refusal):
    """Nobody gives, prolongs or ends a mandate of their own. facts: role, office."""

    code = "own_mandate"


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None,
    stamp: Stamp,
    email: str = "",
    demo: bool = False,
) -> User:
    """Open an account that may do nothing until it is given a mandate.

    password: None for one that is invited, or signs in by a province's own service
    Raises: Unacceptable, where the log-in is malformed or taken, or the name is empty.
    """
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise Unacceptable("username", "malformed", username=username) from error
    if User.objects.filter(username=username).exists():
        raise Unacceptable("username", "username_taken", username=username)
    if not display_name.strip():
        raise Unacceptable("display_name", "missing")
    user = User(username=username, display_name=display_name, email=email, is_demo=demo)
    user.set_password(password)
    user.save()
    record.append(kind="account.opened", subject="accounts", facts={}, stamp=stamp)
    return user


def invite(user: User) -> str:
    """Return the path under which `user` sets a password: once, within three days."""
    key = default_token_generator.make_token(user)
    words = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=words)


@transaction.atomic
def give_mandate(
    *,
    user: User,
    role: Role,
    office: str,
    since: date,
    document: str,
    stamp: Stamp,
    post: str = "",
    until: date | None = None,
    stands_in_for: Mandate | None = None,
) -> Mandate:
    """Trust a user with a role in an office, from one day until another.

    stands_in_for: the mandate of whoever is away, where this one is a deputy's
    Raises: OwnMandate; Unacceptable, where there is no such office or post, no document,
    the days are the wrong way round, or the same mandate is already held.
    """
    if stamp.person == f"user:{user.pk}":
        raise OwnMandate(role=role.value, office=office)
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    if until is not None and until < since:
        raise Unacceptable("until", "before_since", since=since)
    office_id, post_id = offices.identify(office, post)
    _demand_not_held(user, role, office_id, since, until)
    mandate = Mandate.objects.create(
        user=user,
        role=role,
        office_id=office_id,
        post_id=post_id,
        since=since,
        until=until,
        document=document,
        stands_in_for=stands_in_for,
    )
    record.append(
        kind="mandate.given", subject=_subject(mandate), facts=_facts(mandate), stamp=stamp
    )
    return mandate


@transaction.atomic
def stand_in(
    *,
    user: User,
    deputy: User,
    reach: frozenset[str],
    since: date,
    until: date,
    document: str,
    stamp: Stamp,
) -> int:
    """Give a deputy what somebody away does for their offices; return how many mandates.

    None outlives the mandate it stands in for; none is given that is a person's own or the
    machine's, or that the deputy has.
    reach: the offices of which mandates are given
    Raises: OwnMandate, Unacceptable.
    """
    there = queries.in_force(since).filter(office__slug__in=reach)
    had = set(there.filter(user=deputy).values_list("role", "office_id"))
    lent = [
        one
        for one in there.filter(user=user).exclude(role__in=NOT_LENT)
        if (one.role, one.office_id) not in had
    ]
    for one in lent:
        give_mandate(
            user=deputy,
            role=Role(one.role),
            office=one.office.slug,
            since=since,
            until=min(until, one.until or until),
            document=document,
            post=one.post.slug if one.post else "",
            stands_in_for=one,
            stamp=stamp,
        )
    return len(lent)


@transaction.atomic
def end_mandate(*, mandate_id: int, until: date, document: str, stamp: Stamp) -> Mandate:
    """End a mandate with the day `until`, and with it whoever stands in for it.

    What was done under it stays what it was.

    Raises: OwnMandate; Unacceptable, where there is no document, it has ended already, or
    would end before it began.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("office", "post")
    mandate = rows.get(pk=mandate_id)
    if stamp.person == f"user:{mandate.user_id}":
        raise OwnMandate(role=mandate.role, office=mandate.office.slug)
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    if until < mandate.since:
        raise Unacceptable("until", "before_since", since=mandate.since)
    if mandate.until is not None and mandate.until <= until:
        raise Unacceptable("until", "already_ended", until=mandate.until)
    _end(mandate, until, document, stamp)
    return mandate


def _end(mandate: Mandate, until: date, document: str, stamp: Stamp) -> None:
    mandate.until = until
    mandate.save(update_fields=["until"])
    facts = {**_facts(mandate), "document": document}
    record.append(kind="mandate.ended", subject=_subject(mandate), facts=facts, stamp=stamp)
    longer = Q(until=None) | Q(until__gt=until)
    rows = mandate.deputies.select_for_update(of=("self",)).select_related("office", "post")
    for one in rows.filter(longer):
        _end(one, until, document, stamp)


class TwoNeeded(Refusal):
    """A way round a sign-in takes two who administer, neither of them its owner. facts: reason."""

    code = "two_needed"


@transaction.atomic
def reset_factors(*, user: User, by: Sequence[User], document: str, stamp: Stamp) -> int:
    """Take away a lost second factor and end every session; returns how many factors went.

    by: two persons who may administer on the day, neither of them `user`
    Raises: TwoNeeded; Unacceptable, where no document is named.
    """
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    persons = {one.pk for one in by}
    if len(persons) < 2 or user.pk in persons:
        raise TwoNeeded(reason="two_others")
    for one in by:
        if not queries.may(queries.mandates(one.pk, stamp.on), "people.edit", "", stamp.on):
            raise TwoNeeded(reason="not_in_charge", username=one.username)
    gone: int
    gone, _rows = Authenticator.objects.filter(user=user).delete()
    facts = {"document": document, "by": sorted(persons)}
    record.append(kind="account.factors_reset", subject="accounts", facts=facts, stamp=stamp)
    end_sessions(user=user, document=document, stamp=stamp)
    return gone


@transaction.atomic
def end_sessions(*, user: User, document: str, stamp: Stamp) -> int:
    """End every session of an account; returns how many. Raises: Unacceptable."""
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    ended = 0
    for row in Session.objects.all():
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            row.delete()
            ended += 1
    facts = {"document": document, "ended": ended}
    record.append(kind="account.sessions_ended", subject="accounts", facts=facts, stamp=stamp)
    return ended


def _demand_not_held(
    user: User, role: Role, office_id: int, since: date, until: date | None
) -> None:
    same = Mandate.objects.filter(user=user, role=role, office_id=office_id)
    meets = Q(until=None) | Q(until__gte=since)
    if until is not None:
        meets &= Q(since__lte=until)
    if same.filter(meets).exists():
        raise Unacceptable("role", "already_held", role=role.value)


def _subject(mandate: Mandate) -> str:
    return f"post:{mandate.post.slug}" if mandate.post else f"office:{mandate.office.slug}"


def _facts(mandate: Mandate) -> dict[str, str]:
    return {
        "role": str(mandate.role),
        "office": mandate.office.slug,
        "post": mandate.post.slug if mandate.post else "",
        "since": mandate.since.isoformat(),
        "until": mandate.until.isoformat() if mandate.until else "",
        "document": mandate.document,
    }
