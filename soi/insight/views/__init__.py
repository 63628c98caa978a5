"""Pages of hot spots: where it burns, for everybody and for those who follow it."""

from soi.insight.views.spots import act, hotspot, hotspots

__all__ = ["act", "hotspot", "hotspots"]
