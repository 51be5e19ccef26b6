"""Two keyings of one slip held against each other: where they differ, what was settled, what the slip then says.

What is compared is what the paper shows by ticks: the disposition (void, returned blank), every criterion, every respondent
item; and the day where the second keyer says it is another. Remarks, notes and reasons are not typed twice. Pure: this
module must not know the office, who keyed, or in which order two values are shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, Self

from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Value
from forms.definition import Definition

DISPOSITION, DAY = "disposition", "day"
UNANSWERED = ("void", "blank")
SHIFT_RUN = 3
Cause = Literal["keyer", "verifier", "paper", "row_shift"]
CAUSES: tuple[Cause, ...] = ("keyer", "verifier", "paper", "row_shift")
Values = Mapping[str, Any]
"""`{"disposition", "day", "answers", "respondent"}`; disposition is empty for an ordinary slip."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field two keyings do not agree on. first, second: the values, empty for none given.

    settled: what the paper says, None until a third person has looked.  cause: whose error it was, empty until then.
    """

    where: str
    first: Value
    second: Value
    settled: Value | None = None
    cause: str = ""
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.settled is None

    @property
    def is_error(self) -> bool:
        """Whether the first keying was wrong by the keyer's fault: unclear paper is counted apart."""
        return self.settled is not None and self.settled != self.first and self.cause != "paper"

    def settle(self, value: Value, cause: str, why: str) -> Self:
        """Return it settled; the cause follows from the value where it is not the paper or a shifted row."""
        if cause not in ("paper", "row_shift"):
            cause = "verifier" if value == self.first else "keyer"
        return replace(self, settled=value, cause=cause, why=why)

    def as_json(self) -> dict[str, Any]:
        """Return it as a record keeps it."""
        kept: dict[str, Any] = {"where": self.where, "first": self.first, "second": self.second}
        if self.settled is not None:
            kept |= {"settled": self.settled, "cause": self.cause}
        return kept | ({"why": self.why} if self.why else {})


def load_differences(data: Any) -> list[Difference] | None:
    """Return the differences a record keeps, None if they are none."""
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        return None
    try:
        return [Difference(**entry) for entry in data]
    except TypeError:
        return None


@lru_cache(maxsize=64)
def fields_of(definition: Definition) -> tuple[str, ...]:
    """Return the places that are keyed twice, `answers.c01` …, criteria first, in form order."""
    return tuple(
        f"{place}.{item.id}"
        for place in (ANSWERS, RESPONDENT)
        for item in definition.items
        if definition.place(item) == place and item.choices
    )


def values_of(slip: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a slip's record is compared."""
    disposition = slip.get(DISPOSITION) if slip.get(DISPOSITION) in UNANSWERED else ""
    return {
        DISPOSITION: disposition, DAY: slip.get(DAY, ""),
        ANSWERS: dict(slip.get(ANSWERS) or {}), RESPONDENT: dict(slip.get(RESPONDENT) or {}),
    }  # fmt: skip


def value_at(values: Values, where: str) -> Value:
    """Return a field's value, empty for none given."""
    place, _, id = where.partition(".")
    found: Any = values.get(place, "")
    if id:
        found = found.get(id, "") if isinstance(found, Mapping) else ""
    return found if isinstance(found, int | str) else ""


def compare(fields: Sequence[str], first: Values, second: Values) -> list[Difference]:
    """Return where two keyings differ, in form order; of two dispositions nothing but these is compared."""
    wheres = [DISPOSITION, DAY]
    if value_at(first, DISPOSITION) == value_at(second, DISPOSITION) == "":
        wheres += fields
    pairs = ((where, value_at(first, where), value_at(second, where)) for where in wheres)
    return [Difference(where, one, other) for where, one, other in pairs if one != other]


def count_fields(fields: Sequence[str], first: Values, second: Values) -> int:
    """Return how many fields were keyed twice: all criteria, the respondent items either gave; 1 of a void or blank slip."""
    if value_at(first, DISPOSITION) or value_at(second, DISPOSITION):
        return 1
    given = (w for w in fields if w.startswith(ANSWERS) or value_at(first, w) != "" or value_at(second, w) != "")
    return sum(1 for _ in given)


def needs_new_pass(differences: Sequence[Difference]) -> bool:
    """Tell whether the slip was settled to be an ordinary one while its answers have been keyed only once."""
    return any(d.where == DISPOSITION and d.settled == "" for d in differences)


def apply(slip: Mapping[str, Any], differences: Sequence[Difference]) -> dict[str, Any]:
    """Return the slip's record as settled; the same data where nothing was wrong. A void or blank slip loses its answers."""
    data: dict[str, Any] = {name: dict(v) if isinstance(v, Mapping) else v for name, v in slip.items()}
    for difference in differences:
        if difference.settled is None or difference.settled == difference.first:
            continue
        if difference.where == DISPOSITION:
            _dispose(data, difference)
        else:
            _put(data, difference.where, difference.settled)
    return data


def _dispose(data: dict[str, Any], difference: Difference) -> None:
    for name in (DISPOSITION, "void_why", ANSWERS, RESPONDENT):
        data.pop(name, None)
    data[DISPOSITION] = difference.settled
    if difference.settled == "void":
        data["void_why"] = difference.why


def _put(data: dict[str, Any], where: str, value: Value) -> None:
    place, _, id = where.partition(".")
    if not id:
        data[place] = value
        return
    members = data.setdefault(place, {})
    members.pop(id, None)
    if value != "":
        members[id] = value
    if not members and place == RESPONDENT:
        del data[place]


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two records say the same, in whatever order their members stand."""
    return digest_of(one) == digest_of(other)


def digest_of(slip: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a whole slip's record, hex: members sorted by name, compact JSON, UTF-8."""
    text = json.dumps(slip, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def looks_shifted(fields: Sequence[str], first: Values, second: Values) -> bool:
    """Tell whether the two differ as after a line skipped or doubled: a run of rows that agree when one is moved by one row."""
    one, other = ([value_at(values, w) for w in fields if w.startswith(ANSWERS)] for values in (first, second))
    return any(_longest_shift(one, other, by) >= SHIFT_RUN for by in (1, -1))


def _longest_shift(one: Sequence[Value], other: Sequence[Value], by: int) -> int:
    """Return how many differing rows, seen together, agree with the other keying's row `by` away."""
    best = run = 0
    for place, value in enumerate(one):
        near = place + by
        if 0 <= near < len(other) and value == other[near]:
            run += value != other[place]
            best = max(best, run)
        else:
            run = 0
    return best
