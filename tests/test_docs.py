"""Documents name only what is there, commands in them are taken by the program, and nothing names a machine or an index."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from desktop_app.cli import make_parser

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("forms", "exports", "desktop_app", "bench")
NEEDED = (
    "README.md", "forms/FORMAT.md", "forms/LINE.md", "desktop_app/store/FORMAT.md", "desktop_app/workflows/VERIFICATION.md",
    "exports/bundle/FORMAT.md",
)  # fmt: skip
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".sql", ".spec", ".txt", ".cfg", ".sh", ""}
BUILT = ("build", "dist", "__pycache__")
# A name in a document that looks like one of our own files: in one of our folders, or with the ending of a source.
OUR_FILE = re.compile(r"(?:forms|exports|desktop_app|tests|bench|\.ci)/[\w./*@-]*|[\w./-]+\.(?:py|sql|spec|toml|lock|md)")

OUR_COMMAND = re.compile(r"^\s*(?:\$ )?((?:python3?|py -3) (?:dev\.py|-m desktop_app)\b[^#\n]*)", re.MULTILINE)


def tracked() -> Iterator[Path]:
    """Yield every file of the project, leaving out hidden folders and what is built."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(part in BUILT or (part.startswith(".") and part != ".ci") for part in parts):
            yield path


DOCUMENTS = [path.relative_to(ROOT).as_posix() for path in tracked() if path.suffix == ".md"]


def code_spans(text: str) -> list[str]:
    """Return what stands in backticks in running text, outside fenced blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def missing_names(text: str, folder: Path) -> list[str]:
    """Return the file names and links of a document that lead nowhere."""
    names = [span for span in code_spans(text) if OUR_FILE.fullmatch(span)]
    names += [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    return [name for name in names if not any(_is_there(start, name) for start in (ROOT, folder))]


def _is_there(start: Path, name: str) -> bool:
    return any(True for _ in start.glob(name)) if "*" in name else (start / name).exists()


def commands(text: str) -> list[list[str]]:
    """Return the words of every command of ours in a document, wherever it stands in backticks or a fenced block."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [shlex.split(line)[1:] for line in OUR_COMMAND.findall("\n".join([*code_spans(text), *blocks]))]


def not_taken(words: list[str]) -> bool:
    """Say whether the program would refuse these words: `dev.py COMMAND …` or `-m desktop_app …`."""
    words = words[1:] if words[0] == "-3" else words
    if words[0] == "dev.py":
        if words[1:2] != ["run"]:
            return words[1:2] == [] or words[1] not in ("test", "check", "bench", "build", "lock")
        words = words[1:]
    else:
        words = words[1:]
    try:
        make_parser().parse_args(words[1:])
    except SystemExit as stop:
        return stop.code != 0
    return False


@pytest.mark.parametrize("name", NEEDED)
def test_the_document_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_name_in_a_document_leads_somewhere(name: str) -> None:
    path = ROOT / name
    assert missing_names(path.read_text(encoding="utf-8"), path.parent) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_document_is_taken(name: str) -> None:
    assert [words for words in commands((ROOT / name).read_text(encoding="utf-8")) if not_taken(words)] == []


def test_the_readme_has_the_two_commands() -> None:
    found = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert ["dev.py", "run"] in found
    assert ["dev.py", "test"] in found


def test_dev_py_names_its_commands() -> None:
    named = re.findall(r"python dev\.py (\w+)", dev.__doc__ or "")
    assert [name for name in named if not_taken(["dev.py", name])] == []
    assert len(named) == 6


def test_names_and_commands_that_lead_nowhere_are_found() -> None:
    text = "`forms/gone.py` and `forms/dates.py`, [a picture](gone.png), `python dev.py tset`\n"
    text += "```\npython -m desktop_app sumary\npython dev.py run\n```\n"
    assert missing_names(text, ROOT) == ["forms/gone.py", "gone.png"]
    assert [words for words in commands(text) if not_taken(words)] == [["dev.py", "tset"], ["-m", "desktop_app", "sumary"]]


def test_every_folder_of_source_says_what_it_is_for() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert len(folders) >= 10
    mute = []
    for folder in folders:
        first = folder / "__init__.py"
        if not first.is_file() or len(ast.get_docstring(ast.parse(first.read_text(encoding="utf-8"))) or "") < 40:
            mute.append(folder.relative_to(ROOT).as_posix())
    assert sorted(mute) == []


OF_A_MACHINE = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|workspace|farm|opt)/\w|[A-Z]:\\Users\\")
HOSTS = "pypi|pythonhosted|npmjs|/simple|registry|artifactory|nexus|debian"
OF_AN_INDEX = re.compile(rf"\w+://[^\s\"')]*(?:{HOSTS})", re.IGNORECASE)


@pytest.mark.parametrize("pattern", [OF_A_MACHINE, OF_AN_INDEX], ids=["machine", "index"])
def test_no_file_names_a_machine_or_an_index(pattern: re.Pattern[str]) -> None:
    looked_at, found = 0, []
    for path in tracked():
        kept = "office" in path.relative_to(ROOT).parts  # an office of a test: sealed files look like text by their names
        if path.suffix in TEXT and path.name != Path(__file__).name and not kept:
            looked_at += 1
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert looked_at >= 100
    assert found == []


@pytest.mark.parametrize("text", ["see /home/an/so", "C:\\Users\\an", '"/opt/so"'])
def test_a_machine_s_path_is_found(text: str) -> None:
    assert OF_A_MACHINE.search(text)


@pytest.mark.parametrize("text", ["https://pypi.example/pkg", "http://mirror.example/simple/", "https://registry.example"])
def test_an_index_s_address_is_found(text: str) -> None:
    assert OF_AN_INDEX.search(text)
