"""The first page when no office is open: open one, make a demo office, or make a new one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.jobs import Job
from desktop_app.ui.new_office import NewOfficeCard
from desktop_app.ui.notice import secrets_notice
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say


class StartScreen(Screen):
    """Three ways in, the offices opened last, and what does not belong in this program."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        line = say(
            "Sổ một cửa của cơ quan công an, dùng trên một máy không nối mạng.",
            "The one-stop office's register, for a computer without a network.",
        )
        Heading(self, self.theme, say("Bắt đầu", "Start"), line).pack(anchor="w", pady=(0, px(14)))
        self._grid = ttk.Frame(self)
        self._grid.pack(fill="x")
        self._grid.columnconfigure((0, 1), weight=1, uniform="half")
        self._build_open()
        self.new = NewOfficeCard(self._grid, app)
        self.new.grid(row=0, column=1, sticky="nsew")
        note = Card(self, self.theme, padding=14)
        note.pack(fill="x", pady=(px(16), 0))
        ttk.Label(note, text="!", style="Card.Title.TLabel", foreground=self.theme.colors.warn).pack(
            side="left", padx=(0, px(12))
        )
        ttk.Label(note, text=secrets_notice(), style="Card.TLabel", wraplength=px(960)).pack(side="left")

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Bắt đầu", "Start")

    def on_show(self) -> None:
        """Put the focus on the first way in."""
        self.on_focus()

    def on_focus(self) -> None:
        """Put the focus on the first way in."""
        self._open.focus_set()

    def _build_open(self) -> None:
        px, side = self.theme.px, ttk.Frame(self._grid)
        side.grid(row=0, column=0, sticky="nsew", padx=(0, px(16)))
        card = Card(side, self.theme, say("Mở sổ đã có", "Open an office"))
        card.pack(fill="x")
        self._open = ttk.Button(card, text=say("Chọn thư mục sổ…", "Choose the office's folder…"), style="Card.Accent.TButton",
                                command=self._choose)  # fmt: skip
        self._open.pack(anchor="w", pady=(0, px(6)))
        for name in self.app.preferences.offices:
            path = Path(name)
            label = f"{path.name}  ·  {path.parent}"
            label = label if len(label) < 64 else label[:61] + "…"
            again = partial(self.app.open_office, path)
            ttk.Button(card, text=label, style="Card.Quiet.TButton", command=again).pack(anchor="w")
        restore = ttk.Button(card, text=say("Khôi phục từ bản sao lưu…", "Restore from a backup…"), style="Card.TButton",
                             command=lambda: self.app.show("restore"))  # fmt: skip
        restore.pack(anchor="w", pady=(px(8), 0))
        demo = Card(side, self.theme, say("Xem thử", "Try it"))
        demo.pack(fill="x", pady=(px(16), 0))
        text = say(
            "Lập sổ mẫu Công an thị xã Từ Sơn, tháng 1-7/2020: 5.168 hồ sơ và 372 phiếu, người và số liệu đều giả định.",
            "Makes the demo office of Từ Sơn, January-July 2020: 5 168 dossiers and 372 slips, all people invented.",
        )
        ttk.Label(demo, text=text, style="Card.TLabel", wraplength=px(440)).pack(anchor="w", pady=(0, px(10)))
        ttk.Button(demo, text=say("Lập sổ mẫu…", "Make the demo office…"), style="Card.TButton", command=self._demo).pack(
            anchor="w"
        )

    def _choose(self) -> None:
        folder = self.app.dialogs.ask_folder(say("Thư mục của sổ", "The office's folder"))
        if folder is not None:
            self.app.open_office(folder)

    def _demo(self) -> None:
        folder = self.app.dialogs.ask_folder(say("Thư mục trống để lập sổ mẫu", "Empty folder for the demo"))
        if folder is None:
            return

        def work(job: Job) -> Path:
            from desktop_app.workflows.demo.run import run

            return run(folder, job.report).office

        self.app.jobs.start(say("Lập sổ mẫu", "Making the demo"), work, self.app.open_office)
