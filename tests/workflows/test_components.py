"""What a procedure asks for against what was handed in."""

from __future__ import annotations

from desktop_app.workflows.components import check_components, components_of, join_lines, missing_required, split_lines

PROCEDURE = {
    "documents": [
        {"name": "Tờ khai căn cước công dân", "required": "yes"},
        {"name": "Ảnh 4x6", "required": "yes", "copies": 2},
        {"name": "Sổ hộ khẩu", "required": "no"},
    ]
}


def test_copies_stand_in_the_line() -> None:
    assert [component.line for component in components_of(PROCEDURE)] == [
        "Tờ khai căn cước công dân", "Ảnh 4x6 (2 bản)", "Sổ hộ khẩu",
    ]  # fmt: skip
    assert components_of({}) == components_of(None) == []


def test_lines_are_taken_apart_and_put_together_in_the_procedures_order() -> None:
    components = components_of(PROCEDURE)
    ticked, others = split_lines(components, ["Giấy uỷ quyền ", "", "SO HO KHAU", "tờ khai căn cước công dân"])
    assert (ticked, others) == ({0, 2}, ["Giấy uỷ quyền"])
    assert join_lines(components, ticked, others) == ["Tờ khai căn cước công dân", "Sổ hộ khẩu", "Giấy uỷ quyền"]


def test_only_required_papers_are_missed_and_only_as_a_warning() -> None:
    assert missing_required(PROCEDURE, ["Tờ khai căn cước công dân"]) == ["Ảnh 4x6 (2 bản)"]
    [problem] = check_components(PROCEDURE, ["Sổ hộ khẩu"])
    assert (problem.code, problem.where, problem.severity) == ("COMPONENT-MISSING", "documents", "warning")
    assert check_components(PROCEDURE, ["Ảnh 4x6 (2 bản)", "Tờ khai căn cước công dân"]) == []
    assert check_components({}, []) == []
