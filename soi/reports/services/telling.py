"""Telling whoever sent a filing that something happened: by what they left for just this.

By e-mail where there is an address; by Zalo, else by short message, where there is a telephone
and the ward has a gateway. The number, a day and a link; never a text, a name or the code.
"""

from collections.abc import Mapping

from soi.core.stamps import Stamp
from soi.notices import services as notices
from soi.reports.models import Identity, Report


def tell_sender(
    report: Report, template: str, stamp: Stamp, facts: Mapping[str, object] | None = None
) -> None:
    """Queue a message of one step to the sender; nothing where they left no address.

    template: of `notices`, one for each step
    """
    if not report.identity_key:
        return
    one = Identity.objects.filter(key=report.identity_key).only("email", "phone").first()
    if one is None:
        return
    common = {
        "template": template,
        "context": {"number": report.number, **(facts or {})},
        "language": report.language,
        "stamp": stamp,
    }
    notices.queue(to=one.email, **common)  # type: ignore[arg-type]
    if notices.queue(to=one.phone, channel="zalo", **common) is None:  # type: ignore[arg-type]
        notices.queue(to=one.phone, channel="sms", **common)  # type: ignore[arg-type]
