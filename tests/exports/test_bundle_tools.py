"""Tools that know nothing of this program open every layer of a bundle, as FORMAT.md says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exports.bundle import NAMESPACE
from exports.bundle.bag import payload_names
from tests.exports.bundle_story import BUNDLE_ID, ESCROW, LINES, PROVINCE, SIGNING, make_bundle


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: the bundle was not opened with it")
    return found


def run(*words: str | Path, folder: Path, standard_input: bytes = b"") -> str:
    done = subprocess.run([str(word) for word in words], cwd=folder, input=standard_input, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """A folder with the bundle's three members, unpacked by unzip, and everyone's keys."""
    (tmp_path / "bundle.somotcua").write_bytes(make_bundle())
    assert "No errors detected" in run(tool("unzip"), "-t", "bundle.somotcua", folder=tmp_path)
    run(tool("unzip"), "-q", "bundle.somotcua", folder=tmp_path)
    (tmp_path / "signers").write_text(f'TUSON-1 namespaces="{NAMESPACE}" {SIGNING.public}\n', "utf-8")
    for name, key in (("province.age", PROVINCE), ("escrow.age", ESCROW), ("station.key", SIGNING)):
        (tmp_path / name).write_bytes(key.secret)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def test_unzip_finds_three_members_in_order(opened: Path) -> None:
    listed = run(tool("unzip"), "-Z1", "bundle.somotcua", folder=opened)
    assert listed.split() == ["header.json", "header.sshsig", "payload.age"]


def test_ssh_keygen_verifies_the_signature(opened: Path) -> None:
    words = (tool("ssh-keygen"), "-Y", "verify", "-f", "signers", "-I", "TUSON-1", "-n", NAMESPACE, "-s", "header.sshsig")
    header = (opened / "header.json").read_bytes()
    assert "Good" in run(*words, folder=opened, standard_input=header)
    done = subprocess.run(words, cwd=opened, input=header.replace(b"TUSON", b"TUSOM"), capture_output=True, check=False)
    assert done.returncode != 0


def test_a_signature_of_ssh_keygen_is_a_signature_of_ours(opened: Path) -> None:
    run(tool("ssh-keygen"), "-q", "-Y", "sign", "-f", "station.key", "-n", NAMESPACE, "header.json", folder=opened)
    assert (opened / "header.json.sig").read_bytes() == (opened / "header.sshsig").read_bytes()


def test_sha256sum_finds_the_payload_the_header_names(opened: Path) -> None:
    import json

    header = json.loads((opened / "header.json").read_bytes())
    (opened / "sums").write_text(f"{header['payload']['sha256']}  payload.age\n", "utf-8")
    assert "payload.age: OK" in run(tool("sha256sum"), "-c", "sums", folder=opened)


@pytest.mark.parametrize("identity", ["province.age", "escrow.age"])
def test_age_and_bagit_open_the_payload(opened: Path, identity: str) -> None:
    run(tool("age"), "-d", "-i", identity, "-o", "bag.zip", "payload.age", folder=opened)
    run(tool("unzip"), "-q", "bag.zip", folder=opened)
    bag = opened / BUNDLE_ID
    assert (bag / "data" / "events.ndjson").read_bytes() == b"".join(LINES)
    sums = run(tool("sha256sum"), "-c", "manifest-sha256.txt", folder=bag)
    assert all(f"{name}: OK" in sums for name in payload_names("inc"))
    pytest.importorskip("bagit", reason="bagit is not installed: the bag was not validated with it")
    assert "is valid" in run(sys.executable, "-m", "bagit", "--validate", bag, folder=opened)


def test_a_stranger_cannot_open_the_payload(opened: Path) -> None:
    from tests.exports.bundle_story import STRANGER

    (opened / "stranger.age").write_bytes(STRANGER.secret)
    words = [tool("age"), "-d", "-i", "stranger.age", "payload.age"]
    assert subprocess.run(words, cwd=opened, capture_output=True, check=False).returncode != 0


def test_the_fingerprint_is_the_one_ssh_keygen_prints(opened: Path) -> None:
    from desktop_app.store.station_keys import fingerprint
    from exports.bundle import fingerprint_of_line

    assert fingerprint(SIGNING.public) == fingerprint_of_line(SIGNING.public)
    assert fingerprint(SIGNING.public) in run(tool("ssh-keygen"), "-l", "-f", "station.key", folder=opened)
