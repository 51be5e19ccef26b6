"""Verifying answers each question by itself and has one bottom line."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest

from exports.bundle import Verification, fingerprint_of_line, verify_bundle
from tests.exports.bundle_story import IDENTITY, LINES, OTHER_KEY, REGISTRY, SIGNING, STRANGER_IDENTITY, forge, make_bundle


def verified(data: bytes, **changes: Any) -> Verification:
    return verify_bundle(io.BytesIO(data), **{"registry": REGISTRY, "identity": IDENTITY, **changes})


def answers(found: Verification) -> dict[str, bool | None]:
    return {name: answer.ok for name, answer in found.questions.items()}


def test_all_is_well() -> None:
    found = verified(make_bundle())
    assert answers(found) == {"intact": True, "whose": True, "for_us": True, "complete": True, "clock": True}
    assert found.ok
    assert found.header is not None
    assert found.header.unit == "TUSON"
    assert "40" in found.questions["complete"].vi


def test_a_damaged_file_answers_one_question() -> None:
    data = bytearray(make_bundle())
    data[-400] ^= 1
    found = verified(bytes(data))
    assert (found.ok, answers(found), found.header) == (False, {"intact": False}, None)
    assert found.questions["intact"].code == "BUNDLE-PAYLOAD-HASH"
    assert found.questions["intact"].vi in found.vi


def test_an_unknown_sender_is_intact_all_the_same() -> None:
    found = verified(make_bundle(key=OTHER_KEY))
    assert answers(found) == {"intact": True, "whose": False, "for_us": True, "complete": None, "clock": True}
    assert found.questions["whose"].code == "BUNDLE-UNKNOWN-KEY"
    assert not found.ok


@pytest.mark.parametrize("identity", ["", STRANGER_IDENTITY], ids=["nobody", "stranger"])
def test_for_someone_else(identity: str) -> None:
    found = verified(make_bundle(), identity=identity)
    assert answers(found) == {"intact": True, "whose": True, "for_us": False, "complete": None, "clock": True}
    assert not found.ok


def test_our_own_bundle_is_in_order_though_we_cannot_open_it() -> None:
    found = verified(make_bundle(), identity=STRANGER_IDENTITY, own_key=fingerprint_of_line(SIGNING.public))
    assert answers(found) == {"intact": True, "whose": True, "for_us": None, "complete": None, "clock": True}
    assert found.ok


def test_a_bundle_whose_inside_is_wrong_is_not_complete() -> None:
    found = verified(forge(events=b"".join(LINES[:3]) + LINES[4]))
    assert answers(found) == {"intact": True, "whose": True, "for_us": True, "complete": False, "clock": True}
    assert found.questions["complete"].code == "BUNDLE-LINE-ORDER"


def test_a_wrong_clock_is_said_and_changes_nothing() -> None:
    found = verified(make_bundle(created=datetime(1970, 1, 1, tzinfo=UTC)))
    assert found.questions["clock"].ok is None
    assert found.questions["clock"].code == "BUNDLE-CLOCK"
    assert found.ok


def test_nothing_is_left_in_the_spool() -> None:
    spool = io.BytesIO()
    assert verified(make_bundle(), spool=spool).ok
    assert spool.getvalue() == b""


def test_a_receipt_says_so() -> None:
    found = verified(make_bundle([], kind="receipt", receipt={"streams": []}))
    assert found.ok
    assert "receipt" in found.questions["complete"].en
