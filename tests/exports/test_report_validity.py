"""PDF/A-3a and PDF/UA-1 by veraPDF, where the machine has it; it is no part of the program or of its set-up."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from exports.report import make_report
from exports.signing import fill_number
from tests.exports import report_samples, signing_samples as samples


@pytest.mark.slow
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_reports_signed_or_not_are_valid(flavour: str, tmp_path: Path) -> None:
    validator = shutil.which("verapdf")
    if validator is None:
        pytest.skip("optional: veraPDF is not installed")
    letterhead = report_samples.make_tu_son_letterhead()
    unit = samples.make_unit()
    open_report = make_report(report_samples.make_tu_son(), letterhead, report_samples.DEFINITION)
    filled = fill_number(samples.prepare(open_report, unit), "5", date(2020, 8, 5))
    files = {
        "plain": samples.make_plain(),
        "empty": make_report(report_samples.make_empty(), letterhead, report_samples.DEFINITION),
        "province": make_report(report_samples.make_province(40), letterhead, report_samples.DEFINITION),
        "signed": samples.approve(filled, unit),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    command = [validator, "--flavour", flavour, "--format", "text", *map(str, tmp_path.glob("*.pdf"))]
    run = subprocess.run(command, capture_output=True, check=False)
    lines = run.stdout.decode().splitlines()
    assert len(lines) == len(files)
    assert all(line.startswith("PASS") for line in lines), lines
