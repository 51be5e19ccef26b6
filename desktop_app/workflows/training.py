"""The score of a training batch: how many fields someone keyed otherwise than they are printed on the pile.

The pile's answers are known (`training_pile`). This module must not judge anyone: it counts, and sets the field's figure beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop_app.workflows.batch_order import is_training
from desktop_app.workflows.batches import require_form
from desktop_app.workflows.pace import LEAST_MS
from desktop_app.workflows.permissions import may, require
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Value, make_rows
from desktop_app.workflows.training_pile import known_answers
from exports.figures.interval import make_interval
from forms.definition import Definition
from forms.problems import Refused, declare, make_problem

SINGLE_PER_10000 = 29
"""Wrong fields in 10 000 of single keying, pooled over 93 papers (0,29 %; notes on the field's figures)."""
MANY = 10**9
"""As many fields as could ever be keyed: the population the interval speaks of."""
SITTINGS = frozenset({"training", "key"})

NOT_TRAINING = declare(
    "SCORE-NO-TRAINING",
    "Đợt {batch} không phải đợt tập nhập nên không có đáp án. Hãy chọn đợt tập nhập.",
    "The batch {batch} is no training batch, so its answers are not known. Choose a training batch.",
)
NO_BATCH = declare(
    "SCORE-BATCH-UNKNOWN", "Không có đợt phiếu này trong sổ. Hãy kiểm tra lại mã đợt.", "There is no such batch. Check its code."
)

@dataclass(frozen=True, slots=True)
class Wrong:
    """A field keyed otherwise than it is printed. printed, keyed: as a record has them, empty where there is none."""

    serial: int
    where: str
    label: str
    printed: Value
    keyed: Value


@dataclass(frozen=True, slots=True)
class Score:
    """What one account keyed of a training pile. fields: compared.  errors: of them wrong.

    per_10000: wrong fields in 10 000, None where nothing was compared; low, high: its 95 % interval, fields taken one by one.
    keys_per_hour: from its sittings, pauses out, None before a minute of keying.  respondent: whether these items were compared:
    only where the account keyed any of them.
    """

    batch: str
    account: str
    slips: int
    fields: int
    errors: int
    per_10000: int | None
    low: int | None
    high: int | None
    keys_per_hour: int | None
    respondent: bool
    wrong: tuple[Wrong, ...]

    @property
    def wrong_slips(self) -> int:
        """On how many slips a field is wrong: errors of one slip hang together where a line was skipped."""
        return len({wrong.serial for wrong in self.wrong})

    @property
    def percent(self) -> str | None:
        """Wrong fields in 100, two decimals and a point."""
        return None if self.per_10000 is None else f"{self.per_10000 // 100}.{self.per_10000 % 100:02d}"

    @property
    def compared(self) -> int | None:
        """How it lies to single keying elsewhere: -1 surely better, 1 surely worse, 0 cannot be told yet, None without fields."""
        if self.low is None or self.high is None:
            return None
        return -1 if self.high < SINGLE_PER_10000 else 1 if self.low > SINGLE_PER_10000 else 0

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        names = (
            "batch", "account", "slips", "fields", "errors", "wrong_slips", "per_10000", "low", "high", "percent",
            "keys_per_hour", "respondent",
        )  # fmt: skip
        wrong = [{name: getattr(w, name) for name in ("serial", "where", "printed", "keyed")} for w in self.wrong]
        return {name: getattr(self, name) for name in names} | {"single_keying_per_10000": SINGLE_PER_10000, "wrong": wrong}


def score(session: Session, batch: str, account: str) -> Score:
    """Return what an account keyed of a training batch against what is printed. Raises Refused; NotAllowed for another's."""
    if account != session.account:
        require(session, "operator-figures")
    definition = _require_training(session, batch)
    keyed = _keyed(session, batch).get(account, [])
    respondent = any(slip.get(RESPONDENT) for slip in keyed)
    rows = [row for row in make_rows(definition) if respondent or row.place == ANSWERS]
    wrong = tuple(error for slip in keyed for error in _compare(rows, known_answers(definition, batch, slip["serial"]), slip))
    fields = len(rows) * len(keyed)
    low, high = _interval(len(wrong), fields)
    rate = (20_000 * len(wrong) + fields) // (2 * fields) if fields else None
    speed = _keys_per_hour(session, batch, account)
    return Score(batch, account, len(keyed), fields, len(wrong), rate, low, high, speed, respondent, wrong)


def scores(session: Session, batch: str) -> list[Score]:
    """Return the scores of all who keyed in a training batch, by name; one's own alone where others' are not to be seen."""
    _require_training(session, batch)
    if not may(session, "operator-figures").ok:
        return [score(session, batch, session.account)]
    return [score(session, batch, name) for name in sorted(_keyed(session, batch))]


def _keyed(session: Session, batch: str) -> dict[str, list[dict[str, Any]]]:
    """Who keyed which slips, by serial, each as its keyer left it: what another corrected later is nobody's score.

    A slip that became void is left out.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for id in session.office.latest_slips(batch):
        stored = session.office.get("surveys", id)
        if stored is None or not (stored.data or {}).get(ANSWERS):
            continue
        revisions = session.office.history("surveys", id) if stored.rev > 1 else [stored]
        keyer = revisions[0].by
        own = [revision.data for revision in revisions if revision.by == keyer and (revision.data or {}).get(ANSWERS)]
        found.setdefault(keyer, []).extend(data for data in own[-1:] if data)
    return {keyer: sorted(slips, key=lambda data: int(data["serial"])) for keyer, slips in found.items()}


def _compare(rows: Sequence[Row], known: Mapping[str, Mapping[str, Value]], slip: Mapping[str, Any]) -> Iterator[Wrong]:
    for row in rows:
        printed, keyed = known[row.place].get(row.item.id, ""), slip.get(row.place, {}).get(row.item.id, "")
        if printed != keyed:
            yield Wrong(int(slip["serial"]), row.where, row.label, printed, keyed)


def _interval(errors: int, fields: int) -> tuple[int | None, int | None]:
    """The 95 % interval of the rate, both ends in 10 000 fields."""
    interval = make_interval(errors, fields, MANY)
    if interval.low is None or interval.high is None:
        return None, None
    return int(Decimal(interval.low) * 100), int(Decimal(interval.high) * 100)


def _keys_per_hour(session: Session, batch: str, account: str) -> int | None:
    keys = active_ms = 0
    for stored in session.office.records("sittings", origin=""):
        data = stored.data or {}
        if stored.by == account and data.get("batch") == batch and data.get("mode") in SITTINGS:
            keys, active_ms = keys + data["keys"], active_ms + data["active_ms"]
    return (keys * 3_600_000 + active_ms // 2) // active_ms if active_ms >= LEAST_MS else None


def _require_training(session: Session, batch: str) -> Definition:
    stored = session.office.get("batches", batch)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    if not is_training(stored.data):
        raise Refused([make_problem(NOT_TRAINING, "batch", batch=batch)])
    return require_form(session, stored.data)
