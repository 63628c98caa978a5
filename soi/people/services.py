"""Accounts and mandates: given by somebody in charge, with a document, for some time."""

from datetime import date

from django.db import transaction

from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.offices import queries as offices
from soi.people.models import Mandate, User
from soi.record import services as record


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None,
    stamp: Stamp,
    email: str = "",
    demo: bool = False,  # noqa: FBT001, FBT002 - keyword-only
) -> User:
    """Open an account that may do nothing until it is given a mandate.

    password: None for one that signs in by passkey or a province's own service
    Raises: Unacceptable, where the log-in is taken.
    """
    if User.objects.filter(username=username).exists():
        raise Unacceptable("username", "username_taken", username=username)
    user = User(username=username, display_name=display_name, email=email, is_demo=demo)
    user.set_password(password)
    user.save()
    # The record names posts; an account alone is a number.
    facts = {"account": f"user:{user.pk}"}
    subject = f"user:{user.pk}"
    record.append(kind="user.created", subject=subject, facts=facts, stamp=stamp, begins=True)
    return user


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
) -> Mandate:
    """Trust a user with a role in an office, from one day until another.

    Raises: Unacceptable, where there is no such office or post, or no document.
    """
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    office_id, post_id = offices.identify(office, post)
    mandate = Mandate.objects.create(
        user=user,
        role=role,
        office_id=office_id,
        post_id=post_id,
        since=since,
        until=until,
        document=document,
    )
    facts = {"role": role.value, "office": office, "post": post, "since": since.isoformat()}
    subject = f"user:{user.pk}"
    facts["document"] = document
    record.append(kind="mandate.given", subject=subject, facts=facts, stamp=stamp)
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, until: date, document: str, stamp: Stamp) -> Mandate:
    """End a mandate with the day `until`; what was done under it stays what it was."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate_id)
    mandate.until = until
    mandate.save(update_fields=["until"])
    facts = {"role": mandate.role, "until": until.isoformat(), "document": document}
    subject = f"user:{mandate.user_id}"
    record.append(kind="mandate.ended", subject=subject, facts=facts, stamp=stamp)
    return mandate
