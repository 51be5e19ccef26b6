"""The rules of the house, and how a source file is looked at for them (design.md §1, style 1-4 and the list of smells).

`check_source` takes a path and a text and returns what breaks a rule; it opens nothing, so a planted violation can be
shown to it. `tests/test_layers.py` shows it every file of the project.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

# Who may import whom; the longest prefix of a module's name counts. A package may always import itself.
ARROWS = {
    "forms": (),
    "exports": ("forms",),
    "desktop_app": (),
    "desktop_app.words": (),
    "desktop_app.store": ("forms",),
    "desktop_app.counts": ("forms",),
    "desktop_app.workflows": ("forms", "exports", "desktop_app.store", "desktop_app.counts", "desktop_app.words"),
    "desktop_app.ui": ("forms", "desktop_app.workflows", "desktop_app.words"),
    "desktop_app.commands": ("forms", "desktop_app.workflows", "desktop_app.words"),
    "desktop_app.cli": ("desktop_app.commands", "desktop_app.words"),
    "desktop_app.__main__": ("desktop_app.cli",),
}
# Allowed only inside a function: the window is loaded when it is asked for.
LAZY_ARROWS = {"desktop_app.cli": ("desktop_app.ui",), "desktop_app.commands": ("desktop_app.ui",)}
OURS = ("forms", "exports", "desktop_app", "bench", "tests", "dev")

# One engine, one place. A path ending in / stands for the folder; no path at all: nowhere in the program.
ENGINES = {
    "tkinter": ("desktop_app/ui/",),
    "_tkinter": ("desktop_app/ui/",),
    "PIL": ("desktop_app/ui/", "exports/report/archive.py"),
    "pypdfium2": ("desktop_app/ui/",),
    "tinydb": ("desktop_app/store/tiny.py", "desktop_app/store/held.py"),
    "sqlite3": ("desktop_app/store/", "desktop_app/counts/"),
    "reportlab": ("exports/report/", "exports/slips/pages.py", "exports/recovery_sheet.py", "exports/signing/stamp.py"),
    "pikepdf": ("exports/report/", "exports/slips/pages.py", "exports/signing/reading.py"),
    "pyhanko": ("exports/signing/",),
    "pyhanko_certvalidator": ("exports/signing/",),
    "asn1crypto": ("exports/signing/",),
    "pkcs11": ("exports/signing/",),
    "cryptography": ("exports/signing/", "exports/bundle/", "desktop_app/store/"),
    "pyrage": ("exports/bundle/age.py", "desktop_app/store/station_keys.py"),
    "openpyxl": ("exports/table_xlsx.py", "exports/table_read_xlsx.py"),
    "holidays": ("forms/shipped.py",),
    # The office has no network, and the program never asks for one.
    "socket": (),
    "ssl": (),
    "http": (),
    "urllib.request": (),
    "requests": (),
    "aiohttp": (),
    "asyncio": (),
}

IMPORTS_BY_NAME = ("__import__", "import_module", "importlib.import_module", "pytest.importorskip")
PURE = ("forms/", "exports/")
IMPURE_MODULES = ("random", "secrets", "uuid", "time", "locale", "os", "tempfile", "subprocess", "shutil", "platform", "getpass")
IMPURE_CALLS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "print", "input", "open")
EXACT = ("forms/", "exports/figures/")

WRITERS = tuple(f"desktop_app/store/{name}.py" for name in ("durable", "files", "lock", "sticks"))
WRITING_METHODS = ("write_text", "write_bytes", "rename", "unlink", "touch", "hardlink_to", "symlink_to")
WRITING_CALLS = (
    "os.rename", "os.replace", "os.remove", "os.unlink", "os.truncate", "shutil.move", "shutil.copy", "shutil.copy2",
    "shutil.copyfile", "shutil.copytree", "shutil.rmtree", "tempfile.NamedTemporaryFile", "tempfile.mkstemp",
)  # fmt: skip

# A rule that does not hold in one place, with its reason: (rule, path) -> why.
EXCEPTIONS = {
    ("engine", "desktop_app/store/lock.py"): "asks the name of this machine, to say who holds the office; connects to nothing",
    ("durable", "desktop_app/ui/printing.py"): "a copy for the printer in the system's own folder, gone when it was taken",
    ("durable", "desktop_app/store/facts.py"): "drops the fact file when in doubt: it is derived, never the truth",
}

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: where, which, and what stands there."""

    path: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.what}"


def check_source(path: str, text: str) -> list[Violation]:
    """Return every rule a file of the program breaks. path: from the project's folder, with `/`."""
    tree = ast.parse(text)
    found = [*_check_imports(path, tree), *_check_writing(path, tree), *_check_lengths(path, text, tree)]
    if path.startswith(PURE):
        found += _check_purity(path, tree)
    if path.startswith(EXACT):
        found += _check_exactness(path, tree)
    return [violation for violation in found if (violation.rule, path) not in EXCEPTIONS]


def module_name(path: str) -> str:
    """Return the dotted name of the module in a file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Yield line, dotted name, and whether the import stands inside a function, for every import of a file."""
    inside = {
        id(below)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for below in ast.walk(node)
    }
    for node in ast.walk(tree):
        for name in _imported_names(path, node):
            yield getattr(node, "lineno", 0), name, id(node) in inside


def _imported_names(path: str, node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        start = node.module or ""
        if node.level:
            parts = [*module_name(path).split("."), *(["__init__"] if path.endswith("__init__.py") else [])]
            start = ".".join([*parts[: -node.level], start]).rstrip(".")
        return [f"{start}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and _called(node) in IMPORTS_BY_NAME:
        return [arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return []


def _check_imports(path: str, tree: ast.Module) -> Iterator[Violation]:
    here = module_name(path)
    for line, name, lazy in imports(path, tree):
        if _below(name, OURS):
            allowed = ARROWS[_rule_for(here)] + (LAZY_ARROWS.get(_rule_for(here), ()) if lazy else ())
            if not _below(name, (*allowed, _rule_for(here))) or _rule_for(here) == "desktop_app" != here:
                yield Violation(path, line, "arrow", f"{here} imports {name}")
        for engine, places in ENGINES.items():
            if _below(name, (engine,)) and not path.startswith(places):
                yield Violation(path, line, "engine", name)
        if path.startswith(PURE) and _below(name, IMPURE_MODULES):
            yield Violation(path, line, "pure", f"import {name}")


def _rule_for(module: str) -> str:
    return max((prefix for prefix in ARROWS if _below(module, (prefix,))), key=len)


def _below(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def _check_writing(path: str, tree: ast.Module) -> Iterator[Violation]:
    if path in WRITERS:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _called(node)
        method = name.rpartition(".")[2] if isinstance(node.func, ast.Attribute) else ""
        if name == "os.open":
            writes = "O_RDONLY" not in ast.unparse(node) or any(flag in ast.unparse(node) for flag in ("O_CREAT", "O_TRUNC"))
        elif "open" in (name, method):
            writes = _writing_mode(node, 1 if name == "open" else 0)
        else:
            writes = name in WRITING_CALLS or method in WRITING_METHODS
        if writes:
            yield Violation(path, node.lineno, "durable", ast.unparse(node)[:80])


def _writing_mode(node: ast.Call, place: int) -> bool:
    """Say whether an open() may write: a mode with w, a, x or +, or one that only shows when it runs.

    Other things are opened too: a method's first argument counts as a mode only if it is a text or called `mode`.
    """
    modes = [keyword.value for keyword in node.keywords if keyword.arg == "mode"] or node.args[place : place + 1]
    if modes and isinstance(modes[0], ast.Constant):
        return isinstance(modes[0].value, str) and bool(set(modes[0].value) & set("wax+"))
    return bool(modes) and isinstance(modes[0], ast.Name) and (place == 1 or modes[0].id == "mode")


def _check_purity(path: str, tree: ast.Module) -> Iterator[Violation]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _below(_called(node).removeprefix("datetime."), IMPURE_CALLS):
            yield Violation(path, node.lineno, "pure", _called(node))


def _check_exactness(path: str, tree: ast.Module) -> Iterator[Violation]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float":
            yield Violation(path, node.lineno, "exact", "float")
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield Violation(path, node.lineno, "exact", repr(node.value))


def _check_lengths(path: str, text: str, tree: ast.Module) -> Iterator[Violation]:
    lines = text.count("\n")
    if lines > MOST_LINES_OF_A_FILE:
        yield Violation(path, lines, "length", f"{lines} lines")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield Violation(path, node.lineno, "length", f"{node.name} has {length} lines")
