"""What is known of one slip's verification, derived anew from its history and that of its verification, never read off a flag.

A slip is verified when another account keyed it a second time, every difference was settled by a third one, and what stands in
the office now is exactly what came out of that. Any later revision of the slip, whatever it changes, takes the state away,
since it is another revision. One verification record lies beside each slip, under the slip's own id; VERIFICATION.md tells how.
This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from desktop_app.store.office import Office, Stored
from desktop_app.workflows import comparing
from desktop_app.workflows.comparing import Difference

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

TABLE = "verifications"
State = Literal["keyed", "second", "differs", "verified"]
STATES: Mapping[State, tuple[str, str]] = {
    "keyed": ("chưa kiểm tra", "not verified"),
    "second": ("cần kiểm tra lại", "to be verified again"),
    "differs": ("chờ phân xử", "differences to settle"),
    "verified": ("đã kiểm tra", "verified"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one slip's verification.

    keyers: who wrote the slip up to the revision compared.  verifier: who keyed it again, empty if nobody did.  settlers: who
    settled differences.  fields: keyed twice.  retyped: fields at which the verifier corrected an own slip.  sample: its id.
    second: the values of the second pass.
    """

    state: State
    keyers: frozenset[str]
    verifier: str = ""
    settlers: frozenset[str] = frozenset()
    mode: str = ""
    sample: str = ""
    fields: int = 0
    retyped: int = 0
    differences: tuple[Difference, ...] = ()
    second: Mapping[str, Any] = field(default_factory=dict)
    record: Stored | None = None

    @property
    def stands(self) -> bool:
        """Whether its counts are of the slip as it is now."""
        return self.state in ("verified", "differs")


def person(account: str) -> str:
    """Return an account's name as it is compared: case and space do not make another person."""
    return " ".join(account.casefold().split())


def authors(session: Session, slip: Stored) -> frozenset[str]:
    """Return everybody who wrote a revision of a slip, as compared names."""
    if slip.rev == 1:
        return frozenset({person(slip.by)})
    return frozenset(person(revision.by) for revision in session.office.history("surveys", slip.id, slip.origin))


def slip_state(session: Session, slip: Stored) -> State:
    """Return how far the verification of a slip is: `keyed`, `second` (to be verified again), `differs`, `verified`."""
    return evidence(session, slip).state


def evidence(session: Session, slip: Stored) -> Evidence:
    """Return what is known of a slip's verification; worked out again only when the slip or its verification changed."""
    office, cache = session.office, _caches.setdefault(session.office, {})
    key, marks = (slip.origin, slip.id), (slip.rev, slip.n, office.revision(TABLE, slip.id, slip.origin))
    known = cache.get(key)
    if known is None or known[0] != marks:
        known = cache[key] = (marks, _judge(session, slip))
    return known[1]


_caches: WeakKeyDictionary[Office, dict[tuple[str, str], tuple[tuple[int, int, int], Evidence]]] = WeakKeyDictionary()


def _judge(session: Session, slip: Stored) -> Evidence:
    unverified = Evidence("keyed", authors(session, slip))
    trail = session.office.history(TABLE, slip.id, slip.origin)
    if slip.data is None or not trail or any(revision.data is None for revision in trail):
        return unverified
    revisions = {revision.rev: revision for revision in session.office.history("surveys", slip.id, slip.origin)}
    found = _Trail.read(session, trail, revisions)
    return found.evidence(slip, revisions) if found is not None else unverified


@dataclass(frozen=True, slots=True)
class _Trail:
    """One pass over a slip and the settlements that followed it, as the verification's revisions tell."""

    first: Stored
    second: Stored
    settlements: tuple[Stored, ...]
    fields: tuple[str, ...]
    differences: tuple[Difference, ...]
    keyers: frozenset[str]

    @classmethod
    def read(cls, session: Session, trail: Sequence[Stored], revisions: Mapping[int, Stored]) -> _Trail | None:
        """Return the last pass, None if what the records say of it does not hold together or somebody judged the own work."""
        starts = [place for place, revision in enumerate(trail) if is_pass(revision.data or {})]
        if not starts:
            return None
        second, settlements = trail[starts[-1]], tuple(trail[starts[-1] + 1 :])
        data, last = second.data or {}, trail[-1].data or {}
        rev = data.get("slip_rev")
        first = revisions.get(rev) if isinstance(rev, int) else None
        definition = session.forms.get(str((first.data or {}).get("form"))) if first else None
        differences = comparing.load_differences(last.get("differences"))
        if first is None or first.data is None or definition is None or differences is None:
            return None
        keyers = frozenset(person(revision.by) for rev, revision in revisions.items() if rev <= first.rev)
        made = cls(first, second, settlements, comparing.fields_of(definition), tuple(differences), keyers)
        return made if made._is_honest() else None

    @property
    def values(self) -> Mapping[str, Any]:
        """The second keyer's values."""
        found = (self.second.data or {}).get("values")
        return found if isinstance(found, Mapping) else {}

    def _is_honest(self) -> bool:
        verifier, settlers = person(self.second.by), {person(s.by) for s in self.settlements}
        expected = comparing.compare(self.fields, comparing.values_of(self.first.data or {}), self.values)
        compared = [(d.where, d.first, d.second) for d in self.differences]
        kept = ("slip", "slip_rev", "batch", "values")
        one = {name: (self.second.data or {}).get(name) for name in kept}
        return (
            not {verifier, *settlers} & self.keyers
            and verifier not in settlers
            and compared == [(d.where, d.first, d.second) for d in expected]
            and one["slip"] == self.first.id
            and one["batch"] == (self.first.data or {}).get("batch")
            and all({name: (s.data or {}).get(name) for name in kept} == one for s in self.settlements)
        )

    def evidence(self, slip: Stored, revisions: Mapping[int, Stored]) -> Evidence:
        """Return what the pass says of the slip as it is now."""
        data = self.second.data or {}
        return Evidence(
            self._state(slip, revisions),
            self.keyers,
            person(self.second.by),
            frozenset(person(s.by) for s in self.settlements),
            str(data.get("mode", "")),
            str(data.get("sample", "")),
            comparing.count_fields(self.fields, comparing.values_of(self.first.data or {}), self.values),
            len(data.get("retyped") or ()),
            self.differences,
            self.values,
            (self.second, *self.settlements)[-1],
        )

    def _state(self, slip: Stored, revisions: Mapping[int, Stored]) -> State:
        if any(difference.is_open for difference in self.differences):
            return "differs" if slip.rev == self.first.rev else "second"
        last = (self.second, *self.settlements)[-1]
        data, content = last.data or {}, slip.data or {}
        settled = bool(self.settlements) and slip.rev == self.first.rev + 1 and person(revisions[slip.rev].by) == person(last.by)
        stands = (
            (slip.rev == self.first.rev or settled)
            and data.get("verified_rev") == slip.rev
            and data.get("digest") == comparing.digest_of(content)
            and not comparing.needs_new_pass(self.differences)
            and comparing.same_content(comparing.apply(self.first.data or {}, self.differences), content)
        )
        return "verified" if stands else "second"


def is_pass(record: Mapping[str, Any]) -> bool:
    """Tell whether a revision of a verification is a second keying, not the settling of a difference."""
    differences = comparing.load_differences(record.get("differences"))
    return differences is not None and all(difference.is_open for difference in differences)
