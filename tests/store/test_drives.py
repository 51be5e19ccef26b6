"""Removable drives are found in what the kernel says is mounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.store import drives

MOUNTINFO = """\
22 27 0:21 / /proc rw,nosuid - proc proc rw
27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
33 27 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw
88 27 8:17 / /media/an/USB\\040C\\303\\264ng\\040an rw,nosuid shared:5 - vfat /dev/sdb1 rw,uid=1000
89 27 8:33 / /run/media/an/KINGSTON ro,nosuid - exfat /dev/sdc1 ro
90 27 0:50 / /media/an/tmp rw - tmpfs tmpfs rw
broken line
"""


def test_mount_points_are_unescaped() -> None:
    points = [mount.point for mount in drives.parse_mountinfo(MOUNTINFO)]
    assert points == ["/proc", "/", "/boot/efi", "/media/an/USB Công an", "/run/media/an/KINGSTON", "/media/an/tmp"]


def test_sticks_are_told_from_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mountinfo").write_text(
        MOUNTINFO.replace("/run/media/an/KINGSTON", "/mnt/none-such").replace("8:33", "0:0"), "utf-8"
    )
    monkeypatch.setattr(drives, "MOUNTINFO", tmp_path / "mountinfo")
    looked: list[Path] = []

    def look(path: Path, label: str) -> drives.Drive:
        looked.append(path)
        return drives.Drive(path, label, 1, 2, False)

    monkeypatch.setattr(drives, "_look", look)
    assert [drive.label for drive in drives.list_drives()] == ["USB Công an", "none-such"]


def test_a_drive_that_does_not_answer_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTINFO, "utf-8")
    monkeypatch.setattr(drives, "MOUNTINFO", tmp_path / "mountinfo")
    assert drives.list_drives() == []
    monkeypatch.setattr(drives, "MOUNTINFO", tmp_path / "nothing")
    assert drives.list_drives() == []


def test_a_drive_says_its_space(tmp_path: Path) -> None:
    drive = drives._look(tmp_path, "x")
    assert drive is not None
    assert 0 <= drive.free_bytes <= drive.total_bytes
    assert not drive.read_only
