"""The keys and the menu of the window, bound from the command table and the commands of the page in front."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence

from desktop_app.ui.commands import COMMANDS, Command, find_by_key, tk_sequence


class Desk:
    """Knows which command a key asks for. program: what the program's own commands do.  show: opens a page.

    closing: asked first at every key; when it says that it took the key (to close the help sheet), no command runs.
    told: is given the reason when the person who works may not do what a key asks for.
    """

    def __init__(
        self,
        root: tk.Tk,
        program: Mapping[str, Callable[[], object]],
        show: Callable[[str], object],
        closing: Callable[[str], bool],
        told: Callable[[str], object] = lambda _text: None,
    ) -> None:
        self._told = told
        self._root, self._program, self._show, self._closing = root, dict(program), show, closing
        self._own: Sequence[Command] = ()
        self._bound: list[str] = []

    def bind(self, own: Sequence[Command]) -> None:
        """Bind the keys of the program and of the page whose commands these are."""
        self._own = own
        for sequence in self._bound:
            self._root.unbind(sequence)
        keys = dict.fromkeys(command.key for command in (*COMMANDS, *own) if command.key)
        self._bound = [tk_sequence(key) for key in keys]
        for key, sequence in zip(keys, self._bound, strict=True):
            self._root.bind(sequence, lambda event, key=key: self._pressed(event, key))  # type: ignore[misc]

    def post_menu(self, x: int, y: int) -> None:
        """Post a menu of every command, those that cannot be asked for now greyed."""
        menu = tk.Menu(self._root, tearoff=False)
        for group in ("go", "do", "program"):
            commands = [c for c in (*COMMANDS, *self._own) if c.group == group and c.name != "menu"]
            for command in commands:
                state = "normal" if command.is_enabled else "disabled"
                menu.add_command(label=command.label, accelerator=command.key, command=self._doer(command))
                menu.entryconfigure("end", state=state)
            if commands and group != "program":
                menu.add_separator()
        menu.tk_popup(x, y)

    def _pressed(self, event: tk.Event[tk.Misc], key: str) -> str:
        if str(event.widget.winfo_toplevel()) != str(self._root):
            return ""
        if self._closing(key):
            return "break"
        command = find_by_key(key, self._own)
        if command is not None and command.is_enabled:
            self._doer(command)()
        elif command is not None and command.why_not:
            self._told(command.why_not)
        return "break"

    def _doer(self, command: Command) -> Callable[[], object]:
        return command.run or self._program.get(command.name) or (lambda: self._show(command.name))
