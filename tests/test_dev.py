"""dev.py on machines that lack something: one sentence in each language, status 1, no traceback.

The machine is made of shell scripts that answer as a Python, an uv or an apt-get would and note what they were asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="other system: the made-up machine is made of shell scripts")

NOTE = '#!/bin/sh\necho "$(basename "$0") $@" >> "$CALLS"\n'
# Answers the probe; makes .venv as a copy of itself; the rest succeeds.
PYTHON = (
    NOTE
    + """
case "$*" in
    *lacks*) echo "{answer}" ;;
    "-m venv"*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    *{refused}*) echo "it is refused"; exit 1 ;;
esac
"""
)
NEVER = "no-such-words"
START = "import sys, runpy; sys.executable = '/nowhere'; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"


@dataclass
class Machine:
    """A folder with dev.py and its locks, and a path on which only what a test puts there is found."""

    folder: Path

    def add(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def add_python(self, answer: str, refused: str = NEVER) -> None:
        self.add("python3", PYTHON.format(answer=answer, refused=refused))

    def dev(self, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the project's dev.py as if started by a Python that cannot be found again."""
        command = [sys.executable, "-c", START, str(self.folder / "dev.py"), *arguments]
        tools = {"PATH": f"{self.folder / 'bin'}", "CALLS": str(self.folder / "calls"), "TMPDIR": str(self.folder)}
        machine = {**tools, **environment}
        return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd, env=machine, timeout=60)

    def calls(self) -> list[str]:
        calls = self.folder / "calls"
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    for name in ("dev.py", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("sh", "mkdir", "cp", "basename"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    return Machine(tmp_path)


def assert_sentences(result: subprocess.CompletedProcess[str], vi: str, en: str) -> None:
    """Status 1, and on standard error nothing but the sentence in both languages."""
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 2, result.stderr
    assert vi in lines[0]
    assert en in lines[1]


@pytest.mark.parametrize(
    "command",
    ["apt-get install python3-tk", "dnf install python3-tkinter", "zypper install python3-tk", "brew install python-tk"],
)
def test_without_tkinter_the_exact_package_is_named(machine: Machine, command: str) -> None:
    machine.add_python("3 11 tkinter")
    machine.add(command.split(maxsplit=1)[0], NOTE)
    result = machine.dev("run")
    assert_sentences(result, f"thiếu tkinter: hãy cài bằng lệnh {command}", f"has no tkinter: install it with {command}")
    assert str(machine.folder / "bin" / "python3") in result.stderr


def test_a_python_that_is_too_old_is_not_used(machine: Machine) -> None:
    machine.add_python("3 10")
    assert_sentences(machine.dev("test"), "Cần Python 3.11 trở lên", "Python 3.11 or later, with tkinter, is needed")


def test_the_python_with_tkinter_is_found_behind_one_without(machine: Machine) -> None:
    machine.add_python("3 11 tkinter")
    machine.add("python3.12", PYTHON.format(answer="3 12", refused=NEVER))
    assert machine.dev("run", "summary").returncode == 0
    assert any(call.startswith("python3.12 -m venv") for call in machine.calls())


def test_without_a_network_one_sentence_and_a_log(machine: Machine) -> None:
    machine.add_python("3 11", refused="pip")
    assert_sentences(machine.dev("run"), "Không tải được các thư viện", "could not be fetched (is there a network?)")
    assert "it is refused" in (machine.folder / ".venv" / "install.log").read_text(encoding="utf-8")


def test_after_a_failure_the_next_start_tries_again(machine: Machine) -> None:
    machine.add_python("3 11", refused="pip")
    machine.dev("run")
    machine.add_python("3 11")
    shutil.copy(machine.folder / "bin" / "python3", machine.folder / ".venv" / "bin" / "python")
    assert machine.dev("run", "summary").returncode == 0
    assert machine.calls()[-1] == "python -m desktop_app summary"


def test_without_venv_and_without_rights_the_package_is_named(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.add_python("3 11 ensurepip")
    assert_sentences(machine.dev("run"), "apt-get install python3-venv", "apt-get install python3-venv")


def test_pip_goes_on_where_uv_fails(machine: Machine) -> None:
    machine.add_python("3 11")
    machine.add("uv", NOTE + "exit 2\n")
    assert machine.dev("run", "summary").returncode == 0
    names = [call.split()[0] for call in machine.calls() if "--require-hashes" in call]
    assert names == ["uv", "python"]


def test_the_second_start_installs_nothing(machine: Machine) -> None:
    machine.add_python("3 11")
    machine.dev("run", "summary")
    (machine.folder / "calls").unlink()
    machine.dev("run", "list", "surveys")
    assert machine.calls() == ["python -m desktop_app list surveys"]


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.add_python("3 11")
    machine.dev("run", "summary")
    with (machine.folder / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    (machine.folder / "calls").unlink()
    machine.dev("run", "summary")
    assert any("--require-hashes" in call for call in machine.calls())


@pytest.mark.parametrize("display", ["", ":4711"])
def test_run_without_a_screen_does_the_main_job(machine: Machine, display: str) -> None:
    machine.add_python("3 11", refused="tkinter.Tk")
    result = machine.dev("run", DISPLAY=display)
    assert result.returncode == 0
    folder = machine.calls()[-1].removeprefix("python -m desktop_app demo ")
    assert result.stdout.rstrip().endswith(f"The results are in {folder}")
    assert Path(folder).parent.is_dir()


def test_run_with_a_screen_opens_the_window(machine: Machine) -> None:
    machine.add_python("3 11")
    machine.dev("run", DISPLAY=":4711")
    assert machine.calls()[-1] == "python -m desktop_app"


def test_the_tests_are_run_from_anywhere(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "test_mine.py").touch()
    machine.add_python("3 11")
    machine.dev("test", "test_mine.py::test_a", "-k", "name", cwd=elsewhere)
    assert machine.calls()[-1] == f"python -m pytest {elsewhere / 'test_mine.py'}::test_a -k name"


def test_missing_tools_are_named_with_their_packages(machine: Machine) -> None:
    machine.add_python("3 11")
    result = machine.dev("test")
    assert "apt-get install xvfb xdotool poppler-utils unzip openssh-client age softhsm2" in result.stderr
    assert machine.calls()[-1] == "python -m pytest"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="other system: only root may install")
def test_root_gets_the_missing_tools(machine: Machine) -> None:
    machine.add_python("3 11")
    machine.add("apt-get", NOTE)
    machine.dev("test")
    packages = "xvfb xdotool poppler-utils unzip openssh-client age softhsm2"
    assert f"apt-get install -y -q --no-install-recommends {packages}" in machine.calls()


def test_what_is_missing_to_build_is_named(machine: Machine) -> None:
    machine.add("python3", PYTHON.format(answer="3 11", refused=NEVER).replace("esac", "*objdump*) echo binutils ;;\nesac"))
    assert_sentences(machine.dev("build"), "apt-get install binutils", "apt-get install binutils")


def test_a_build_that_could_not_be_tried_says_so(machine: Machine) -> None:
    machine.add_python("3 11")
    assert_sentences(machine.dev("build"), "chưa tự kiểm tra được", "Built, but not self-tested")
    assert machine.calls()[-1] == "python -m PyInstaller --noconfirm --log-level WARN build.spec"


def test_an_unknown_command_shows_the_commands(machine: Machine) -> None:
    result = machine.dev("tests")
    assert result.returncode == 2
    assert all(f"dev.py {command}" in result.stdout for command in ("run", "test", "check", "bench", "build", "lock"))


def test_a_real_python_without_tkinter_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "tkinter.py").write_text("raise ImportError('no libtk')", encoding="utf-8")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={tmp_path} exec {sys.executable} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    assert dev.lacking(str(python)) == ["tkinter"]
    assert dev.lacking(sys.executable) == []
    assert dev.lacking(str(tmp_path / "gone")) is None
