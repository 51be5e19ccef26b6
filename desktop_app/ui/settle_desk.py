"""One difference after the other, settled by a third person who looks at the paper. No tkinter.

The two values come in an order that tells nothing and without names; what the person keys is what the paper says, and may be a
third value. Whose error it was follows from the value, so nobody has to know it.
"""

from __future__ import annotations

from desktop_app.words import say
from desktop_app.workflows.adjudication import Case, Cause, count_closed_to, list_open, settle
from desktop_app.workflows.comparing import DAY, DISPOSITION
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.session import Session
from desktop_app.workflows.sittings import write_sitting
from desktop_app.workflows.slip import VOID, Value
from forms.dates import parse_date
from forms.numbers import format_integer

CAUSES: tuple[Cause, ...] = ("", "paper", "row_shift")


class SettleDesk:
    """The open differences of a batch. value: what the person keyed for the one in front, None for nothing yet.

    cause: why the two differ.  why: said in words, kept with the difference.
    """

    def __init__(self, session: Session, batch: str) -> None:
        self.session, self.batch = session, batch
        self.pace = Pace()
        self.cases: list[Case] = []
        self.place, self.settled = 0, 0
        self.value: Value | None = None
        self.cause: Cause = ""
        self.why = ""
        self.load()

    def load(self) -> None:
        """Read the differences this account may settle."""
        self.cases = list_open(self.session, self.batch)
        self.place = min(self.place, max(len(self.cases) - 1, 0))

    @property
    def case(self) -> Case | None:
        """The difference in front."""
        return self.cases[self.place] if self.cases else None

    @property
    def needs_why(self) -> bool:
        """Whether a reason must be given: the slip becomes void."""
        return self.case is not None and self.case.where == DISPOSITION and self.value == VOID and not self.why

    @property
    def is_day(self) -> bool:
        """Whether the difference is the day on the slip."""
        return self.case is not None and self.case.where == DAY

    def press(self, char: str) -> bool:
        """Take one key; return whether it meant anything. For a day 1 and 2 take the values shown."""
        case = self.case
        if case is None or not char:
            return False
        value = case.value_of_key(char)
        if case.where == DAY and char in "12":
            value = case.values[int(char) - 1]
        self.pace.note_key(self.session.clock())
        if value is None:
            self.pace.note_bad()
            return False
        self.value = value
        return True

    def set_day(self, text: str) -> bool:
        """Take a day as it is typed; return whether there is such a day."""
        day = parse_date(text)
        if day is not None:
            self.value = day.isoformat()
        return day is not None

    def turn_cause(self, by: int) -> None:
        """Choose the cause before or after."""
        self.cause = CAUSES[(CAUSES.index(self.cause) + by) % len(CAUSES)]

    def turn(self, by: int) -> bool:
        """Go to the difference before or after, leaving this one open; return whether there is one."""
        place = self.place + by
        if not 0 <= place < len(self.cases):
            return False
        self._open(place)
        return True

    def settle(self) -> Stored:
        """Settle the difference in front with the value keyed, and go to the next. Raises Refused, NotAllowed, store errors."""
        case, value = self.case, self.value
        assert case is not None and value is not None  # noqa: S101, PT018 - the page asks first
        stored = settle(self.session, case, value, self.cause, self.why)
        self.settled += 1
        self.pace.note_key(self.session.clock())
        self.pace.fields += 1
        cause = self.cause
        self.load()
        self._open(self.place)
        if cause == "row_shift" and self.case is not None and self.case.slip == case.slip and self.case.shifted:
            self.cause = cause  # a shifted line rarely comes alone
        return stored

    def _open(self, place: int) -> None:
        self.place, self.value, self.cause, self.why = place, None, "", ""

    def leave(self) -> None:
        """Write the sitting. Raises StoreError."""
        write_sitting(self.session, self.batch, "settle", self.pace)
        self.pace = Pace()

    # what is said

    def title(self) -> str:
        """Return the page's title."""
        return say("Phân xử chỗ khác nhau", "Settle the differences")

    def header(self) -> str:
        """Return the line under the title."""
        where = say(f"Đợt {self.batch}", f"Batch {self.batch}")
        if self.case is None:
            return where
        number, count = format_integer(self.place + 1), format_integer(len(self.cases))
        return f"{where} · {say(f'chỗ {number}/{count}', f'{number} of {count}')}"

    def end_line(self) -> str:
        """Return what stands where no difference is left for this account."""
        closed = count_closed_to(self.session, self.batch)
        if closed:
            n = format_integer(closed)
            return say(
                f"Còn {n} chỗ ở phiếu bạn đã nhập hoặc kiểm tra. Hãy để người thứ ba phân xử.",
                f"{n} are left in slips you keyed or verified. Let a third person settle them.",
            )
        return say("Không còn chỗ khác nhau nào.", "No difference is left.")

    def key_of(self, value: Value) -> str:
        """Return the key that gives a value, empty where there is none."""
        case = self.case
        if case is None:
            return ""
        if case.row is not None:
            return case.row.key_of_value(value) or ("0" if value == "" else "")
        if case.where == DISPOSITION:
            return next((key for key in "123" if case.value_of_key(key) == value), "")
        return str(case.values.index(value) + 1) if value in case.values else ""

    def level_of(self, value: Value) -> int:
        """Return the colour of a value: 0-4 for the answers 1-5, 5 for any other."""
        case = self.case
        likert = case is not None and case.row is not None and case.row.may_be_missing
        return int(value) - 1 if likert and isinstance(value, int) else 5


def cause_label(cause: Cause) -> str:
    """Return a cause in words."""
    return {
        "": say("Gõ nhầm", "A slip of the finger"),
        "paper": say("Phiếu giấy không rõ", "Unclear on the paper"),
        "row_shift": say("Gõ lệch dòng", "A row shifted"),
    }[cause]
