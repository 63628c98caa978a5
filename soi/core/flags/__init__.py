"""Red flags in public money: named rules with evidence, never a verdict, never a total.

A flag says that a person should look, and where; there is an innocent reason for each.
"""

from soi.core.flags.reading import Apart, Reader, Reading
from soi.core.flags.settings import ALL, INDICATORS, BadSettings, Settings, read

__all__ = ["ALL", "INDICATORS", "Apart", "BadSettings", "Reader", "Reading", "Settings", "read"]
