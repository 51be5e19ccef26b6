"""Signs that slips were not keyed from paper: impossible speed, copies, slips saved before their own day.

Flags for a commander to look into, never refusals: each names its serials and how often a simulation raised it wrongly.
What a list brought in (`enter`, an import) is no keying and says nothing of speed. Limits and measured rates are data in
`evidence_rules`. This module must not stop, change or judge anyone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.words import say
from desktop_app.workflows.evidence_rules import RATES, RULES, Kind, Rates, Rules, Strength
from desktop_app.workflows.ledger import other_stations
from desktop_app.workflows.likeness import How, Likeness, Pattern, Pile, find_likeness
from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session
from forms.definition import Definition
from forms.line import load_line
from forms.problems import Refused, declare, make_problem

NO_BATCH = declare(
    "EVIDENCE-BATCH-UNKNOWN",
    "Không có đợt phiếu này trong sổ. Hãy kiểm tra lại mã đợt.",
    "There is no such batch. Check its code.",
)


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look into. account: who saved the slips.  serials: which slips, ascending.  vi, en: what was seen."""

    kind: Kind
    account: str
    serials: tuple[int, ...]
    vi: str
    en: str
    strength: Strength

    @property
    def detail(self) -> str:
        """What was seen, in the language in use."""
        return say(self.vi, self.en)

    @property
    def title(self) -> str:
        """The kind in words."""
        return say(*TITLES[self.kind])

    @property
    def rates(self) -> str:
        """How far such a flag can be trusted; empty where it is a plain fact."""
        return describe_rates(RATES.get(self.kind))

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "kind": self.kind, "account": self.account, "serials": list(self.serials), "detail": self.detail,
            "strength": self.strength, "rates": self.rates,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """An ordinary slip as it was first saved. n: its place in the chain.  bulk: came with others in one list.  day: its own."""

    account: str
    serial: int
    n: int
    at: datetime
    day: str
    pattern: Pattern
    bulk: bool = False


TITLES: Mapping[Kind, tuple[str, str]] = {
    "speed": ("Nhập nhanh bất thường", "Keyed impossibly fast"),
    "identical": ("Phiếu giống nhau bất thường", "Slips improbably alike"),
    "early": ("Nhập trước ngày thu phiếu", "Keyed before the collection day"),
}
ALIKE: Mapping[How, tuple[str, str]] = {
    "repeat": (
        "{n} phiếu lặp lại đúng câu trả lời và thứ tự của các phiếu trước",
        "{n} slips repeat answers and order of earlier ones",
    ),
    "near": (
        "{n} phiếu liền nhau gần như chép một phiếu, chỉ khác 1-2 câu",
        "{n} slips in a row differ from one slip in 1-2 answers only",
    ),
    "lonely": (
        "{n} phiếu trùng khớp phiếu khác dù không phiếu nào gần giống",
        "{n} slips equal another though none is even similar",
    ),
}


def screen(session: Session, batch: str, rules: Rules = RULES) -> list[Flag]:
    """Return the flags of a batch, by kind and account; slips of the unit's other stations count. Raises NotAllowed, Refused."""
    require(session, "operator-figures")
    stored = session.office.get("batches", batch)
    form = session.forms.get(str((stored.data or {}).get("form"))) if stored else None
    if form is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    origins = ["", *other_stations(session)]
    return judge([slip for origin in origins for slip in read_saved(session, batch, form, origin)], form, rules)


def judge(saved: Sequence[Saved], form: Definition, rules: Rules = RULES) -> list[Flag]:
    """Return the flags of a batch's slips, given in the order in which they were saved."""
    items = likert_groups(form)
    return [*_fast(saved, sum(items) + 1, rules), *_alike(saved, items, rules), *_early(saved)]


def likert_groups(form: Definition) -> list[int]:
    """Return how many criteria each group of a form has, in form order."""
    groups: dict[str, int] = defaultdict(int)
    for item in form.items:
        if item.kind == "likert":
            groups[item.section] += 1
    return list(groups.values())


def describe_rates(rates: Rates | None) -> str:
    """Return measured rates as a person reads them; empty without any."""
    if rates is None:
        return ""
    wrong, found = _percent(rates.alarms, rates.honest), _percent(rates.found, rates.planted)
    return say(f"mô phỏng: báo nhầm {wrong}, phát hiện {found}", f"simulated: {wrong} false alarms, {found} found")


def _percent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    return say(f"{tenths // 10},{tenths % 10} %", f"{tenths // 10}.{tenths % 10} %")


# Reading


def read_saved(session: Session, batch: str, form: Definition, origin: str = "") -> list[Saved]:
    """Return a batch's ordinary slips as one office first saved them, in that order; void, blank and training ones left out."""
    slips = (slip for slip in _slips(session, batch, origin) if slip.data is not None and slip.data.get("form") == form.name)
    items = [item.id for item in form.items if item.kind == "likert"]
    firsts = sorted(((_first(session, slip), slip.data or {}) for slip in slips), key=lambda pair: pair[0].n)
    bulk = _bulk(session, [first for first, _ in firsts])
    return [
        Saved(first.by, data["serial"], first.n, first.when, str(data["day"]), _pattern(data, items), first.n in bulk)
        for first, data in firsts
        if not data.get("disposition")
    ]


def _slips(session: Session, batch: str, origin: str) -> Iterable[Stored]:
    office = session.office
    if origin:
        found = office.records("surveys", origin) if office.slips(batch, origin) else ()
        return (stored for stored in found if (stored.data or {}).get("batch") == batch)
    return (stored for id in office.latest_slips(batch) if (stored := office.get("surveys", id)) is not None)


def _first(session: Session, slip: Stored) -> Stored:
    return slip if slip.rev == 1 else session.office.history("surveys", slip.id, slip.origin)[0]


def _pattern(data: Mapping[str, Any], items: Sequence[str]) -> Pattern:
    answers = data.get("answers") or {}
    return tuple(answers.get(id, "") for id in items)


def _bulk(session: Session, firsts: Sequence[Stored]) -> set[int]:
    """Return the lines among these that came in a group with others. Of another station only the time and order tell."""
    bulk: set[int] = set()
    for before, after in pairwise(firsts):
        if before.at != after.at or after.n != before.n + 1 or {before.n, after.n} <= bulk:
            continue
        group = _group_of(session, after)
        bulk |= {slip.n for slip in firsts if slip.n in group} if before.n in group else set()
    return bulk


def _group_of(session: Session, slip: Stored) -> range:
    if slip.origin:
        return range(slip.n - 1, slip.n + 1)
    envelope = load_line(next(session.office.raw_lines(slip.n))).envelope
    return range(envelope.first, envelope.n + envelope.left + 1)


# Judging


def _by_account(saved: Sequence[Saved]) -> Iterator[tuple[str, list[Saved]]]:
    for account in sorted({slip.account for slip in saved}):
        yield account, [slip for slip in saved if slip.account == account]


def _fast(saved: Sequence[Saved], keys: int, rules: Rules) -> Iterator[Flag]:
    for account, slips in _by_account(saved):
        gaps = [_seconds(before, after) for before, after in pairwise(slips)]
        single = {i + 1 for i, gap in enumerate(gaps) if gap is not None and (gap + 1) * 1000 <= keys * rules.fast_ms + 500}
        steady = _steady(gaps, rules.steady_slips, keys * rules.steady_ms * rules.steady_slips)
        places = sorted((single if len(single) >= rules.fast_slips else set()) | steady)
        if places:
            yield _fast_flag(account, [slips[i] for i in places], [gaps[i - 1] or 0 for i in places], keys, rules)


def _seconds(before: Saved, after: Saved) -> int | None:
    """Return the time between two saves, None where it says nothing of keying: a list, or a clock that moved back."""
    gap = int((after.at - before.at).total_seconds())
    return None if gap < 0 or after.bulk else gap


def _steady(gaps: Sequence[int | None], length: int, most_ms: int) -> set[int]:
    """Return the places in runs of `length` saves that together took no longer than `most_ms`, none twice its share."""
    found: set[int] = set()
    for start in range(len(gaps) - length + 1):
        window = [gap for gap in gaps[start : start + length] if gap is not None and gap * 1000 * length < 2 * most_ms]
        if len(window) == length and sum(window) * 1000 <= most_ms:
            found |= set(range(start + 1, start + length + 1))
    return found


def _fast_flag(account: str, slips: Sequence[Saved], gaps: Sequence[int], keys: int, rules: Rules) -> Flag:
    n, usual = len(slips), sorted(gaps)[len(gaps) // 2]
    vi = f"{n} phiếu, thường {usual} giây một phiếu; {keys} phím và lật giấy không thể nhanh như vậy"
    en = f"{n} slips, mostly {usual} s each; {keys} keys and turning the paper cannot be that fast"
    return Flag("speed", account, _serials(slips), vi, en, "strong" if n >= 2 * rules.steady_slips else "clear")


def _alike(saved: Sequence[Saved], groups: Sequence[int], rules: Rules) -> Iterator[Flag]:
    if not saved:
        return
    found: dict[tuple[str, How], list[Likeness]] = defaultdict(list)
    for likeness in find_likeness(Pile([slip.pattern for slip in saved], groups, rules)):
        for account in {saved[place].account for place in likeness.places}:
            found[account, likeness.how].append(likeness)
    for (account, how), all_of in sorted(found.items(), key=lambda entry: entry[0]):
        places = sorted({place for likeness in all_of for place in likeness.places if saved[place].account == account})
        vi, en = (text.format(n=len(places)) for text in ALIKE[how])
        odds = max(likeness.odds for likeness in all_of)
        slips = [saved[place] for place in places]
        yield Flag("identical", account, _serials(slips), vi, en, "strong" if odds >= rules.strong_odds else "clear")


def _early(saved: Sequence[Saved]) -> Iterator[Flag]:
    for account, slips in _by_account(saved):
        early = [slip for slip in slips if slip.at.date() < date.fromisoformat(slip.day)]
        if early:
            vi = f"{len(early)} phiếu lưu trước ngày ghi trên phiếu; kiểm tra cả đồng hồ máy"
            en = f"{len(early)} slips saved before the day they bear; look at the computer's clock too"
            yield Flag("early", account, _serials(early), vi, en, "clear")


def _serials(slips: Iterable[Saved]) -> tuple[int, ...]:
    return tuple(sorted(slip.serial for slip in slips))
