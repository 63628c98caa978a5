"""Is this cluster more than chance? Scan statistics over places and days.

Nothing here says why cases lie together: it says how seldom chance alone would put them so.
Needs numpy; numba (an extra) only makes it faster, the figures are the same.
"""

from soi.core.scan.chance import (
    benjamini_hochberg,
    expected_false_alarms,
    gumbel_p,
    recurrence_days,
)
from soi.core.scan.clusters import Cluster, Finding, Settings, scan
from soi.core.scan.ears import Alarm, ears_c1
from soi.core.scan.models import Model, Window, bernoulli, poisson, space_time_permutation
from soi.core.scan.zones import Zones, circles, graph_circles

__all__ = [
    "Alarm",
    "Cluster",
    "Finding",
    "Model",
    "Settings",
    "Window",
    "Zones",
    "benjamini_hochberg",
    "bernoulli",
    "circles",
    "ears_c1",
    "expected_false_alarms",
    "graph_circles",
    "gumbel_p",
    "poisson",
    "recurrence_days",
    "scan",
    "space_time_permutation",
]
