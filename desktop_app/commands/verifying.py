"""Commands on verification: how far a batch is, its sample drawn and judged. Keying and settling need the window."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop_app.commands.base import Command, Options, add_json, opened
from desktop_app.commands.output import Refusal, print_json, print_lines
from desktop_app.words import say
from forms.numbers import format_percent

if TYPE_CHECKING:
    from desktop_app.workflows.dossiers import Stored
    from desktop_app.workflows.sampling import Outcome
    from desktop_app.workflows.session import Session
    from desktop_app.workflows.verified import BatchVerification


class Verification:
    help = "đợt phiếu đã kiểm tra đến đâu, ước tính còn sai / how far a batch is verified, errors to be expected; 1 if not all"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.verified import batch_state, residual, roles_apart

        with opened(options, read_only=True) as session:
            _require_batch(session, options.batch)
            state, rate = batch_state(session, options.batch), residual(session, options.batch)
            roles = roles_apart(session, options.batch)
        people = {name: sorted(getattr(roles, name)) for name in ("keyers", "verifiers", "settlers")}
        if options.json:
            print_json({**asdict(state), "complete": state.complete, "residual": rate, **people, "apart": roles.apart})
        else:
            print_lines([*_facts(state), *_expected(rate), *_people(people)])
        return 0 if state.complete else 1


class Draw:
    help = "chọn mẫu ngẫu nhiên / draw a random sample; a sample still open or failed is not drawn again"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        parser.add_argument("--size", type=int, help="số phiếu / slips; the plan's own number if left out")
        parser.add_argument("--unfinished", action="store_true", help="dù còn phiếu chưa nhập / though slips are not keyed yet")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.sampling import draw, list_drawn

        with opened(options) as session:
            sample = draw(session, options.batch, options.size, confirmed=options.unfinished)
            drawn = list_drawn(session, sample)
        count, accept = len(drawn), (sample.data or {})["accept"]
        print(
            say(f"Đã chọn {count} phiếu; sai không quá {accept} ô thì đạt:", f"Drew {count} slips; {accept} errors still pass:")
        )
        print(", ".join(str(serial) for serial in drawn))
        return 0


class Result:
    help = "kết quả mẫu; kiểm tra xong thì kết luận / the sample's outcome, concluded once it is done; 1 if not passed"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.sampling import conclude, outcome

        with opened(options) as session:
            sample = _last_sample(session, options.batch)
            found = outcome(session, sample)
            if found.passed is not None:
                sample = conclude(session, sample)
                found = outcome(session, sample)
        if options.json:
            print_json({name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(found).items()})
        else:
            print_lines(_judged(found))
        return 0 if found.passed else 1


ACTS: dict[str, Command] = {"draw": Draw(), "result": Result()}


class Sample:
    help = "chọn mẫu kiểm tra, xem kết quả / the sample of a batch: draw it, see its outcome"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
        for name, act in ACTS.items():
            act.add_arguments(acts.add_parser(name, help=act.help))

    def run(self, options: Options) -> int:
        return ACTS[options.act].run(options)


def _require_batch(session: Session, batch: str) -> None:
    if session.office.get("batches", batch) is None:
        raise Refusal(1, text=say(f"Không có đợt {batch}.", f"There is no batch {batch}."))


def _last_sample(session: Session, batch: str) -> Stored:
    from desktop_app.workflows.sampling import list_samples

    samples = list_samples(session, batch)
    if not samples:
        raise Refusal(1, text=say(f"Đợt {batch} chưa chọn mẫu.", f"No sample was drawn for the batch {batch}."))
    return samples[-1]


def _facts(state: BatchVerification) -> list[tuple[str, str]]:
    return [
        (say("Phiếu đã nhập", "Slips keyed"), str(state.slips)),
        (say("Đã kiểm tra", "Verified"), str(state.verified)),
        (say("Chờ phân xử", "With differences to settle"), f"{state.differing} ({state.open} {say('ô', 'fields')})"),
        (say("Chưa kiểm tra", "Not verified"), str(state.unverified)),
        (say("trong đó đã sửa sau kiểm tra", "of these changed since"), str(state.again)),
        (say("Ô nhập hai lần", "Fields keyed twice"), str(state.fields)),
        (say("Lỗi người nhập", "Keyer's errors"), str(state.errors)),
        (say("Lỗi người kiểm tra", "Verifier's errors"), str(state.verifier_errors + state.retyped)),
        (say("Phiếu giấy không rõ", "Unclear on paper"), str(state.paper)),
    ]


def _expected(rate: dict[str, Any]) -> list[tuple[str, str]]:
    text = say("chưa biết", "not known") if rate["errors"] is None else f"{rate['errors']} / {rate['fields']}"
    return [(say("Ước tính còn sai", "Errors to be expected"), text)]


def _people(people: dict[str, list[str]]) -> list[tuple[str, str]]:
    names = {"keyers": say("Người nhập", "Keyers"), "verifiers": say("Người kiểm tra", "Verifiers"),
             "settlers": say("Người phân xử", "Settlers")}  # fmt: skip
    return [(names[name], ", ".join(found) or "-") for name, found in people.items()]


def _judged(found: Outcome) -> list[tuple[str, str]]:
    def shown(percent: Any) -> str:
        return "-" if percent is None else format_percent(percent)

    verdict = {True: say("Đạt", "Passed"), False: say("Không đạt: kiểm tra toàn bộ", "Failed: verify in full")}
    waiting = say("Chưa xong", "Not done yet")
    return [
        (say("Phiếu trong mẫu", "Slips drawn"), str(found.slips)),
        (say("Đã kiểm tra", "Verified"), str(found.done)),
        (say("Ô chờ phân xử", "Differences to settle"), str(found.open)),
        (say("Ô sai", "Errors"), f"{found.errors} / {found.fields}, {say('cho phép', 'allowed')} {found.accept}"),
        (say("Tỷ lệ lỗi", "Error rate"), shown(found.rate)),
        (say("Cận trên 95 %", "Upper bound, 95 %"), f"{shown(found.upper)}, {say('cho phép', 'allowed')} {shown(found.limit)}"),
        (say("Phiếu ghi sau khi chọn mẫu", "Slips written after the draw"), str(found.uncovered)),
        (say("Kết luận", "Verdict"), waiting if found.passed is None else verdict[found.passed]),
    ]
