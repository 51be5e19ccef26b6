"""What the batch form starts with and the record it makes."""

from __future__ import annotations

import pytest

from desktop_app.ui.batch_values import choices, record_of, survey_forms, texts_of, units, work_note
from desktop_app.words import Language, use_language
from desktop_app.workflows.session import Session


def test_days_and_numbers_are_shown_as_a_person_writes_them(session: Session) -> None:
    texts = texts_of(session, {"batch": "B7", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 12500})
    assert (texts["from"], texts["to"], texts["first"], texts["last"]) == ("01/07/2020", "31/07/2020", "1", "12.500")


def test_a_new_batch_is_of_the_own_unit_and_the_newest_form_and_not_verified(session: Session) -> None:
    texts = texts_of(session, {})
    assert texts["unit"] == "TUSON"
    assert texts["form"] == survey_forms(session)[0][0]
    assert (texts["verify"], texts["row_check"], texts["training"], texts["max_errors"]) == ("none", "no", "no", "100")


def test_the_own_unit_stands_first(session: Session) -> None:
    assert units(session)[0] == ("TUSON", "Công an thị xã Từ Sơn")


def test_what_is_typed_becomes_days_and_numbers_and_empty_fields_are_left_out() -> None:
    record = record_of({"batch": "B2", "name": "", "from": "1/7/20", "to": "31.07.2020", "first": "1", "last": "1.200"})
    assert record == {"batch": "B2", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 1200}


def test_what_is_no_day_and_no_number_stays_as_typed_for_the_check_to_name() -> None:
    record = record_of({"from": "31/02/2020", "issued": "nhiều"})
    assert record == {"from": "31/02/2020", "issued": "nhiều"}


def test_settings_as_usual_are_not_written_and_an_error_rate_only_with_a_sample() -> None:
    texts = {"verify": "none", "row_check": "no", "training": "no", "max_errors": "100"}
    assert record_of(texts) == {}
    assert record_of({**texts, "verify": "sample"}) == {"verify": "sample", "max_errors": 100}


def test_a_setting_taken_back_is_written_as_taken_back_and_other_members_stay() -> None:
    before = {"batch": "B1", "verify": "sample", "max_errors": 50, "locked": "no"}
    record = record_of({"batch": "B1", "verify": "none", "max_errors": "50"}, before)
    assert record == {"batch": "B1", "locked": "no", "verify": "none"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_choice_says_what_it_means(session: Session, language: Language) -> None:
    use_language(language)
    for name in ("verify", "row_check", "training"):
        notes = [work_note(name, value, "none") for value, _ in choices(session, name)]
        assert all(notes), name
        assert len(set(notes)) == len(notes)
    assert work_note("max_errors", "100", "sample")
    assert work_note("max_errors", "100", "dependent") == ""
