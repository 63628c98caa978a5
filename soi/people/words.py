"""What the record tells of accounts and mandates, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

RECORDED = Table(
    {
        "account.opened": _("Mở một tài khoản"),
        "mandate.given": _("Giao một vai"),
        "mandate.ended": _("Thôi một vai"),
    }
)
WORDS = {"record.kind": RECORDED}
