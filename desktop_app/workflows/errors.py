"""Every error a workflow may end with, as one sentence in two languages and whether it means "not allowed or locked".

Layers below have their own errors with fields; the window and the command line need only this. Nothing is handled here.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.store.errors import Damaged, NotUnlocked, OfficeLocked, OfficeReadOnly, StoreError


@dataclass(frozen=True, slots=True)
class Sentence:
    """An error for a person. locked: exit status 3 instead of 2."""

    vi: str
    en: str
    locked: bool = False


class WorkflowError(Exception):
    """Something a person asked for cannot be done; `vi`, `en` say why and what to do. Nothing was half done.

    locked: it is a matter of who asks, not of what is asked.
    """

    locked = False

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def describe_error(error: BaseException) -> Sentence | None:
    """Return the sentence of a known error, None for one that is a fault of the program."""
    vi, en = getattr(error, "vi", None), getattr(error, "en", None)
    if isinstance(vi, str) and isinstance(en, str):
        locked = isinstance(error, OfficeLocked | OfficeReadOnly | NotUnlocked) or getattr(error, "locked", False) is True
        return Sentence(vi, en, locked)
    return None


__all__ = ["Damaged", "Sentence", "StoreError", "WorkflowError", "describe_error"]
