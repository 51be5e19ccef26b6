"""The dossier form: texts as keyed, and what follows from them while keying: due day, warnings, problems beside their fields.

What is asked for comes first, since the papers are looked through by it; then the order of the receipt (giấy tiếp nhận).

It never changes or refuses a text while it is being keyed (UniKey retypes), and loses nothing on refusal. This module must
not know tkinter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from desktop_app.ui.register_presenter import RegisterPresenter, choice_label
from desktop_app.words import say
from desktop_app.workflows import dossiers
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.components import Component, check_components, components_of, missing_required, supplement_reason
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.look import office_card
from desktop_app.workflows.session import Session
from desktop_app.workflows.short_codes import agency_of, full_code
from forms.dates import VIETNAM_TIME, format_date, format_time, parse_date, parse_time
from forms.dossier import limit_of
from forms.identity import read_id_number
from forms.problems import Problem, Refused
from forms.text import nfc

ORDER = (
    "procedure", "case", "area", "name", "id_number", "birth", "sex", "phone", "address", "documents", "request", "note",
    "code", "copies", "channel", "result_by", "received_at", "email",
)  # fmt: skip
"""Fields in the order they are keyed."""

DITTO = ("procedure", "case", "area", "address", "request", "documents", "copies", "channel", "result_by")
"""Fields that may be the same from one dossier to the next; names and numbers are not among them, nor the time."""

KEPT = ("procedure", "case", "channel", "result_by")
"""Fields a new form starts with as the last one had them; ticks are not: each person's papers are looked at."""

SHORT = {
    "code": ("Mã hồ sơ (trống: mã tạm)", "Code (empty: a provisional one)"),
    "copies": ("Số bộ", "Copies"),
    "result_by": ("Nhận kết quả", "Result by"),
}
"""Labels with less room than the register's own."""

REMOTE = ("Miền núi, biên giới, hải đảo", "Mountains, border, islands")
MOST_RECENT = 4
_TIME_RUN = re.compile(r"(\S+)\s+([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Due:
    """What is known of the due day while keying. limit_days: working days, None while unknown."""

    day: date | None
    limit_days: int | None


@dataclass
class DossierForm:
    """One form being filled, new or a correction of `stored`. texts: field → what stands in it.

    last: the texts of the dossier saved before this one, last_id: its id.  recent: codes saved while the window was open,
    newest first.
    asks_supplement: whether it is saved as received with a request for the missing papers.
    """

    register: RegisterPresenter
    stored: Stored | None = None
    texts: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    last_id: str = ""
    recent: list[str] = field(default_factory=list)
    asks_supplement: bool = False
    _opened: dict[str, str] = field(default_factory=dict)
    _stamp: str = ""
    kind: ClassVar[str] = "dossier"
    table: ClassVar[str] = dossiers.TABLE

    @property
    def session(self) -> Session:
        """The opened office."""
        return self.register.session

    def start_new(self) -> None:
        """Empty the form for the next dossier: received now, at the counter, what is the same kept from the last one."""
        self.stored, self.touched, self.asks_supplement = None, set(), False
        self.texts = dict.fromkeys(ORDER, "") | {"copies": "1", "channel": "counter", "area": self.office_area}
        self.texts |= {name: self.last[name] for name in KEPT if self.last.get(name)}
        if not self.components:
            self.texts["documents"] = self.last.get("documents", "")
        self.texts["received_at"] = self._stamp = self._now()
        self._opened = dict(self.texts)

    def _now(self) -> str:
        now = self.session.clock().astimezone(VIETNAM_TIME)
        return f"{format_date(now.date())} {now:%H:%M}"

    def keep_time(self) -> bool:
        """Let the time of reception go on with the clock until one is keyed; tell whether it moved.

        A form waits empty for the next person, who must not be received before coming: not across the cut-off hour either.
        """
        stands = self.stored is None and self.texts["received_at"] == self._stamp and "received_at" not in self.touched
        moves = stands and self._stamp != self._now()
        if moves:
            self.texts["received_at"] = self._opened["received_at"] = self._stamp = self._now()
        return moves

    @property
    def office_area(self) -> str:
        """The area of the unit, which a dossier is in unless it says another."""
        return str(office_card(self.session).get("area") or "")

    @property
    def components(self) -> list[Component]:
        """The papers the chosen procedure asks for."""
        return components_of(self._procedure)

    @property
    def missing(self) -> list[str]:
        """The required papers that are not handed in."""
        return missing_required(self._procedure, self.texts["documents"].splitlines())

    @property
    def _procedure(self) -> Mapping[str, Any] | None:
        return self.register.procedures.get(self.texts["procedure"])

    @property
    def changed(self) -> bool:
        """Whether something was keyed since the form was opened."""
        return self.texts != self._opened

    def start_edit(self, id: str) -> None:
        """Fill the form with the current revision of a dossier. Raises Refused if it is gone."""
        self.stored, self.touched, self.asks_supplement = self.register.stored(id), set(), False
        self.register.note_search()
        note_view(self.register.session, self.stored)
        data = self.stored.data or {}
        self.texts = {name: self._shown(name, data.get(name)) for name in ORDER}
        self._opened = dict(self.texts)

    def _shown(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name == "documents":
            return "\n".join(str(entry) for entry in value)
        if name == "received_at":
            moment = parse_time(str(value))
            return f"{format_date(moment.date())} {moment:%H:%M}" if moment else str(value)
        day = parse_date(str(value)) if name == "birth" and len(str(value)) > 4 else None
        return format_date(day) if day else str(value)

    def label(self, name: str) -> str:
        """Return a field's label, with a star where it must be filled."""
        item = self.register.item(name)
        if name in SHORT:
            return say(*SHORT[name])
        required = item.required and name not in ("code", "copies")
        return choice_label(item) + (" *" if required else "")

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Return (value, label) of a field that is chosen from a list; those of `case` follow the procedure."""
        if name == "procedure":
            return self._procedures()
        if name == "case":
            limits = self._procedure["limits"] if self._procedure else ()
            return list({str(limit["case"]): str(limit.get("name") or limit["case"]) for limit in limits}.items())
        labels = {str(choice.value): choice_label(choice) for choice in self.register.item(name).choices}
        return list((labels | {"remote": say(*REMOTE)} if name == "area" else labels).items())

    def _procedures(self) -> list[tuple[str, str]]:
        """Return the procedures in force on the day of reception, and the one chosen."""
        day = self._day.isoformat()
        return [
            (id, str(data["name"]))
            for id, data in self.register.procedures.items()
            if str(data.get("from") or "") <= day <= str(data.get("to") or "9999") or id == self.texts["procedure"]
        ]

    @property
    def _day(self) -> date:
        moment = parse_time(self.texts.get("received_at", ""))
        return moment.date() if moment else self.register.today

    def set(self, name: str, text: str) -> None:
        """Take the text of a field as keyed. A procedure without the chosen case takes its first case."""
        self.texts[name] = nfc(text)
        self.touched.add(name)
        if name == "procedure":
            cases = [value for value, _ in self.choices("case")]
            if self.texts["case"] not in cases:
                self.texts["case"] = cases[0] if cases else ""

    def tidy(self, name: str) -> str:
        """Return how a field reads once left: 8 digits become dd/mm/yyyy, 4 more hh:mm; anything unclear stays as keyed."""
        text = self.texts[name].strip()
        if name == "birth" and len(text) > 4:
            day = parse_date(text)
            text = format_date(day) if day else text
        elif name == "received_at":
            moment = parse_time(_TIME_RUN.sub(r"\1 \2:\3", text))
            text = f"{format_date(moment.date())} {moment:%H:%M}" if moment else text
        elif name == "code":
            text = full_code(agency_of(self.session), text, self._day)
        self.texts[name] = text
        return text

    def ditto(self, name: str) -> str | None:
        """Return what the last saved dossier had in this field, None where repeating makes no sense."""
        return self.last.get(name) if name in DITTO else None

    def values(self) -> dict[str, Any]:
        """Return the record as keyed: what was not filled is left out, what the form does not show is kept."""
        kept = {k: v for k, v in (self.stored.data or {}).items() if k not in ORDER} if self.stored else {}
        filled: dict[str, Any] = {name: text.strip() for name, text in self.texts.items() if text.strip()}
        if "documents" in filled:
            filled["documents"] = [line.strip() for line in filled["documents"].splitlines() if line.strip()]
        return {"status": "received"} | kept | filled | self._asked_for()

    def _asked_for(self) -> dict[str, Any]:
        """Return status and step of a dossier whose missing papers are asked for as it is received."""
        if not self.asks_supplement or self.stored is not None:
            return {}
        at, why = format_time(self.session.clock()), supplement_reason(self.missing)
        step = {"at": at, "to": "supplement", "by": self.session.account, "why": why}
        return {"status": "supplement", "moves": [step]}

    def due(self) -> Due:
        """Return the due day and limit as they stand."""
        area = self.texts["area"] or self.office_area
        days = limit_of(self._procedure, self.texts["case"], area) if self._procedure else None
        return Due(dossiers.due_day(self.register.session, self._tidied()), days)

    def _tidied(self) -> dict[str, Any]:
        values = self.values()
        moment = parse_time(str(values.get("received_at", "")))
        return values | ({"received_at": moment.isoformat()} if moment else {})

    def problems(self, *, everywhere: bool = False) -> dict[str, Problem]:
        """Return the first problem of each field, errors before warnings; only of fields left already unless `everywhere`."""
        found: dict[str, Problem] = {}
        values = self.values()
        if not values.get("code"):
            values["code"] = dossiers.next_code(self.register.session, self.register.today)
        checked = dossiers.check_dossier(self.register.session, values, self.stored)
        checked += check_components(self._procedure, values.get("documents") or ()) if self.stored is None else []
        for problem in sorted(checked, key=lambda p: p.severity):
            name = problem.where.split(".")[0]
            if everywhere or name in self.touched:
                found.setdefault(name if name in ORDER else "", problem)
        return found

    def id_says(self) -> str:
        """Return what the identity number says, for the officer to compare with the card; empty while it says nothing."""
        read = read_id_number(re.sub(r"[ .\-]", "", self.texts["id_number"]))
        if read is None:
            return ""
        sex = say("Nam", "Male") if read.sex == "male" else say("Nữ", "Female")
        return f"{read.province or say('Mã tỉnh lạ', 'Unknown province')} · {sex} · {read.birth_year}"

    def save(self, why: str = "") -> Stored:
        """Save the form, new or as a correction with its reason; the list takes it in. Raises Refused and store errors."""
        if self.stored is None:
            saved = dossiers.new_dossier(self.register.session, self.values())
        else:
            saved = dossiers.correct_dossier(self.register.session, self.stored.id, self.values(), self.stored.rev, why)
        self.last, self.last_id = dict(self.texts), saved.id
        self.recent = [str((saved.data or {})["code"]), *self.recent][:MOST_RECENT]
        self.register.take(saved)
        return saved


def by_field(refused: Refused) -> dict[str, Problem]:
    """Return the first problem of each field of a refusal, errors before warnings; what has no field stands under ""."""
    found: dict[str, Problem] = {}
    for problem in sorted(refused.problems, key=lambda p: p.severity):
        name = problem.where.rsplit(": ", 1)[-1].split(".")[0]
        found.setdefault(name if name in (*ORDER, "why", "at", "to") else "", problem)
    return found
