"""A sealed office with one person of each role, made once a run, for the tests of pages that depend on who works."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from desktop_app.workflows import setup
from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session, open_session
from tests.sealed import PASSWORD, WEAK
from tests.ui.conftest import BATCH, NOW
from tests.ui.office_data import fill

PASSWORDS = {"admin": PASSWORD, "lan": "mật khẩu của chị Lan", "hung": "mật khẩu của anh Hùng"}
NAMES = {"lan": ("Nguyễn Thị Lan", "officer"), "hung": ("Trần Văn Hùng", "commander")}


@functools.cache
def pattern() -> Path:
    """Return the office every copy is made from: dossiers and a batch by the administrator, while alone, then the others."""
    folder = Path(tempfile.mkdtemp(prefix="somotcua-test-")) / "office"
    setup.create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", password=PASSWORD, strength=WEAK, clock=lambda: NOW)
    with open_session(folder, password=PASSWORD, clock=lambda: NOW) as session:
        enter(session, "batches", [BATCH])
        fill(session)
        for account, (name, role) in NAMES.items():
            add_account(session, account, name, role, PASSWORDS[account])
    return folder


def open_as(account: str, folder: Path) -> Session:
    """Copy the office into `folder` unless it is there, and open it as one of its people."""
    if not folder.exists():
        shutil.copytree(pattern(), folder)
    return open_session(folder, account, lambda: NOW, password=PASSWORDS[account])
