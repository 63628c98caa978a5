"""A complaint that turns out to be a denunciation leaves nothing in the register."""

import pytest

from soi.complaints import queries, services
from soi.reports import services as report_services
from tests.complaints.conftest import UBND, VHXH
from tests.complaints.test_services import accepted


def test_a_complaint_erased_as_a_denunciation_leaves_no_case(complained, at):
    from django.core.management import call_command

    from soi.complaints.models import Case, Complainant, Dialogue
    from soi.complaints.models import Step as StepRow
    from soi.reports.models import Identity

    number = complained()
    accepted(number, at)

    report_services.erase_denunciation(number=number, stamp=at(2))

    with pytest.raises(services.NoCase):
        services.verify(number=number, text="xm", document="2/BC", stamp=at(3))
    assert not queries.register(offices=[UBND, VHXH]).exists()
    call_command("complaints_expire")
    for kept in (Case, Complainant, Dialogue, StepRow, Identity):
        assert not kept.objects.exists(), kept
