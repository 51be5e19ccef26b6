"""A form that was left half keyed: kept as a draft of its account, opened again where it was left. No tkinter."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from desktop_app.words import say
from desktop_app.workflows.errors import StoreError

if TYPE_CHECKING:
    from desktop_app.ui.screen import App
    from desktop_app.workflows.dossiers import Stored
    from desktop_app.workflows.session import Session


class Form(Protocol):
    """A form as a draft sees it. kind: names its drafts.  table: where its records lie.  texts: field → what stands in it."""

    stored: Stored | None
    texts: dict[str, str]

    @property
    def session(self) -> Session:
        """The opened office."""
        ...

    @property
    def kind(self) -> str:
        """What the form's drafts are named after."""
        ...

    @property
    def table(self) -> str:
        """Where its records lie."""
        ...

    @property
    def changed(self) -> bool:
        """Whether something was keyed since it was opened."""
        ...

    def start_new(self) -> None:
        """Empty it."""
        ...

    def start_edit(self, id: str) -> None:
        """Fill it with a record."""
        ...


def draft_name(form: Form) -> str:
    """Return the draft's name: each account has its own."""
    return f"{form.kind}-{hashlib.sha256(form.session.account.encode()).hexdigest()[:16]}"


def keep_draft(form: Form) -> bool:
    """Keep what is keyed on the disk, if anything is; return whether there was. Raises StoreError."""
    if not form.changed:
        return False
    stored = form.stored
    draft = {"id": stored.id if stored else "", "rev": stored.rev if stored else 0, "texts": dict(form.texts)}
    form.session.office.save_draft(draft_name(form), draft)
    return True


def put_away(form: Form, app: App) -> None:
    """Keep what is keyed; a disk that refuses is told in the status line."""
    try:
        keep_draft(form)
    except StoreError as error:
        app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")


def open_draft(form: Form) -> bool:
    """Put a kept draft into the form; False if there is none, or its record has changed since. Raises StoreError."""
    draft = form.session.office.load_draft(draft_name(form))
    texts = draft.get("texts") if draft else None
    if draft is None or not isinstance(texts, dict):
        return False
    id = str(draft.get("id") or "")
    if id:
        current = form.session.office.get(form.table, id)
        if current is None or current.rev != draft.get("rev"):
            return False
        form.start_edit(id)
    else:
        form.start_new()
    form.texts |= {name: str(text) for name, text in texts.items() if name in form.texts}
    return True


def drop_draft(form: Form) -> None:
    """Forget the draft: it was saved, or given up."""
    form.session.office.drop_draft(draft_name(form))


def give_up(form: Form, app: App) -> bool:
    """Forget what was keyed, if anything was only after the person said so; return whether the form may be left."""
    question = say("Bỏ những gì vừa nhập?", "Give up what was keyed?")
    title, yes, no = say("Chưa lưu", "Not saved"), say("Bỏ", "Give up"), say("Nhập tiếp", "Keep keying")
    if form.changed and not app.dialogs.ask_yes_no(title, question, yes, no):
        return False
    drop_draft(form)
    app.status("")
    return True
