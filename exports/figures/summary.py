"""The summary of a period: the one JSON that the window shows, the report prints and attaches (design.md §7).

Must not compute a share of its own, read a clock or know where the counts come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from exports.figures.dossiers import make_dossiers
from exports.figures.late import LateDossier, make_overdue
from exports.figures.survey import make_survey
from exports.figures.units import make_units
from forms.countrow import CountRow
from forms.definition import Definition


def make_summary(
    rows: Sequence[CountRow],
    *,
    unit: str,
    first: date,
    last: date,
    head: Mapping[str, Any],
    forms: Mapping[str, Definition],
    unit_names: Mapping[str, str],
    field_names: Mapping[str, str],
    late: Sequence[LateDossier] = (),
) -> dict[str, Any]:
    """Return the figures of first..last, all units in `rows` together; plain dicts, lists, strings and integers.

    unit: the office that reports.  head: `{"n", "hash"}` of its journal.  forms: survey definitions by name; the form
    with most slips in the period is shown, the others are listed, never added.  unit_names, field_names: by code.
    late: those of the reporting office's own dossiers that are listed one by one.
    """
    rows = [row for row in rows if row.n]
    slips = count_slips(rows)
    form = choose_form(rows, forms, last)
    dossiers = make_dossiers(rows, field_names)
    if late:
        dossiers["overdue"] = make_overdue(late)
    received = dossiers["total"]["received"]
    summary: dict[str, Any] = {
        "unit": unit,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "head": dict(head),
        "dossiers": dossiers,
        "survey": make_survey(
            rows,
            forms[form],
            finished=dossiers["total"]["finished"]["total"],
            received=received["online"] + received["counter_post"],
        ),
        "feedback": make_feedback(rows),
    }
    others = [{"form": name, "slips": n} for name, n in sorted(slips.items()) if name != form]
    if others:
        summary["other_forms"] = others
    if len({row.unit for row in rows}) > 1:
        summary["units"] = make_units(rows, forms[form], unit_names)
    return summary


def count_slips(rows: Sequence[CountRow]) -> Counter[str]:
    """Return how many slips of each form the period has."""
    slips: Counter[str] = Counter()
    for row in rows:
        if row.what == "slip":
            slips[row.a] += row.n
    return slips


def choose_form(rows: Sequence[CountRow], forms: Mapping[str, Definition], last: date) -> str:
    """Return the name of the form to show: most slips, then most handed out, then the newest in force on the last day.

    Raises ValueError if `forms` is empty.
    """
    slips, issued = count_slips(rows), Counter[str]()
    for row in rows:
        if row.what == "issued":
            issued[row.a] += row.n
    return max(forms, key=lambda name: (slips[name], issued[name], _age_key(forms[name], last), name))


def make_feedback(rows: Sequence[CountRow]) -> dict[str, int]:
    """Return how much feedback came in the period, and how much of it was answered by its last day."""
    codes: Counter[int] = Counter()
    for row in rows:
        if row.what == "feedback":
            codes[row.code] += row.n
    return {"received": codes.total(), "answered": codes[1]}


def _age_key(definition: Definition, last: date) -> date:
    """Sorts forms in force by the day they came into force, and before them those not yet in force."""
    return definition.valid_from if definition.valid_from <= last else date.min
