"""One word for each thing in what people read: a slip that came back with nothing on it is `phiếu trống`, never another word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OTHER_WORDS = {
    "phiếu trắng": "phiếu trống",
    "trả về trắng": "phiếu trống",
    "came back blank": "returned blank",
    "khoá": "khóa",
    "huỷ": "hủy",
}
"""What is not said → what is said instead."""


def texts(source: str) -> Iterator[str]:
    """Yield what may be read by a person: every string of a module but its docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value.lower()


def other_words(source: str) -> list[str]:
    return [word for text in texts(source) for word in OTHER_WORDS if re.search(rf"\b{word}\b", text)]


def test_another_word_is_seen() -> None:
    assert other_words('"""Phiếu trắng."""\nx = say("Phiếu trắng", f"{n} came back blank")') == ["phiếu trắng", "came back blank"]


def test_one_thing_has_one_word() -> None:
    sources = [path for part in ("forms", "exports", "desktop_app") for path in (ROOT / part).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): other_words(path.read_text("utf-8")) for path in sources}
    assert {name: words for name, words in found.items() if words} == {}
    assert len(sources) > 200
