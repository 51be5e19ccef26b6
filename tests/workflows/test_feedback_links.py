"""Feedback is found by the dossier code the citizen gave, never through a survey slip."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.workflows import feedback
from desktop_app.workflows.dossiers import new_dossier
from desktop_app.workflows.feedback_links import FeedbackLinks, dossier_of
from desktop_app.workflows.recoding import replace_code
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from tests.workflows.test_handover import codes_of, data_of
from tests.workflows.values import batch, dossier

OLD, NEW = "TAM-200706-0001", "000.17.22.H56-200706-0012"


def word(**changes: Any) -> dict[str, Any]:
    return {"day": "2020-07-20", "kind": "report", "channel": "phone", "content": "Hẹn mãi chưa có", "dossier": OLD, **changes}


@pytest.fixture
def id(session: Session) -> str:
    """A dossier with a provisional code."""
    return new_dossier(session, dossier(1, code="")).id


def test_it_is_found_by_the_code_and_by_a_former_one(session: Session, id: str) -> None:
    links = FeedbackLinks(session)
    assert links.of(data_of(session.office.get("dossiers", id))) == []
    first = feedback.log(session, word())
    replaced = data_of(replace_code(session, id, NEW))
    second = feedback.log(session, word(dossier=NEW.lower(), day="2020-07-21"))
    feedback.log(session, word(dossier=""))
    assert [stored.id for stored in links.of(replaced)] == [first.id, second.id]
    assert {dossier_of(session, data_of(stored)) for stored in (first, second)} == {id}
    assert links.of(dossier(2)) == []


def test_an_unknown_code_is_kept_with_a_warning(session: Session) -> None:
    found = feedback.check_feedback(session, word(dossier=NEW))
    assert [(problem.code, problem.severity) for problem in found] == [("FEEDBACK-DOSSIER-UNKNOWN", "warning")]
    assert dossier_of(session, data_of(feedback.log(session, word(dossier=NEW)))) is None


def test_a_slip_leads_to_no_dossier(session: Session, id: str) -> None:
    enter(session, "batches", [batch()])
    assert codes_of(lambda: feedback.log(session, word(channel="slip", batch="B1"))) == [("FEEDBACK-SLIP-NAMED", "dossier")]
    assert dossier_of(session, word(channel="slip")) is None
    assert FeedbackLinks(session).of(data_of(session.office.get("dossiers", id))) == []
