"""Taking a feedback out of the register and bringing it back: each is a revision with its reason, seen in the history."""

from __future__ import annotations

from desktop_app.ui.feedback_presenter import FeedbackPresenter
from desktop_app.ui.screen import App
from desktop_app.words import say
from desktop_app.workflows.feedback import TABLE
from desktop_app.workflows.removing import remove, undelete


def toggle_removal(app: App, presenter: FeedbackPresenter, id: str) -> bool:
    """Remove a feedback, or bring a removed one back, once a reason is given; return whether it was done."""
    there = app.session.office.get(TABLE, id) is not None
    why = _ask_remove(app) if there else _ask_back(app)
    if not why:
        return False
    if there:
        remove(app.session, TABLE, id, presenter.stored(id).rev, why)
        presenter.index.drop(id)
    else:
        presenter.take(undelete(app.session, TABLE, id, why))
    return True


def _ask_remove(app: App) -> str | None:
    text = say(
        "Ý kiến ra khỏi danh sách và số liệu; lịch sử còn nguyên, lấy lại được.",
        "It leaves the list and the figures; its history stays and it can be brought back.",
    )
    return app.dialogs.ask_text(say("Gỡ khỏi sổ", "Remove it"), text, say("Lý do", "Reason"))


def _ask_back(app: App) -> str | None:
    text = say("Ý kiến trở lại danh sách và số liệu như trước khi gỡ.", "It comes back to list and figures as it was.")
    return app.dialogs.ask_text(say("Lấy lại vào sổ", "Bring it back"), text, say("Lý do", "Reason"))
