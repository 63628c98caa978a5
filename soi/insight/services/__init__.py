"""What people do about hot spots. The night's look is `services.nightly`: it brings numpy along."""

from soi.insight.services.acts import Task, assign, close, follow, look

__all__ = ["Task", "assign", "close", "follow", "look"]
