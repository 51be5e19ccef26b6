"""Folders that other machines or services reach into are no place for an office."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop_app.store import folder as folder_module
from desktop_app.store.errors import UnsafeFolder
from desktop_app.store.folder import mount_kind, network_kind, synced_kind
from desktop_app.store.office import create_office, open_office
from tests.store.offices import PROFILE, make_office

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
nas:/so /so\\040chung nfs4 rw 0 0
me@pc: /mnt/pc fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
"""


def test_a_synced_folder_is_told_by_its_name() -> None:
    assert synced_kind(PureWindowsPath("D:/so/OneDrive - Cong an/so")) == "OneDrive - Cong an"
    assert synced_kind(PurePosixPath("/srv/Dropbox/so")) == "Dropbox"
    assert synced_kind(PurePosixPath("/srv/so-mot-cua")) == ""


def test_a_network_mount_is_told_by_its_type() -> None:
    assert mount_kind(MOUNTS, "/mnt/share/so") == "cifs"
    assert mount_kind(MOUNTS, "/so chung/so") == "nfs4"
    assert mount_kind(MOUNTS, "/mnt/pc") == "fuse.sshfs"
    assert mount_kind(MOUNTS, "/mnt/share/local/so") == "ext4"
    assert mount_kind(MOUNTS, "/mnt/sharepoint") == "ext4"


def test_a_share_by_its_address_is_a_network_drive() -> None:
    assert network_kind(Path("//server/share/so")) == "UNC"


def test_no_office_is_made_or_opened_in_a_synced_folder(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFolder):
        create_office(tmp_path / "Dropbox" / "so", PROFILE)
    folder = make_office(tmp_path / "o")
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(UnsafeFolder) as caught:
        open_office(folder)
    assert caught.value.kind == str(tmp_path / ".stfolder")


def test_no_office_is_opened_on_a_network_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_office(tmp_path / "o")
    monkeypatch.setattr(folder_module, "mount_kind", lambda *_: "nfs4")
    with pytest.raises(UnsafeFolder):
        open_office(folder)
    monkeypatch.setattr(folder_module, "mount_kind", lambda *_: "ext4")
    open_office(folder).close()
