"""From a text to draft duties with their places. A person confirms each; none binds before."""

from soi.core.extraction.dues import figure
from soi.core.extraction.extract import extract
from soi.core.extraction.findings import Known
from soi.core.extraction.shapes import Draft, Extraction, Finding, Genre, Page

__all__ = ["Draft", "Extraction", "Finding", "Genre", "Known", "Page", "extract", "figure"]
