"""Which names of members would be dangerous to unpack: told apart so that a person hears of an attack, not of a slip.

No name is ever used as a path here: members have fixed names. Source: Microsoft, Naming Files, Paths, and Namespaces.
"""

from __future__ import annotations

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def is_unsafe(name: bytes) -> bool:
    """Return whether a member's name leaves its folder, names a device or stream, or holds control bytes."""
    text = name.decode("utf-8", "replace")
    parts = text.split("/")
    return (
        text.startswith("/")
        or "\\" in text
        or ":" in text
        or not text.isprintable()
        or any(part in ("", ".", "..") or part != part.strip(" .") for part in parts)
        or any(part.split(".")[0].lower() in _DEVICES for part in parts)
    )
