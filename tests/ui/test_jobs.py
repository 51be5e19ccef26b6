"""The worker beside the window: results, progress, cancelling, errors, and garbage left to the window's thread."""

from __future__ import annotations

import gc
import threading
import time
import tkinter as tk
from collections.abc import Callable, Iterator

import pytest

from desktop_app.ui.jobs import Job, Jobs

pytestmark = pytest.mark.window


class Bench:
    def __init__(self, root: tk.Tk) -> None:
        self.shown: list[tuple[int, int, str] | None] = []
        self.errors: list[BaseException] = []
        self.root = root
        self.jobs = Jobs(root, self.show, self.errors.append)

    def show(self, job: Job | None) -> None:
        self.shown.append((job.done, job.total, job.text) if job else None)

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + 5
        while not holds():
            assert time.monotonic() < end
            self.root.update()
            time.sleep(0.002)


@pytest.fixture
def bench(root: tk.Tk) -> Iterator[Bench]:
    made = Bench(root)
    yield made
    made.jobs.close()


def test_the_result_arrives_in_the_windows_thread(bench: Bench) -> None:
    got: list[tuple[int, bool, bool]] = []
    here = threading.get_ident()

    def work(job: Job) -> tuple[int, bool]:
        return 42, threading.get_ident() == here

    bench.jobs.start("x", work, lambda result: got.append((*result, threading.get_ident() == here)))
    bench.until(lambda: got)
    assert got == [(42, False, True)]
    assert not bench.jobs.busy


def test_progress_is_shown_and_taken_away_at_the_end(bench: Bench) -> None:
    done: list[object] = []
    bench.jobs.start("x", lambda job: job.report(3, 9, "ba"), done.append)
    bench.until(lambda: done)
    assert (3, 9, "ba") in bench.shown
    assert bench.shown[-1] is None


def test_a_cancelled_job_stops_at_its_next_report_and_gives_no_result(bench: Bench) -> None:
    done: list[object] = []

    def work(job: Job) -> None:
        while True:
            job.report(0, 0)
            time.sleep(0.002)

    job = bench.jobs.start("x", work, done.append)
    bench.until(lambda: bench.jobs.current)
    job.cancel()
    bench.until(lambda: not bench.jobs.busy)
    assert done == []
    assert bench.errors == []


def test_an_error_is_handed_to_the_window(bench: Bench) -> None:
    bench.jobs.start("x", lambda _: 1 // 0, lambda _: None)
    bench.until(lambda: bench.errors)
    assert isinstance(bench.errors[0], ZeroDivisionError)


def test_an_error_goes_to_who_asked_where_one_is_named(bench: Bench) -> None:
    failed: list[Exception] = []
    bench.jobs.start("x", lambda _: 1 // 0, lambda _: None, failed.append)
    bench.until(lambda: failed)
    assert bench.errors == []


def test_jobs_run_one_after_another_and_may_start_the_next(bench: Bench) -> None:
    order: list[int] = []

    def then(result: int) -> None:
        order.append(result)
        if result == 1:
            bench.jobs.start("c", lambda _: 3, order.append)

    bench.jobs.start("a", lambda _: 1, then)
    bench.jobs.start("b", lambda _: 2, order.append)
    bench.until(lambda: len(order) == 3)
    assert order == [1, 2, 3]


def test_garbage_is_not_collected_on_the_worker(bench: Bench) -> None:
    seen: list[bool] = []
    bench.jobs.start("x", lambda _: gc.isenabled(), seen.append)
    bench.until(lambda: seen)
    assert seen == [False]
    bench.jobs.close()
    assert gc.isenabled()


def test_closing_cancels_what_runs(root: tk.Tk) -> None:
    bench = Bench(root)

    def work(job: Job) -> None:
        while True:
            job.report(0, 0)
            time.sleep(0.002)

    bench.jobs.start("x", work, lambda _: None)
    bench.until(lambda: bench.jobs.current)
    start = time.monotonic()
    bench.jobs.close()
    assert time.monotonic() - start < 2
    assert gc.isenabled()


def test_what_waits_is_dropped_at_closing(root: tk.Tk) -> None:
    bench, ran = Bench(root), list[int]()

    def work(job: Job) -> None:
        while True:
            job.report(0, 0)
            time.sleep(0.002)

    bench.jobs.start("x", work, lambda _: None)
    bench.jobs.start("y", lambda _: ran.append(1), lambda _: None)
    bench.until(lambda: bench.jobs.current)
    bench.jobs.close()
    assert ran == []


def test_what_a_job_was_given_dies_in_the_windows_thread(bench: Bench) -> None:
    class Given:
        def __del__(self) -> None:
            died.append(threading.get_ident())

    died: list[int] = []

    def ask() -> None:
        given = Given()
        bench.jobs.start("x", lambda _: None, lambda _: given, lambda _: given)

    ask()
    bench.until(lambda: not bench.jobs.busy)
    bench.until(lambda: died)
    assert died == [threading.get_ident()]
