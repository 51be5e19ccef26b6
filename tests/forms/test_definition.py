import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from forms import definition_problems
from forms.definition import Definition, load_definition
from forms.problems import Refused

SMALL: dict[str, Any] = {
    "format": 1,
    "id": "thu",
    "version": 1,
    "valid_from": "2020-01-01",
    "title_vi": "Phiếu thử",
    "title_en": "Trial slip",
    "table": "surveys",
    "scale": [{"value": n, "label_vi": f"Mức {n}", "label_en": f"Level {n}"} for n in range(1, 6)],
    "sections": [
        {"id": "head", "label_vi": "Đầu phiếu", "label_en": "Head"},
        {"id": "g1", "label_vi": "Nhóm một", "label_en": "Group one", "number": "I", "place": "answers"},
    ],
    "items": [
        {
            "id": "way", "label_vi": "Cách", "label_en": "Way", "kind": "choice", "section": "head", "required": True,
            "choices": [{"value": "a", "label_vi": "A", "label_en": "A"}, {"value": "b", "label_vi": "B", "label_en": "B"}],
        },
        {"id": "c01", "label_vi": "Tiêu chí", "label_en": "Criterion", "kind": "likert", "section": "g1", "required": True},
        {
            "id": "more", "label_vi": "Thêm", "label_en": "More", "kind": "text", "section": "head",
            "relevant": {"item": "way", "values": ["b"]},
        },
    ],
}  # fmt: skip
ITEM = {"id": "x", "label_vi": "X", "label_en": "X", "kind": "text"}
CHOICES = SMALL["items"][0]["choices"]
SECTION = {"id": "g2", "label_vi": "B", "label_en": "B"}


def load(raw: Any) -> Definition:
    return load_definition(json.dumps(raw, ensure_ascii=False).encode())


def with_change(path: str, value: Any = None, drop: bool = False) -> Any:
    raw = deepcopy(SMALL)
    at: Any = raw
    *way, last = [int(name) if name.isdigit() else name for name in path.split(".")]
    for name in way:
        at = at[name]
    if drop:
        del at[last]
    elif isinstance(at, list) and isinstance(last, int) and last == len(at):
        at.append(value)
    else:
        at[last] = value
    return raw


def found(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        load(raw)
    return [(problem.code, problem.where) for problem in caught.value.problems]


EARLIER = ("DEF-RELEVANT", "items.0.relevant")
NO_LABEL = ("DEF-MEMBER-MISSING", "items.0.choices.1.label_vi")


def fourth(**members: Any) -> Any:
    return with_change("items.3", {**ITEM, **members})


BAD: list[tuple[str, Any, tuple[str, str]]] = [
    ("not an object", [], ("DEF-SHAPE", "file")),
    ("member nobody knows", with_change("colour", "red"), ("DEF-MEMBER-UNKNOWN", "colour")),
    ("item member nobody knows", with_change("items.0.colour", "red"), ("DEF-MEMBER-UNKNOWN", "items.0.colour")),
    ("no title", with_change("title_en", drop=True), ("DEF-MEMBER-MISSING", "title_en")),
    (
        "choice without label",
        with_change("items.0.choices.1.label_vi", drop=True),
        ("DEF-MEMBER-MISSING", "items.0.choices.1.label_vi"),
    ),
    ("item without kind", with_change("items.0.kind", drop=True), ("DEF-MEMBER-MISSING", "items.0.kind")),
    ("title a number", with_change("title_vi", 5), ("DEF-TYPE", "title_vi")),
    ("id a number", with_change("items.0.id", 5), ("DEF-TYPE", "items.0.id")),
    ("section without id", with_change("sections.1.id", None), ("DEF-TYPE", "sections.1.id")),
    ("length as text", with_change("items.2.max", "9"), ("DEF-TYPE", "items.2.max")),
    ("choice value a list", with_change("items.0.choices.0.value", ["a"]), ("DEF-TYPE", "items.0.choices.0.value")),
    ("condition no object", with_change("items.2.relevant", "way=b"), ("DEF-TYPE", "items.2.relevant")),
    ("source a number", with_change("source", 2640), ("DEF-TYPE", "source")),
    ("place in capitals", with_change("sections.1.place", "Answers"), ("DEF-ID", "sections.1.place")),
    ("condition on a later item", with_change("items.0.relevant", {"item": "more", "values": ["x"]}), EARLIER),
    ("condition without values", with_change("items.2.relevant.values", []), ("DEF-RELEVANT", "items.2.relevant")),
    ("key not required", with_change("key", "more"), ("DEF-KEY", "key")),
    ("required as text", with_change("items.0.required", "yes"), ("DEF-TYPE", "items.0.required")),
    ("sections no list", with_change("sections", {}), ("DEF-TYPE", "sections")),
    ("item no object", with_change("items.3", "c02"), ("DEF-TYPE", "items.3")),
    ("empty label", with_change("items.1.label_vi", ""), ("DEF-TEXT", "items.1.label_vi")),
    ("NFD label", with_change("items.1.label_vi", "Tie\u0302u chi\u0301"), ("DEF-TEXT", "items.1.label_vi")),
    ("hidden character", with_change("title_vi", "Phiếu\u200bthử"), ("DEF-TEXT", "title_vi")),
    ("format of tomorrow", with_change("format", 2), ("DEF-FORMAT", "format")),
    ("version as text", with_change("version", "1"), ("DEF-VERSION", "version")),
    ("version true", with_change("version", True), ("DEF-VERSION", "version")),
    ("version 0", with_change("version", 0), ("DEF-VERSION", "version")),
    ("31/02", with_change("valid_from", "2020-02-31"), ("DEF-DATE", "valid_from")),
    ("day the clerk's way", with_change("valid_from", "01/01/2020"), ("DEF-DATE", "valid_from")),
    ("id with a space", with_change("items.0.id", "Way 1"), ("DEF-ID", "items.0.id")),
    ("id twice", with_change("items.3", SMALL["items"][0]), ("DEF-ID-DOUBLED", "items.3.id")),
    ("section twice", with_change("sections.2", SMALL["sections"][0]), ("DEF-ID-DOUBLED", "sections.2.id")),
    ("item called like a place", fourth(id="answers"), ("DEF-ID-DOUBLED", "items.3.id")),
    ("no such table", with_change("table", "people"), ("DEF-TABLE", "table")),
    ("key is no item", with_change("key", "serial"), ("DEF-KEY", "key")),
    ("key empty", with_change("key", ""), ("DEF-ID", "key")),
    ("section null", with_change("items.0.section", None), ("DEF-TYPE", "items.0.section")),
    ("key in a place", with_change("key", "c01"), ("DEF-KEY", "key")),
    ("no such kind", with_change("items.0.kind", "slider"), ("DEF-KIND", "items.0.kind")),
    ("no such section", with_change("items.0.section", "g9"), ("DEF-SECTION", "items.0.section")),
    ("section of nothing", with_change("sections.2", SECTION), ("DEF-SECTION-EMPTY", "sections.2.id")),
    ("one choice", with_change("items.0.choices", CHOICES[:1]), ("DEF-CHOICES-MISSING", "items.0.choices")),
    (
        "text with choices",
        fourth(choices=SMALL["scale"]),
        ("DEF-CHOICES-NEEDLESS", "items.3.choices"),
    ),
    ("choice twice", with_change("items.0.choices.1.value", "a"), ("DEF-CHOICE-DOUBLED", "items.0.choices.1.value")),
    ("scale of four", with_change("scale", SMALL["scale"][:4]), ("DEF-SCALE", "scale")),
    ("scale for nothing", with_change("items.1.kind", "integer"), ("DEF-SCALE", "scale")),
    ("limits crossed", fourth(kind="integer", min=5, max=1), ("DEF-RANGE", "items.3.min")),
    ("limits of a date", fourth(kind="date", max=1), ("DEF-RANGE", "items.3.max")),
    ("object of nothing", fourth(kind="object"), ("DEF-MEMBERS", "items.3.items")),
    ("text with members", fourth(items=[ITEM]), ("DEF-MEMBERS", "items.3.items")),
    (
        "bad member",
        fourth(kind="list", items=[{**ITEM, "kind": "?"}]),
        ("DEF-KIND", "items.3.items.0.kind"),
    ),
    ("condition on nothing", with_change("items.2.relevant.item", "other"), ("DEF-RELEVANT", "items.2.relevant")),
    ("condition never met", with_change("items.2.relevant.values", ["z"]), ("DEF-RELEVANT", "items.2.relevant")),
    ("default not on the list", with_change("items.0.default", "z"), ("DEF-DEFAULT", "items.0.default")),
    (
        "default of a date",
        with_change("items.3", {**ITEM, "kind": "date", "default": "2020-01-01"}),
        ("DEF-DEFAULT", "items.3.default"),
    ),
]


def test_the_small_form_is_good() -> None:
    definition = load(SMALL)
    assert definition.name == "thu@1"
    assert [item.id for item in definition.likert] == ["c01"]
    assert [choice.value for choice in definition.likert[0].choices] == [1, 2, 3, 4, 5]
    assert definition.place(definition.item("c01")) == "answers"
    assert definition.section("g1").number == "I"


@pytest.mark.parametrize(("raw", "problem"), [(raw, problem) for _, raw, problem in BAD], ids=[name for name, _, _ in BAD])
def test_each_fault_is_named_at_its_place(raw: Any, problem: tuple[str, str]) -> None:
    assert problem in found(raw)


@pytest.mark.parametrize(
    ("path", "value"), [("source", ""), ("key", None), ("key", "way"), ("items.0.section", ""), ("sections.1.number", "")]
)
def test_what_may_be_absent_may_be_empty(path: str, value: Any) -> None:
    raw = with_change(path, value)
    if path == "items.0.section":
        del raw["items"][2]["relevant"]
    assert load(raw).name == "thu@1"


@pytest.mark.parametrize(("low", "high"), [(1, 1), (0, 5)])
def test_limits_may_be_equal(low: int, high: int) -> None:
    item = load(fourth(kind="integer", min=low, max=high)).item("x")
    assert (item.min, item.max) == (low, high)


def test_a_choice_may_be_kept_as_a_number() -> None:
    choices = [{"value": n, "label_vi": f"Mức {n}", "label_en": f"Level {n}"} for n in (0, 1)]
    item = load(fourth(kind="choice", choices=choices, default=0)).item("x")
    assert [choice.value for choice in item.choices] == [0, 1]


@pytest.mark.parametrize("data", [b"", b"{", b'{"a":1,}', b"\xff", b"[" * 5000, b'{"format": NaN}'])
def test_bytes_that_are_no_json_are_one_problem(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        load_definition(data)
    assert [problem.code for problem in caught.value.problems] == ["DEF-JSON"]


def test_a_member_written_twice_is_refused() -> None:
    data = json.dumps(SMALL).encode().replace(b'"version": 1', b'"version": 1, "version": 2')
    with pytest.raises(Refused) as caught:
        load_definition(data)
    assert [problem.code for problem in caught.value.problems] == ["DEF-JSON"]


def test_all_faults_are_named_in_one_pass_in_file_order() -> None:
    raw = with_change("version", "1")
    raw["colour"] = 1
    raw["items"][0]["kind"] = "slider"
    raw["items"][1]["id"] = "way"
    raw["items"][1]["section"] = "head"
    raw["items"].append(5)
    assert found(raw) == [
        ("DEF-VERSION", "version"),
        ("DEF-MEMBER-UNKNOWN", "colour"),
        ("DEF-SECTION-EMPTY", "sections.1.id"),
        ("DEF-KIND", "items.0.kind"),
        ("DEF-CHOICES-NEEDLESS", "items.0.choices"),
        ("DEF-ID-DOUBLED", "items.1.id"),
        ("DEF-TYPE", "items.3"),
    ]


def test_every_code_of_a_definition_is_reached_by_a_case() -> None:
    declared = {value for name, value in vars(definition_problems).items() if name.startswith("DEF_")}
    assert {code for _, _, (code, _) in BAD} | {"DEF-JSON"} == declared


def test_a_problem_names_nothing_that_is_no_plain_name() -> None:
    assert ("DEF-MEMBER-UNKNOWN", "?") in found(with_change("Nguyễn Văn\u202e", 1))


def test_the_worked_example_of_the_format_is_a_good_form() -> None:
    text = (Path(__file__).parents[2] / "forms" / "FORMAT.md").read_text(encoding="utf-8")
    example = text.split("```json\n", 1)[1].split("```", 1)[0]
    assert load_definition(example.encode()).name == "loi-khen@1"
