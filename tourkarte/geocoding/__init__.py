"""A table of addresses becomes the same table with points: streamed, and resumed where it was stopped.

    source (how the table is written, its columns) -> row -> venue -> place -> results -> target

The rows of the input are kept as they are, byte for byte where they have as many cells as the header; what was found
stands behind them. The output is only ever appended to, so that whatever ends a run, the next one goes on after the
last whole row, without asking anything twice.
"""

from tourkarte.geocoding.run import geocode, retry
from tourkarte.geocoding.source import Source, open_source

__all__ = ["Source", "geocode", "open_source", "retry"]
