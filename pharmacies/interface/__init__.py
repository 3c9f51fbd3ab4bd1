"""The counter for a pharmacy's own system: the same operations as its pages, in JSON."""

from typing import Final

ROOT: Final = "/api/"
"""Under which every address of the interface stands, and no page."""
