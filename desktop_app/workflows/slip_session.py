"""A sheet whose work is kept: time that is paused, a draft, a sitting. What a page needs of a first and of a second keying.

This module must not write: each session says itself where its draft and sitting go.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.slip_sheet import SlipSheet


class SlipSession(SlipSheet, ABC):
    """A slip under the keys of somebody who may pause, go away and come back."""

    @property
    def has_slip(self) -> bool:
        """Whether a slip is under the keys."""
        return True

    @property
    def needs_draft(self) -> bool:
        """Whether something was keyed since the draft was last kept."""
        return self._dirty

    def pause(self) -> None:
        """Stop counting time; the next key goes on."""
        self.pace.pause(self._now())

    def resume(self) -> None:
        """Go on counting time."""
        self.pace.resume(self._now())

    @abstractmethod
    def leave(self) -> None:
        """Write the sitting and put the draft on the disk: the person goes elsewhere, locks or closes. Raises StoreError."""

    @abstractmethod
    def keep_draft(self) -> None:
        """Hand what is keyed to the draft's writer and return at once; call it after every key."""

    @abstractmethod
    def draft_trouble(self) -> StoreError | None:
        """Return why the draft could not be written, once; None while all is well."""
