"""What every test gets: a home of its own, a screen of its own, an office to work in, and eyes on Tk's callbacks.

Two switches turn "cannot be tested here" from a skip with its reason into a failure, so that a run that must look at
everything cannot pass by looking away: SOMOTCUA_REQUIRE_DISPLAY and SOMOTCUA_REQUIRE_TOOLS (.ci/run sets both).
"""

from __future__ import annotations

import os
import shutil
import tkinter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from tests.virtual_screen import VirtualScreen

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData",
    "LOCALAPPDATA": "AppData",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
# How the reason of a skip says that no set-up can help: the test is for another system, or for a tool dev.py cannot get.
ALLOWED_SKIPS = ("other system:", "optional:")


def required(switch: str) -> bool:
    """Say whether a switch is on."""
    return os.environ.get(switch, "") not in ("", "0")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn every skip into a failure where the tools are required; ALLOWED_SKIPS stay skips."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and required("SOMOTCUA_REQUIRE_TOOLS"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(word in reason for word in ALLOWED_SKIPS):
            report.outcome, report.longrepr = "failed", f"{item.nodeid}: {reason} (this run may skip nothing)"
    return report


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of this run's own; nothing of the person's is read or written. No screen but `display` is there."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable, below in HOME_VARIABLES.items():
            patch.setenv(variable, str(folder / below))
        patch.delenv("DISPLAY", raising=False)
        yield folder


@pytest.fixture(scope="session")
def display(home: Path) -> Iterator[str]:
    """The name of a virtual screen of this run's own, 1366 by 768; skipped with its reason where there can be none."""
    if os.name == "nt":
        yield ""
        return
    try:
        with VirtualScreen() as screen, pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", screen.display)
            yield screen.display
    except OSError as error:
        reason = f"no virtual screen (apt-get install xvfb): {error}"
        if required("SOMOTCUA_REQUIRE_DISPLAY"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(autouse=True)
def _screen_for_windows(request: pytest.FixtureRequest) -> None:
    """Tests marked `window` get the screen without naming it."""
    if request.node.get_closest_marker("window"):
        request.getfixturevalue("display")


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Return a function that gives the path of an independent program, or skips the test saying which is missing."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture(autouse=True)
def tk_errors(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Fail a test in which a Tk callback raised; Tk itself would only print it. A test that means it to clears the list."""
    raised: list[BaseException] = []
    call: Callable[..., object] = tkinter.CallWrapper.__call__

    def watched(wrapper: tkinter.CallWrapper, *arguments: object) -> object:
        original = wrapper.func

        def noting(*inner: object) -> object:
            try:
                return original(*inner)
            except Exception as error:
                raised.append(error)
                raise

        wrapper.func = noting
        try:
            return call(wrapper, *arguments)
        finally:
            wrapper.func = original

    monkeypatch.setattr(tkinter.CallWrapper, "__call__", watched)
    yield raised
    if raised:
        raise AssertionError("a Tk callback raised") from raised[0]


@pytest.fixture
def root(display: str) -> Iterator[tkinter.Tk]:
    """A Tk window of this test's own, closed afterwards."""
    window = tkinter.Tk()
    yield window
    window.destroy()


@pytest.fixture(scope="session")
def _office_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One new office, made once; its keys and certificates take a second."""
    from desktop_app.workflows.setup import create

    folder = tmp_path_factory.mktemp("offices") / "pattern"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", parent="BACNINH", parent_name="Công an tỉnh Bắc Ninh")
    return folder


@pytest.fixture
def office_folder(_office_pattern: Path, tmp_path: Path) -> Path:
    """The folder of a new office (unit TUSON) with the records every office starts with, for this test alone."""
    return Path(shutil.copytree(_office_pattern, tmp_path / "office"))


@pytest.fixture(scope="session")
def _sealed_pattern(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One new sealed office and its recovery code, made once."""
    from desktop_app.workflows.setup import create
    from tests.sealed import PASSWORD, WEAK

    folder = tmp_path_factory.mktemp("sealed") / "pattern"
    made = create(
        folder, unit="TUSON", name="Công an thị xã Từ Sơn", parent="BACNINH", parent_name="Công an tỉnh Bắc Ninh",
        password=PASSWORD, account_name="Lê Văn Quản", strength=WEAK,
    )  # fmt: skip
    assert made is not None
    return folder, made.code


@pytest.fixture
def sealed_folder(_sealed_pattern: tuple[Path, str], tmp_path: Path) -> Path:
    """The folder of a new sealed office (unit TUSON, administrator `admin` with PASSWORD), for this test alone."""
    return Path(shutil.copytree(_sealed_pattern[0], tmp_path / "sealed"))


@pytest.fixture
def recovery_code(_sealed_pattern: tuple[Path, str]) -> str:
    """The recovery code of `sealed_folder`."""
    return _sealed_pattern[1]
