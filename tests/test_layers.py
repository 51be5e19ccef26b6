"""Imports go one way, engines stay in their places, nothing writes beside the durable writer, forms and exports are pure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.layers import ENGINES, EXCEPTIONS, OURS, WRITERS, Violation, check_source, imports

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("forms", "exports", "desktop_app")
# At least so many files were there when this was written; a gate that looks at fewer has lost its way.
AT_LEAST = {"forms": 20, "exports": 25, "desktop_app": 60}


def sources(folder: str) -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py"))}


@pytest.mark.parametrize("folder", PROGRAM)
def test_no_file_breaks_a_rule(folder: str) -> None:
    looked_at = sources(folder)
    assert len(looked_at) >= AT_LEAST[folder]
    found = [violation for path, text in looked_at.items() for violation in check_source(path, text)]
    assert not found, "\n".join(map(str, found))


def test_every_place_the_rules_name_is_there() -> None:
    named = {place for places in ENGINES.values() for place in places} | set(WRITERS) | {path for _, path in EXCEPTIONS}
    assert sorted(place for place in named if not (ROOT / place).exists()) == []


def test_every_engine_is_where_the_rules_say() -> None:
    """A place nobody uses any more would stay open for the next one to come."""
    used = {
        (engine, place)
        for folder in PROGRAM
        for path, text in sources(folder).items()
        for _, name, _ in imports(path, ast.parse(text))
        for engine, places in ENGINES.items()
        for place in places
        if path.startswith(place) and name.split(".")[0] == engine
    }
    allowed = {(engine, place) for engine, places in ENGINES.items() for place in places}
    assert allowed - used == {("_tkinter", "desktop_app/ui/")}


def test_every_import_of_ours_leads_somewhere() -> None:
    """An arrow to a module that is gone would be looked at by no rule."""
    looked_at, lost = 0, []
    for folder in (*PROGRAM, "bench", "tests"):
        for path, text in sources(folder).items():
            for line, name, _ in imports(path, ast.parse(text)):
                if name.split(".")[0] in OURS:
                    looked_at += 1
                    whole, package = ROOT / name.replace(".", "/"), ROOT / name.rpartition(".")[0].replace(".", "/")
                    if not any(place.is_dir() or place.with_suffix(".py").is_file() for place in (whole, package)):
                        lost.append(f"{path}:{line}: {name}")
    assert looked_at >= 200
    assert lost == []


PLANTED = {
    "forms reaches up": ("forms/dates.py", "from desktop_app.words import say", "arrow"),
    "forms reaches exports": ("forms/dates.py", "import exports.figures", "arrow"),
    "exports reaches the store": ("exports/report/document.py", "from desktop_app.store.office import Office", "arrow"),
    "the store reaches words": ("desktop_app/store/office.py", "from desktop_app.words import say", "arrow"),
    "the store reaches its sibling": ("desktop_app/store/office.py", "from desktop_app.counts import engine", "arrow"),
    "counts reach exports": ("desktop_app/counts/engine.py", "import exports", "arrow"),
    "workflows reach the window": ("desktop_app/workflows/demo/story.py", "from desktop_app.ui import app", "arrow"),
    "the window goes round the workflows": ("desktop_app/ui/app.py", "from desktop_app.store.office import Office", "arrow"),
    "the window builds paper itself": ("desktop_app/ui/app.py", "from exports import report", "arrow"),
    "the window inside a function": ("desktop_app/ui/app.py", "def f():\n    from exports import report", "arrow"),
    "the command line loads the window at once": ("desktop_app/cli.py", "from desktop_app.ui import app", "arrow"),
    "a relative import upward": ("desktop_app/store/office.py", "from ..workflows import session", "arrow"),
    "an import by name": ("forms/dates.py", "import importlib\nimportlib.import_module('desktop_app.words')", "arrow"),
    "the program imports its tests": ("desktop_app/workflows/demo/story.py", "import tests.layers", "arrow"),
    "a new module at the top belongs to nobody": ("desktop_app/extra.py", "import forms.dates", "arrow"),
    "tkinter in a workflow": ("desktop_app/workflows/session.py", "import tkinter.font", "engine"),
    "TinyDB in a workflow": ("desktop_app/workflows/session.py", "from tinydb import Query", "engine"),
    "reportlab in the window": ("desktop_app/ui/app.py", "from reportlab.pdfgen import canvas", "engine"),
    "pyHanko in the report": ("exports/report/document.py", "from pyhanko.sign import signers", "engine"),
    "pikepdf in the signing": ("desktop_app/workflows/summary.py", "import pikepdf", "engine"),
    "a network": ("desktop_app/workflows/sending.py", "from urllib.request import urlopen", "engine"),
    "text written beside the writer": ("desktop_app/ui/app.py", "from pathlib import Path\nPath('a').write_text('b')", "durable"),
    "open for writing": ("desktop_app/workflows/session.py", "open('a', 'wb')", "durable"),
    "open for appending, by name": ("desktop_app/store/reader.py", "open('a', mode='a')", "durable"),
    "a path opened for writing": ("desktop_app/store/reader.py", "path.open('r+b')", "durable"),
    "a mode one cannot see": ("desktop_app/store/reader.py", "open('a', mode)", "durable"),
    "a system handle for writing": ("desktop_app/store/reader.py", "import os\nos.open('a', os.O_RDWR)", "durable"),
    "a path's mode one cannot see": ("desktop_app/store/reader.py", "path.open(mode)", "durable"),
    "a rename": ("desktop_app/workflows/session.py", "import os\nos.replace('a', 'b')", "durable"),
    "a clock": ("forms/dates.py", "from datetime import date\ndate.today()", "pure"),
    "a clock by its whole name": ("exports/tables.py", "import datetime\ndatetime.datetime.now()", "pure"),
    "randomness": ("exports/bundle/frame.py", "import secrets", "pure"),
    "the environment": ("forms/text.py", "import os\nos.environ['HOME']", "pure"),
    "the locale": ("forms/text.py", "import locale", "pure"),
    "a file": ("forms/text.py", "open('a')", "pure"),
    "a float": ("forms/numbers.py", "float('1')", "exact"),
    "a float in a figure": ("exports/figures/ratio.py", "half = 0.5", "exact"),
    "a long file": ("forms/text.py", "a = 1\n" * 401, "length"),
    "a long function": ("forms/text.py", "def f():\n" + "    a = 1\n" * 60, "length"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_found(name: str) -> None:
    path, text, rule = PLANTED[name]
    assert [violation.rule for violation in check_source(path, text)] == [rule]


INNOCENT = {
    "cli opens the window lazily": ("desktop_app/cli.py", "def f():\n    from desktop_app.ui import app"),
    "cli parts": ("desktop_app/cli.py", "from desktop_app.commands import COMMANDS"),
    "reading": ("desktop_app/workflows/session.py", "open('a')\nopen('a', 'rb')\npath.open()\npath.open('rb')"),
    "a system handle for reading": ("desktop_app/store/reader.py", "import os\nos.open('a', os.O_RDONLY)"),
    "a member of a ZIP": ("desktop_app/store/reader.py", "bundle.open(info, 'w')"),
    "a seal that opens": ("desktop_app/store/reader.py", "ring.open(sealed, place)"),
    "a panel that opens": ("desktop_app/ui/app.py", "panel.open(say('a', 'b'))"),
    "the writer writes": ("desktop_app/store/durable.py", "open('a', 'wb')"),
    "a name that only begins alike": ("forms/text.py", "import timeit"),
    "measures of paper": ("exports/report/document.py", "margin_mm = 2.5"),
    "bytes into a file given": ("exports/bundle/frame.py", "out.write(data)"),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_allowed_is_not_complained_of(name: str) -> None:
    path, text = INNOCENT[name]
    found: list[Violation] = check_source(path, text)
    assert found == []
