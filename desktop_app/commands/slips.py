"""Commands on the counter's paper: a dossier's papers, the two registers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop_app.commands.base import Options, add_json, add_period, opened
from desktop_app.commands.output import ProgressLine, Refusal, print_json, print_lines
from desktop_app.words import language, say

if TYPE_CHECKING:
    from desktop_app.workflows.papers_of_dossier import Issued, Offer
    from desktop_app.workflows.session import Session

SIZES = ("A4", "A5")


class Paper:
    help = "giấy tờ của một hồ sơ: lập, in lại, liệt kê / the papers of a dossier: made, printed again, listed"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("code", help="mã hồ sơ / dossier code")
        parser.add_argument("kind", nargs="?", default="", help="loại giấy, hoặc mã giấy đã in / kind, or id of a printed paper")
        parser.add_argument("--pdf", type=Path, metavar="FILE")
        parser.add_argument("--size", choices=SIZES, help="theo bộ mẫu nếu bỏ trống / as the set has it unless given")
        parser.add_argument("--copies", type=int, default=0, metavar="N")
        parser.add_argument("--reason", default="", help="lý do, theo hồ sơ nếu bỏ trống / as the dossier unless given")
        parser.add_argument("--missing", action="append", default=[], metavar="TEXT", help="mục cần bổ sung / a thing to supply")
        parser.add_argument("--contact", default="", metavar="PHONE")
        add_json(parser)

    def run(self, options: Options) -> int:
        with opened(options, read_only=not options.kind) as session:
            dossier = session.office.find_code("dossiers", options.code.upper())
            if dossier is None:
                raise Refusal(1, text=say(f"Không có hồ sơ {options.code}.", f"There is no dossier {options.code}."))
            if options.kind and options.pdf:
                return _make(session, dossier, options)
            if options.kind:
                raise Refusal(2, text=say("Hãy ghi tệp: --pdf TỆP.", "Name the file: --pdf FILE."))
            return _list(session, dossier, options)


def _make(session: Session, dossier: str, options: Options) -> int:
    from desktop_app.workflows.papers_of_dossier import issue, issued, offers, reprint, save_made

    again = next((paper for paper in issued(session, dossier) if paper.id == options.kind), None)
    kind = again.kind if again else options.kind
    offer = next((offer for offer in offers(session, dossier) if offer.form.kind == kind), None)
    size: Literal["A4", "A5"] = options.size or (offer.form.size if offer else "A5")
    if again:
        made = reprint(session, again.id, size, options.copies)
    else:
        keyed = {"reason": options.reason, "missing": "\n".join(options.missing), "contact": options.contact}
        ready = offer.asked if offer else {}
        made = issue(session, dossier, kind, {**ready, **{k: text for k, text in keyed.items() if text}}, size, options.copies)
    save_made(session, options.pdf, made)
    print(say(f"Đã ghi {made.id}: {options.pdf}", f"Written {made.id}: {options.pdf}"))
    return 0


def _list(session: Session, dossier: str, options: Options) -> int:
    from desktop_app.workflows.papers_of_dossier import issued, offers

    there, able = issued(session, dossier), offers(session, dossier)
    if options.json:
        kinds = [{"kind": offer.form.kind, "title": offer.form.title, "size": offer.form.size} for offer in able]
        names = ("id", "kind", "title", "number", "day", "reprints")
        print_json({"issued": [{name: getattr(paper, name) for name in names} for paper in there], "offers": kinds})
        return 0
    print_lines([*(_told(paper) for paper in there), *(_offered(offer) for offer in able)])
    return 0


def _told(paper: Issued) -> list[str]:
    again = say(f"in lại {paper.reprints} lần", f"printed again {paper.reprints} times") if paper.reprints else ""
    return [paper.id, paper.title, paper.number, paper.day, again]


def _offered(offer: Offer) -> list[str]:
    title = offer.form.title if language() == "vi" else offer.form.title_en
    return [offer.form.kind, title, say("lập được", "can be made"), offer.form.size, ""]


class Register:
    """One of the two registers of a period."""

    def __init__(self, kind: Literal["dossiers", "outgoing"], about: str) -> None:
        self.kind, self.help = kind, about

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=True)
        parser.add_argument("--pdf", type=Path, metavar="FILE", required=True)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.paper_registers import make_register, save_register

        with opened(options) as session:
            data = make_register(session, self.kind, options.first, options.last, ProgressLine())
            save_register(session, options.pdf, self.kind, options.first, options.last, data)
        print(say(f"Đã ghi sổ: {options.pdf}", f"Register written: {options.pdf}"))
        return 0


DOSSIER_REGISTER = Register("dossiers", "in Sổ theo dõi hồ sơ của một kỳ / the register of dossiers of a period")
OUTGOING_REGISTER = Register("outgoing", "in Sổ đăng ký văn bản đi của một kỳ / the register of outgoing documents of a period")
