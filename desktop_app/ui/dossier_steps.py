"""What can be done with the chosen dossiers beside moving them, in words: hand over, appoint anew, give the official code.

This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.words import say
from desktop_app.workflows import handover, reappointment, recoding
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.look import office_card
from forms.dates import VIETNAM_TIME, format_date, parse_time
from forms.dossier import allowed_moves, is_provisional

SUGGESTED_DAYS = 3
"""Working days from today, or from the day told, to the new day that is laid ready."""


class DossierSteps:
    """The steps of one opened register. What is saved is taken into its list."""

    def __init__(self, register: RegisterPresenter) -> None:
        self.register, self.session = register, register.session

    def title(self, ids: Sequence[str]) -> str:
        """Return the name in a dossier, or how many are chosen."""
        return self.register.details(ids[0]).name if len(ids) == 1 else say(f"{len(ids)} hồ sơ", f"{len(ids)} dossiers")

    def _data(self, id: str) -> dict[str, Any]:
        return self.register.stored(id).data or {}

    # handing over

    def may_hand_over(self, ids: Sequence[str]) -> bool:
        """Tell whether all of these can be handed over."""
        return bool(ids) and all(allowed_moves(self._data(id)["status"]) for id in ids)

    def people(self) -> list[tuple[str, str]]:
        """Return (account, label) of those who can take over, a digit before each; none where any name is typed."""
        found = handover.receivers(self.session)
        return [
            (account, f"{n}  {name} ({account})" if n <= 9 else f"{name} ({account})")
            for n, (account, name) in enumerate(found, 1)
        ]

    def held(self, ids: Sequence[str]) -> str:
        """Return who holds these dossiers."""
        index = self.register.index
        accounts = dict.fromkeys(index.entries[index.places[id]].officer for id in ids)
        names = ", ".join(self.register.officer_name(account) for account in accounts if account)
        return say(f"Đang giữ: {names}", f"Held by {names}") if names else ""

    def hand_over(self, ids: Sequence[str], to: str, note: str) -> list[Stored]:
        """Hand over as one group. Raises Refused and the store's errors."""
        return self._take(handover.hand_over(self.session, ids, to, note))

    # the new appointment

    def may_appoint(self, ids: Sequence[str]) -> bool:
        """Tell whether this is one dossier that can have its new appointment."""
        return len(ids) == 1 and not reappointment.check_reappointment(self.session, self.register.stored(ids[0]))

    def appointed(self, id: str) -> str:
        """Return the day that was told, and that there is one new appointment only."""
        told = reappointment.appointed_day(self._data(id))
        day = format_date(told) if told else ""
        return say(
            f"Đã hẹn trả {day}. Mỗi hồ sơ chỉ được hẹn lại một lần.", f"Told to come on {day}. There is one new appointment only."
        )

    def suggested(self, id: str) -> date:
        """Return a day that can be told, laid ready to be typed over."""
        today = self.session.clock().date()
        told = reappointment.appointed_day(self._data(id)) or today
        return self.session.calendar().add_working_days(max(told, today), SUGGESTED_DAYS)

    def appoint(self, id: str, day: date, why: str) -> list[Stored]:
        """Give the new appointment. Raises Refused and the store's errors."""
        return self._take([reappointment.reappoint(self.session, id, day, why)])

    # the official code

    def may_code(self, ids: Sequence[str]) -> bool:
        """Tell whether this is one dossier with a code of the program's own."""
        return len(ids) == 1 and is_provisional(str(self._data(ids[0])["code"]))

    def code_begins(self, id: str) -> str:
        """Return how the official code begins: the agency's own code and the day of reception, as far as they are known."""
        agency, received = office_card(self.session).get("agency"), parse_time(str(self._data(id).get("received_at") or ""))
        day = f"{received.astimezone(VIETNAM_TIME):%y%m%d}-" if received else ""
        return f"{agency}-{day}" if agency else ""

    def coded(self, id: str) -> str:
        """Return what becomes of the code that stands there."""
        code = self._data(id)["code"]
        return say(f"Mã tạm {code} vẫn tìm được sau khi thay.", f"The provisional code {code} is still found afterwards.")

    def replace_code(self, id: str, code: str) -> list[Stored]:
        """Give the official code. Raises Refused and the store's errors."""
        return self._take([recoding.replace_code(self.session, id, code)])

    def _take(self, saved: list[Stored]) -> list[Stored]:
        for stored in saved:
            self.register.take(stored)
        return saved
