"""Sealed offices for tests: passwords, a key derivation that takes no time, and a look for clear text in every file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from desktop_app.store.slots import Strength

WEAK = Strength(64, 1, 1)
PASSWORD = "mật khẩu của quản trị"
OTHER = "một câu khác hẳn, dài"


def spellings(text: str) -> Iterable[bytes]:
    """Yield how a text may stand in a file: as it is, folded, decomposed, escaped for JSON, in UTF-16."""
    plain = (
        "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")
    )
    for form in (text, text.upper(), text.lower(), plain, plain.lower(), unicodedata.normalize("NFD", text)):
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode("ascii", "backslashreplace")


def clear_texts(folder: Path, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return, by file of a folder, which of the texts stand in it in clear."""
    wanted = {text: list(spellings(text)) for text in texts}
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            hits = [text for text, forms in wanted.items() if any(form in data for form in forms)]
            if hits:
                found[path.relative_to(folder).as_posix()] = hits
    return found
