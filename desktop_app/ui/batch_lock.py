"""Locking a batch and unlocking it, with what is asked first."""

from __future__ import annotations

from desktop_app.ui.permits import stops
from desktop_app.ui.screen import App
from desktop_app.words import say
from desktop_app.workflows.ledger import batch_ledger
from desktop_app.workflows.lock_warnings import list_warnings
from desktop_app.workflows.locks import is_locked, lock_batch, unlock_batch
from desktop_app.workflows.session import Session
from forms.numbers import format_integer


def turn_lock(app: App, batch: str) -> bool:
    """Lock an open batch or unlock a locked one, after asking; return whether it was done."""
    stored = app.session.office.get("batches", batch)
    if stored is None:
        return False
    return _unlock(app, batch) if is_locked(stored.data) else _lock(app, batch)


def unfinished(session: Session, batch: str) -> list[str]:
    """Return what is not done in a batch, as sentences: slips not keyed, not verified, differences not settled."""
    ledger = batch_ledger(session, batch)
    if ledger is None:
        return []
    count = format_integer(ledger.waiting)
    waiting = [say(f"Còn {count} phiếu chưa nhập.", f"{count} slips are not keyed.")] if ledger.waiting > 0 else []
    return waiting + [say(problem.vi, problem.en) for problem in list_warnings(session, batch)]


def _lock(app: App, batch: str) -> bool:
    if stops(app, "key"):
        return False
    waiting = unfinished(app.session, batch)
    question = say(
        f"Khóa đợt {batch}? Không ai nhập hay sửa phiếu của đợt được nữa, trừ khi chỉ huy mở khóa.",
        f"Lock the batch {batch}? Nobody can key or correct its slips until a commander unlocks it.",
    )
    question = " ".join([question, *waiting])
    if not app.dialogs.ask_yes_no(say("Khóa đợt", "Lock the batch"), question, say("Khóa", "Lock"), say("Thôi", "Cancel")):
        return False
    lock_batch(app.session, batch)
    app.saved()
    return True


def _unlock(app: App, batch: str) -> bool:
    if stops(app, "unlock"):
        return False
    text = say("Lý do được ghi vào lịch sử của đợt.", "The reason goes into the batch's history.")
    why = app.dialogs.ask_text(say("Mở khóa đợt", "Unlock the batch"), text, say("Lý do mở khóa", "Reason"))
    if not why:
        return False
    unlock_batch(app.session, batch, why)
    app.saved()
    return True
