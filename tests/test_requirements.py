"""The lock files say what pyproject.toml asks for, exactly, with hashes and without addresses; nothing is asked for in vain."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import dev
from tests.layers import OURS, imports

ROOT = Path(__file__).resolve().parents[1]
LOCKS = [dev.RUN_LOCK, dev.DEV_LOCK]
# Where a package is imported by another name than its own.
IMPORTED_AS = {
    "pillow": "pil",
    "pyhanko-certvalidator": "pyhanko_certvalidator",
    "python-pkcs11": "pkcs11",
    "zxing-cpp": "zxingcpp",
}
# Programs and type hints: called or read, not imported.
NOT_IMPORTED = {"mypy", "ruff", "pyinstaller", "types-openpyxl", "types-reportlab"}
PROGRAM = ("forms", "exports", "desktop_app")


def asked(*, developers: bool = False) -> list[Requirement]:
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = text["project"]
    more = [*project["optional-dependencies"]["token"], *text["dependency-groups"]["dev"]] if developers else []
    return [Requirement(line) for line in (*project["dependencies"], *more)]


def pins(path: Path) -> dict[str, tuple[Version, int]]:
    """Name -> version and number of hashes of every package a lock file names."""
    found = {}
    for block in re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8")):
        if match := re.match(r"([a-z0-9.-]+)==(\S+)", block):
            found[match[1]] = (Version(match[2]), len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)))
    return found


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_the_lock_was_made_from_what_is_asked_for(path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    assert first_line == f"# asked for: {dev.asked_for()}", "run: python dev.py lock"


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_line_an_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(pins(path)) > 20
    assert [name for name, (_, hashes) in pins(path).items() if not hashes] == []
    assert re.findall(r"\w+://\S*|--(?:extra-)?index\S*|--find-links\S*|^-e .*|^/.*", text, re.MULTILINE) == []


def test_the_pins_satisfy_what_is_asked_for() -> None:
    for path, requirements in {dev.RUN_LOCK: asked(), dev.DEV_LOCK: asked(developers=True)}.items():
        pinned = pins(path)
        for requirement in requirements:
            assert pinned[canonicalize_name(requirement.name)][0] in requirement.specifier, requirement


def test_the_developers_lock_holds_all_of_the_program_s() -> None:
    developers = pins(dev.DEV_LOCK)
    assert {name: developers.get(name) for name in pins(dev.RUN_LOCK)} == pins(dev.RUN_LOCK)


def imported_by(*folders: str) -> set[str]:
    """Return the top names of everything imported in these folders, in small letters."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {name.split(".")[0].lower() for _, name, _ in imports(path.relative_to(ROOT).as_posix(), tree)}
    return found


def names_of(requirements: list[Requirement]) -> set[str]:
    """Return the names the packages are imported by."""
    names = {canonicalize_name(requirement.name) for requirement in requirements} - NOT_IMPORTED
    return {IMPORTED_AS.get(name, name) for name in names}


def test_nothing_is_asked_for_that_no_source_imports() -> None:
    assert names_of(asked(developers=True)) - imported_by(*PROGRAM, "bench", "tests") == set()


def test_the_program_imports_nothing_it_does_not_ask_for() -> None:
    system = {name.lower() for name in sys.stdlib_module_names} | set(OURS)
    assert imported_by(*PROGRAM) - system - names_of(asked()) == {"pkcs11"}, "the token is an extra"
