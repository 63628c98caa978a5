"""Insight: where it burns, what smells. It says where to look, never what was found."""
