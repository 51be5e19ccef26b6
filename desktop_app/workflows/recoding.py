"""A provisional code replaced by the one the official system issued; the dossier is found by both.

This module must not correct a code that was keyed wrong: that is a correction like any other.
"""

from __future__ import annotations

from desktop_app.store.office import Change, Stored
from desktop_app.workflows.dossier_steps import TABLE, check_members, placed, tidy_dossier
from desktop_app.workflows.dossiers import require_dossier
from desktop_app.workflows.session import Session
from forms.dossier import CODE_SHAPE, is_provisional, keep_former_code, parse_code
from forms.problems import Refused, declare, make_problem

NOT_PROVISIONAL = declare(
    "RECODE-OFFICIAL",
    "Hồ sơ đã có mã chính thức. Nếu mã nhập sai, hãy sửa hồ sơ (F8) và ghi lý do.",
    "The dossier has its official code. If it was keyed wrong, correct the dossier (F8) with a reason.",
)
WHY = "thay mã tạm"
"""Stands in the journal line where no reason is given."""


def replace_code(session: Session, id: str, code: str, why: str = "") -> Stored:
    """Give a dossier its official code; the provisional one stays with it as a former code. Raises Refused, NotAllowed."""
    stored = require_dossier(session, id)
    data = stored.data or {}
    old, new = str(data["code"]), code.strip().upper()
    problems = [] if is_provisional(old) else [make_problem(NOT_PROVISIONAL, "code")]
    if parse_code(new) is None or is_provisional(new):
        problems.append(make_problem(CODE_SHAPE, "code"))
    after = tidy_dossier(session, keep_former_code(data, {**data, "code": new}))
    if not problems:
        problems += check_members(session, stored, after, "code", "former_codes")
    if problems:
        raise Refused(list(placed(problems, old)))
    return session.append([Change(TABLE, id, after, stored.rev, why=why.strip() or WHY)])[0]
