"""FORMAT.md tells the truth: its examples run, its files are those of an office, its reasons those of the code."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from desktop_app import store
from tests.store.offices import NOW, make_office, opened, save, small_office

TEXT = (Path(store.__path__[0]) / "FORMAT.md").read_text(encoding="utf-8")


def block(containing: str) -> str:
    """Return the indented block of the document that holds a text."""
    blocks = re.findall(r"(?:^    .*\n|^\n)+", TEXT, re.MULTILINE)
    return textwrap.dedent(next(found for found in blocks if containing in found))


def test_the_worked_example_gives_the_lines_it_shows(tmp_path: Path) -> None:
    with opened(make_office(tmp_path / "o")) as office:
        from desktop_app.store.office import Change

        exec(block("office.append("), {"office": office, "Change": Change, "now": NOW})  # noqa: S102 - the document's own example
        lines = [raw.decode() for raw in office.raw_lines(1)]
    shown = block('{"v":1').strip().splitlines()
    assert len(lines) == len(shown) == 3
    for line, example in zip(lines, shown, strict=True):
        place = 0
        for part in re.split(r"…0?|A…|B…|C…|000…0", example):
            place = line.index(part, place) + len(part)


def test_the_analyst_s_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_office(tmp_path / "office")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block("Query().answers"), names)  # noqa: S102
    assert names["good"] == 4
    exec(block("records.jsonl"), names)  # noqa: S102
    assert len((tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 6


def test_every_file_of_an_office_is_named(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    with opened(folder) as office:
        office.save_snapshot()
        office.facts()
        office.write_secret("k", b"")
        office.save_draft("d", {})
    for path in folder.rglob("*"):
        if path.is_file():
            first = path.relative_to(folder).parts[0]
            assert re.search(rf"^\| `{re.escape(first)}[`/]", TEXT, re.MULTILINE), path


def test_every_reason_is_in_the_table() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(store.__path__[0]).glob("*.py"))
    reasons = set(re.findall(r'(?:Damaged\([^)]*?, [^,)]+, |damage\([^)]*?, )"(\w+)"', code)) | {
        "order",
        "link",
        "group",
        "revision",
    }
    table = TEXT.split("## Reasons of damage")[1].split("##")[0]
    assert len(reasons) > 7
    assert {reason for reason in reasons if f"`{reason}`" not in table} == set()


def test_every_error_named_in_the_document_is_one() -> None:
    from desktop_app.store import errors

    for name in re.findall(r"`([A-Z][a-zA-Z]+)`", TEXT):
        assert hasattr(errors, name), name


def test_control_a_save_is_seen_in_the_plain_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.store.offices import dossier, new

    folder = small_office(tmp_path / "office")
    with opened(folder) as office:
        save(office, new("dossiers", "d9", dossier(9)))
    monkeypatch.chdir(tmp_path)
    exec(block("Query().answers") + block("records.jsonl"), {})  # noqa: S102
    assert len((tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 7
