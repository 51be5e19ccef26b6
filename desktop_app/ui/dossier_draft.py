"""A dossier form that was left half keyed: kept as a draft of its account, opened again where it was left. No tkinter."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from desktop_app.ui.dossier_form import ORDER, DossierForm
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError

if TYPE_CHECKING:
    from desktop_app.ui.screen import App


def draft_name(form: DossierForm) -> str:
    """Return the draft's name: each account has its own."""
    account = form.register.session.account
    return f"dossier-{hashlib.sha256(account.encode()).hexdigest()[:16]}"


def keep_draft(form: DossierForm) -> bool:
    """Keep what is keyed on the disk, if anything is; return whether there was. Raises StoreError."""
    if not form.changed:
        return False
    stored = form.stored
    draft = {"id": stored.id if stored else "", "rev": stored.rev if stored else 0, "texts": dict(form.texts)}
    form.register.session.office.save_draft(draft_name(form), draft)
    return True


def put_away(form: DossierForm, app: App) -> None:
    """Keep what is keyed; a disk that refuses is told in the status line."""
    try:
        keep_draft(form)
    except StoreError as error:
        app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")


def open_draft(form: DossierForm) -> bool:
    """Put a kept draft into the form; False if there is none, or its dossier has changed since. Raises StoreError."""
    draft = form.register.session.office.load_draft(draft_name(form))
    texts = draft.get("texts") if draft else None
    if draft is None or not isinstance(texts, dict):
        return False
    id = str(draft.get("id") or "")
    if id:
        current = form.register.session.office.get("dossiers", id)
        if current is None or current.rev != draft.get("rev"):
            return False
        form.start_edit(id)
    else:
        form.start_new()
    form.texts |= {name: str(text) for name, text in texts.items() if name in ORDER}
    return True


def drop_draft(form: DossierForm) -> None:
    """Forget the draft: it was saved, or given up."""
    form.register.session.office.drop_draft(draft_name(form))
