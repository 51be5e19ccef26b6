"""The kept bundle of every version opens with today's program, and FORMAT.md shows it as it is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from desktop_app.store.station_keys import load_reading_key
from exports.bundle import NAMESPACE, hash_header, open_bundle

ROOT = Path(__file__).parents[2]
FORMAT = (ROOT / "exports" / "bundle" / "FORMAT.md").read_text("utf-8")


@pytest.mark.parametrize("folder", sorted((ROOT / "tests" / "old_files").glob("bundle@*")), ids=lambda folder: str(folder.name))
def test_a_kept_bundle_opens(folder: Path) -> None:
    (file,) = folder.glob("*.somotcua")
    who, options, public = (folder / "allowed_signers").read_text("utf-8").strip().split(" ", 2)
    assert options == f'namespaces="{NAMESPACE}"'
    identity = load_reading_key((folder / "province.age").read_bytes())
    opened = open_bundle(io.BytesIO(file.read_bytes()), registry={("TUSON", who): public}, identity=identity)
    assert b"".join(opened.events) == (folder / "events.ndjson").read_bytes()


def test_the_worked_example_is_the_kept_file() -> None:
    folder = ROOT / "tests" / "old_files" / "bundle@1"
    (file,) = folder.glob("*.somotcua")
    data = file.read_bytes()
    (shown,) = re.findall(r"^\{.*\"payload\".*\}$", FORMAT, re.MULTILINE)
    assert shown.encode() in data
    assert hash_header(shown.encode()) in FORMAT
    assert file.name in FORMAT
    assert (folder / "allowed_signers").read_text("utf-8").strip() in FORMAT


def test_the_limits_in_the_document_are_those_in_the_code() -> None:
    from exports.bundle.header import MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, MAX_RECIPIENTS
    from exports.bundle.lines import MAX_LINE_BYTES, MAX_LINES
    from forms.strict_json import MAX_DEPTH

    assert f"at most {MAX_HEADER_BYTES >> 10} KiB" in FORMAT
    assert f"at most {MAX_PAYLOAD_BYTES >> 30} GiB" in FORMAT
    assert f"at most {MAX_LINE_BYTES:,} bytes".replace(",", " ") in FORMAT
    assert f"{MAX_LINES:,} lines".replace(",", " ") in FORMAT
    assert f"1-{MAX_RECIPIENTS} age recipients" in FORMAT
    assert f"depth {MAX_DEPTH}" in FORMAT
