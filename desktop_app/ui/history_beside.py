"""What stands beside a dossier in its history: papers handed out for it, feedback that names it. No tkinter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.ui.history_line import NOTHING, HistoryLine, moment_text
from desktop_app.ui.register_presenter import RegisterPresenter, label_of
from desktop_app.words import say
from desktop_app.workflows import feedback
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.paper_making import TABLE as PAPERS
from desktop_app.workflows.papers_of_dossier import issued

Placed = tuple[int, HistoryLine]
"""The number of the journal's line, and what it says."""


def beside(register: RegisterPresenter, revisions: Sequence[Stored]) -> Iterator[Placed]:
    """Yield what was printed for a dossier and said about it; nothing of one that was removed."""
    if revisions and revisions[-1].data is not None:
        yield from _papers(register, revisions[-1].id)
        yield from _feedback(register, revisions[-1])


def _papers(register: RegisterPresenter, id: str) -> Iterator[Placed]:
    for paper in issued(register.session, id):
        name = f"{paper.title} {paper.number}".strip()
        for stored in register.session.office.history(PAPERS, paper.id):
            again = int((stored.data or {}).get("reprints") or 0)
            what = say(f"In lại lần {again}", f"Reprint {again}") if again else say("Cấp giấy tờ", "Paper handed out")
            yield stored.n, HistoryLine(moment_text(str(stored.at)), stored.by, what, NOTHING, name, "")


def _feedback(register: RegisterPresenter, dossier: Stored) -> Iterator[Placed]:
    session = register.session
    form = feedback.definition_of(session)
    for stored in register.feedback.of(dossier.data or {}):
        note_view(session, stored)
        first, data = session.office.history(feedback.TABLE, stored.id)[0], stored.data or {}
        what, content = label_of(form, "kind", data.get("kind")), " ".join(str(data.get("content") or "").split())
        yield first.n, HistoryLine(moment_text(str(first.at)), first.by, what, NOTHING, content, "")
