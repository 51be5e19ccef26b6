"""What a report must print for given figures: every row's numbers and every sentence of totals, in reading order.

Layout 1 (`fingerprint.LAYOUT`). The verification looks for these on the pages; labels and names are left out, since
they are not figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exports.report.comparison import make_criteria_rows, make_units_table
from exports.report.dossier_part import make_columns, make_dossier_sentences, make_overdue_table
from exports.report.readback import squeeze
from exports.report.survey_part import has_answers, make_item_cells, make_survey_sentences


def list_expected(summary: Mapping[str, Any]) -> list[str]:
    """Return the pieces of text, each with single spaces. Raises KeyError or TypeError for figures of another shape."""
    pieces = [*_list_dossiers(summary["dossiers"])]
    if has_answers(summary):
        survey = summary["survey"]
        pieces += make_survey_sentences(survey["overall"])
        pieces += _list_criteria(survey)
    pieces += _list_units(summary)
    return [squeeze(piece) for piece in pieces]


def _list_dossiers(dossiers: Mapping[str, Any]) -> Iterator[str]:
    if not dossiers["total"]["received"]["total"]:
        return
    yield from make_dossier_sentences(dossiers)
    for entry in (*dossiers["fields"], dossiers["total"]):
        yield " ".join(make_columns(entry))
    for row in make_overdue_table(dossiers.get("overdue") or []).rows:
        yield " ".join(row.cells[2:4])


def _list_criteria(survey: Mapping[str, Any]) -> Iterator[str]:
    groups = {group["id"]: group for group in survey["groups"]}
    shown: str | None = None
    for item in survey["items"]:
        if item["group"] != shown:
            shown = item["group"]
            yield " ".join(make_item_cells(groups[shown]))
        yield " ".join(make_item_cells(item))


def _list_units(summary: Mapping[str, Any]) -> Iterator[str]:
    units = summary.get("units") or []
    if not units:
        return
    if has_answers(summary):
        for row in make_criteria_rows(units, [item["id"] for item in summary["survey"]["items"]]):
            yield " ".join(row.cells[2:])
    for row in make_units_table(units).rows:
        yield " ".join(row.cells[2:])
