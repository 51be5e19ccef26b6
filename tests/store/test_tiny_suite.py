"""TinyDB's own test suite, run on the store's Storage and Table, plainly and with the office reopened before every call.

The suite comes in TinyDB's source distribution. Cases left out, each because it is about the JSON file's own shape, which an
office does not have: see left_out.py.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.store.left_out import LEFT_OUT


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fetch the source distribution and return a folder that holds the suite under a name of its own."""
    folder = tmp_path_factory.mktemp("tinydb")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "tinydb==4.9.0",
        "--no-binary",
        "tinydb",
        "--no-deps",
        "-d",
        str(folder),
    ]
    fetched = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    archives = list(folder.glob("tinydb-*.tar.gz"))
    if not archives:
        pytest.skip(f"TinyDB's source distribution cannot be had: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder)  # noqa: S202 - the package index's own file, by its hash
    (folder / "suite").mkdir()
    (folder / "tinydb-4.9.0" / "tests").rename(folder / "suite" / "tinydb_suite")
    return folder / "suite"


def run(suite: Path, *, reopen: bool, plugin: str = "tests.store.suite_standin") -> tuple[int, int, str]:
    """Run the suite; return how many passed, how many failed, and the end of the output."""
    environment = {**os.environ, "SUITE_REOPEN": str(int(reopen)), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        plugin,
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(suite),
        "tinydb_suite",
    ]
    result = subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, timeout=300, check=False)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed)", result.stdout)}
    return counts.get("passed", 0), counts.get("failed", 0), result.stdout[-3000:]


@pytest.mark.parametrize("reopen", [False, True], ids=["plain", "reopened before every call"])
def test_tinydb_s_own_suite_passes(suite: Path, reopen: bool) -> None:
    passed, failed, output = run(suite, reopen=reopen)
    assert failed == 0, output
    assert passed == 211, output
    assert f"{len(LEFT_OUT)} deselected" in output


def test_control_a_store_that_forgot_removals_would_be_caught(suite: Path) -> None:
    passed, failed, output = run(suite, reopen=True, plugin="tests.store.suite_fault")
    assert failed > 3, output
    assert passed > 100
