"""Who signs a report: the officer who prepares it, then the commander who approves it (design.md §5).

The titles stand in the subject of a unit's own certificates; the verification reads them there. Must not sign.
"""

from __future__ import annotations

from typing import Literal

Role = Literal["prepared", "approved"]

PREPARED: Role = "prepared"
APPROVED: Role = "approved"
ROLES: tuple[Role, ...] = (PREPARED, APPROVED)
"""In the order of signing."""

TITLES: dict[Role, str] = {PREPARED: "Người lập báo cáo", APPROVED: "Người ký báo cáo"}
INTERNAL = "Chữ ký nội bộ"
"""Organisational unit of every certificate a unit makes for itself."""
