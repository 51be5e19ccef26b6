"""The set-up of the tests does what it promises: a test whose callback raised is red, windows stay off the person's screen."""

from __future__ import annotations

import os
import tkinter
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

RAISING_CALLBACK = """
    def test_button(root):
        import tkinter
        button = tkinter.Button(root, command=lambda: 1 / 0)
        button.invoke()
"""
SWALLOWED_BY_THE_WINDOW = """
    def test_button(root):
        import tkinter
        root.report_callback_exception = lambda *error: None
        root.after(0, lambda: 1 / 0)
        root.update()
"""
SKIPPING = "import pytest\ndef test_bag(tool): tool('no-such-program')"


def run_below(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    root = Path(__file__).resolve().parents[1]
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"[pytest]\npythonpath = {root}")
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")  # Xlib ends a process whose screen goes away


@pytest.mark.window
@pytest.mark.parametrize("source", [RAISING_CALLBACK, SWALLOWED_BY_THE_WINDOW])
def test_a_raising_callback_fails_its_test(pytester: pytest.Pytester, source: str) -> None:
    run_below(pytester, source).assert_outcomes(passed=1, errors=1)


def test_a_missing_tool_skips_and_says_which(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOMOTCUA_REQUIRE_TOOLS", raising=False)
    run_below(pytester, SKIPPING).assert_outcomes(skipped=1)


def test_the_switch_turns_the_skip_into_a_failure(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMOTCUA_REQUIRE_TOOLS", "1")
    result = run_below(pytester, SKIPPING)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no-such-program is not installed*"])


def test_a_skip_that_no_set_up_can_help_stays_one(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMOTCUA_REQUIRE_TOOLS", "1")
    source = "import pytest\ndef test_a(): pytest.skip('other system: Windows')\ndef test_b(): pytest.skip('optional: x')"
    run_below(pytester, source).assert_outcomes(skipped=2)


def test_a_missing_screen_fails_where_it_is_required(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMOTCUA_REQUIRE_DISPLAY", "1")
    monkeypatch.setenv("PATH", str(pytester.path))  # no Xvfb there
    run_below(pytester, "def test_window(root): pass").assert_outcomes(errors=1)


def test_the_home_is_not_the_person_s(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path.home() == home
    assert tmp_path_factory.getbasetemp() in home.parents


@pytest.mark.window
def test_the_screen_is_our_own(display: str) -> None:
    assert os.environ["DISPLAY"] == display
    window = tkinter.Tk()
    assert (window.winfo_screenwidth(), window.winfo_screenheight()) == (1366, 768)
    window.destroy()
