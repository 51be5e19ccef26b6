"""The report as a value: texts, tables and one chart, without a page, a font or a PDF in sight.

Every figure stands here as the string that is printed, so that tests and the verification can read the report without
drawing it. Must not compute a figure: it shows those of the summary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exports.report.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body, or a heading (`h2`), a caption, a note under a table, an annex title."""

    text: str
    style: Literal["body", "h2", "caption", "note", "annex"] = "body"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading cell; columns, rows: how many it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. kind `group` stays with the row below it.  strong: numbers of cells printed bold on a tint."""

    cells: Sequence[str]
    kind: Literal["plain", "group", "total"] = "plain"
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. widths_mm: of each column.  head: rows of heading cells, covered places left out.

    left: numbers of the columns of words, set left; `label` is the one that names the row.  size: letters, in points.
    """

    widths_mm: Sequence[float]
    head: Sequence[Sequence[Head]]
    rows: Sequence[Row]
    label: int = 1
    left: frozenset[int] = frozenset({1})
    centred: frozenset[int] = frozenset({0})
    size: float = 10
    pad: float = 2.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart. counts: answers of each level, best first.  values: printed behind the bar."""

    label: str
    counts: Sequence[int]
    values: Sequence[str]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars of equal length. legend: the levels, best first.  alt: the same in words, for whoever does not see it."""

    bars: Sequence[Bar]
    legend: Sequence[str]
    value_heads: Sequence[str]
    alt: str


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True)
class Annex:
    """Pages after the signature."""

    blocks: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report.

    number, symbol: `05` and `BC-CATX`; an empty number leaves a reserved place.  date_line: long date, empty for a
    reserved place.  footer: printed on every page.  seal: lines of the strip with the QR.  qr: what the QR holds.
    """

    letterhead: Letterhead
    number: str
    date_line: str
    title: str
    subject: str
    period: str
    addressee: str
    body: Sequence[Block]
    annexes: Sequence[Annex]
    footer: str
    seal: Sequence[str]
    qr: str
    fingerprint: str
