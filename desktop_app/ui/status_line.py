"""What the foot of the side bar says: the last word of a page, or since when the disk has what was keyed.

It outlives the side bar, which is built anew with the window. `Đã lưu` is said by `saved` alone, after the save returned.
"""

from __future__ import annotations

from datetime import datetime

from desktop_app.ui.screen import StatusKind
from desktop_app.ui.side_bar import SideBar
from desktop_app.words import say


class StatusLine:
    """Keeps text, kind and the time of the last save; shows them on the side bar of the moment."""

    def __init__(self) -> None:
        self.text, self.saved_at = "", ""
        self.kind: StatusKind = "info"
        self._side: SideBar | None = None

    def move_to(self, side: SideBar) -> None:
        """Show itself on this side bar from now on."""
        self._side = side
        side.set_status(self.text, self.kind)

    def show(self, text: str, kind: StatusKind) -> None:
        """Say something."""
        self.text, self.kind = text, kind
        if self._side is not None:
            self._side.set_status(text, kind)

    def saved(self) -> None:
        """Say that the disk has it, and since when."""
        self.saved_at = datetime.now().astimezone().strftime("%H:%M:%S")
        self.renew()

    def renew(self) -> None:
        """Say the last save, or that the program is ready, in the language in use."""
        if self.saved_at:
            self.show(say(f"● Đã lưu {self.saved_at}", f"● Saved {self.saved_at}"), "saved")
        else:
            self.show(say("Sẵn sàng", "Ready"), "info")

    def turn_page(self) -> None:
        """Another page comes to the front: what the one before said about itself goes, work under way stays."""
        if self.kind != "busy":
            self.renew()

    def forget(self) -> None:
        """Another office is open: nothing is saved in it yet."""
        self.saved_at = ""
        self.renew()
