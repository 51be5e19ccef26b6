"""Each planted fault is caught by the crash states, and the same recording without it passes.

| fault | crash states | kill -9 | bit flips |
| no flush, no flush of folders, acknowledged or witnessed before the flush | caught | unseen | unseen |
| tail cut too far, groups ignored | caught | unseen | unseen |
| acknowledged before it is written | caught by the store itself or as no flush | caught | unseen |
| hash not checked | unseen: a torn line has the wrong shape too | unseen | caught |
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.crash.explore import Result, add, check_states, fast_folder, record
from tests.store.crash.faults import LAYERS, PATCHES
from tests.store.crash.layer import Recorder
from tests.store.crash.scenarios import SCENARIOS

LOOKED_AT = ("importing", "filing", "rolling")
STATES = 120


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with fast_folder() as folder:
        yield folder


def found_with(place: Path, layer: type[Recorder] = Recorder, fault: str = "") -> Result:
    total = Result()
    for name in LOOKED_AT:
        with PATCHES[fault]() if fault else contextlib.nullcontext():
            folder = place / f"{layer.__name__}-{fault}-{name}"
            recording = record(SCENARIOS[name], folder, layer=layer)
            add(total, check_states(SCENARIOS[name], recording, place / "state", STATES))
    return total


def assert_caught(found: Result) -> None:
    """Assert that the judge complained, and that nothing fell over for another reason."""
    assert found.broken
    assert all(": Broken: " in complaint for complaint in found.broken), found.broken[:3]


def test_control_without_a_fault_nothing_is_found(place: Path) -> None:
    found = found_with(place)
    assert found.looked >= STATES
    assert not found.broken, found.broken[:3]


@pytest.mark.parametrize("fault", LAYERS)
def test_a_fault_of_the_file_layer_is_caught(place: Path, fault: str) -> None:
    assert_caught(found_with(place, LAYERS[fault]))


@pytest.mark.parametrize("fault", PATCHES)
def test_a_fault_of_the_stores_own_steps_is_caught(place: Path, fault: str) -> None:
    assert_caught(found_with(place, fault=fault))
