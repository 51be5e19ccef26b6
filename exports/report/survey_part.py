"""Part II of the report: satisfaction, in words, as one chart, and as the table of every criterion.

A share is printed with its counts, the definition it follows and its n; missing answers are shown by kind and leave
the denominator (domain.md §2). Must not compute a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.report.document import Bar, Block, Chart, Head, Row, Table, Text
from exports.report.wording import in_cell, in_digits, in_interval, in_percent, in_ratio
from forms.definition import Definition

LEVELS = ("5", "4", "3", "2", "1")
MISSING = (("blank", "bỏ trống"), ("double", "đánh hai ô"), ("illegible", "không đọc được"))
CHART_CAPTION = "Biểu đồ 1. Số câu trả lời hợp lệ theo mức độ và nhóm tiêu chí"
WIDTHS_MM = (7, 57, 9.4, 9.4, 8, 8, 8, 8.6, 8.6, 9.4, 9.8, 11, 10.8)
POOLED = "số câu trả lời hài lòng và rất hài lòng chia cho số câu trả lời hợp lệ, gộp mọi tiêu chí"


def has_answers(summary: Mapping[str, Any]) -> bool:
    """Return whether there is a valid answer to report on."""
    return any(item["n"] for item in summary["survey"]["items"])


def make_survey_part(summary: Mapping[str, Any], definition: Definition) -> list[Block]:
    """Return heading, sentences and chart; the sentence about the slips alone where no answer is valid."""
    survey = summary["survey"]
    blocks: list[Block] = [
        Text("II. Mức độ hài lòng của người dân, tổ chức", "h2"),
        Text(_describe_slips(survey, definition)),
    ]
    if not has_answers(summary):
        return [*blocks, Text("Trong kỳ không có câu trả lời khảo sát hợp lệ nào, nên không tính chỉ số hài lòng.")]
    blocks += [Text(line) for line in make_survey_sentences(survey["overall"])]
    blocks.append(Text(f"Số liệu từng tiêu chí ở Phụ lục{' I' if summary.get('units') else ''}."))
    return [*blocks, make_chart(survey, definition), Text(CHART_CAPTION, "caption")]


def make_survey_table(survey: Mapping[str, Any], definition: Definition) -> Table:
    """Return Table 2: each group's line of subtotals, then its criteria."""
    groups = {group["id"]: group for group in survey["groups"]}
    rows: list[Row] = []
    shown: str | None = None
    for number, item in enumerate(survey["items"], 1):
        group = group_of(item, definition)
        if group != shown:
            shown = group
            rows.append(Row((*_name_group(definition, group), *make_item_cells(groups[group])), "group"))
        rows.append(Row((str(number), definition.item(item["id"]).label_vi, *make_item_cells(item))))
    head = (
        (
            Head("TT", rows=2), Head("Nhóm, tiêu chí", rows=2), Head("Số câu trả lời theo mức", 5), Head("Không tính", 3),
            Head("n", rows=2), Head("% hài lòng trở lên", rows=2), Head("% rất hài lòng", rows=2),
        ),
        (*(Head(level) for level in LEVELS), *(Head(label.capitalize()) for _, label in MISSING)),
    )  # fmt: skip
    return Table(WIDTHS_MM, head, rows, size=9.2, pad=1.1)


def make_survey_notes(survey: Mapping[str, Any], definition: Definition) -> list[Block]:
    """Return the notes under Table 2: what the levels and columns mean."""
    levels = {str(choice.value): choice.label_vi.lower() for choice in definition.scale}
    notes = [
        "Mức: " + ", ".join(f"{level} {levels[level]}" for level in LEVELS) + ". n là số câu trả lời hợp lệ, là mẫu số của "
        "các tỷ lệ; câu bỏ trống, đánh hai ô hoặc không đọc được không tính vào n.",
        f"Bộ tiêu chí: {definition.title_vi}{', ' + definition.source if definition.source else ''} ({definition.name}).",
    ]
    interval = survey.get("interval")
    if interval:
        notes.append(f"{interval['definition']}; N = {in_digits(interval['population'])}.")
    return [Text(note, "note") for note in notes]


def make_chart(survey: Mapping[str, Any], definition: Definition) -> Chart:
    """Return the distribution of each group's answers."""
    bars = []
    for group in survey["groups"]:
        number, label = _name_group(definition, group["id"])
        values = (in_cell(group["very_satisfied"]["percent"]), in_cell(group["satisfied"]["percent"]))
        bars.append(Bar(f"{number}. {label}" if number else label, tuple(group["counts"][level] for level in LEVELS), values))
    overall = survey["overall"]
    if "levels" in overall:
        counts = tuple(overall["levels"][level]["n"] for level in LEVELS)
        values = (in_cell(overall["very_satisfied"]["percent"]), in_cell(overall["satisfied"]["percent"]))
        bars.append(Bar("Chung", counts, values, strong=True))
    legend = tuple(choice.label_vi for choice in sorted(definition.scale, key=lambda choice: -int(choice.value)))
    return Chart(tuple(bars), legend, ("% rất hài lòng", "% hài lòng trở lên"), _describe_chart(bars))


def group_of(item: Mapping[str, Any], definition: Definition) -> str:
    """Return the group an item belongs to: by the figures, else by the form."""
    return str(item.get("group", definition.item(item["id"]).section))


def _name_group(definition: Definition, group: str) -> tuple[str, str]:
    if not group:
        return "", "Chung"
    section = definition.section(group)
    return section.number, section.label_vi


def make_item_cells(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the figures of a criterion or group as printed."""
    return (
        *(in_digits(item["counts"][level]) for level in LEVELS),
        *(in_digits(item["missing"][kind]) for kind, _ in MISSING),
        in_digits(item["n"]),
        in_cell(item["satisfied"]["percent"]),
        in_cell(item["very_satisfied"]["percent"]),
    )


def _describe_slips(survey: Mapping[str, Any], definition: Definition) -> str:
    needed = survey.get("sample_needed")
    enough = f" Cỡ mẫu cần có theo số hồ sơ tiếp nhận: {in_digits(needed)} phiếu." if needed else ""
    return (
        f"Phiếu khảo sát {len(definition.likert)} tiêu chí: phát ra {in_digits(survey['issued'])} phiếu, thu về "
        f"{in_digits(survey['returned'])} phiếu, hợp lệ {in_digits(survey['valid'])} phiếu.{enough}"
    )


_LOWER = (("4", "hài lòng"), ("3", "bình thường"), ("2", "không hài lòng"), ("1", "rất không hài lòng"))


def make_survey_sentences(overall: Mapping[str, Any]) -> list[str]:
    """Return the indices with their counts, and how they are reckoned."""
    satisfied, very = overall["satisfied"], overall["very_satisfied"]
    mean, persons = overall["group_mean"], overall["persons"]
    text = overall.get("definition_text", POOLED)
    index = (
        f"Chỉ số hài lòng chung: {in_ratio(satisfied)}{in_interval(satisfied)}. "
        f"Trong đó rất hài lòng: {in_ratio(very)}{in_interval(very)}{_in_levels(overall)}."
    )
    how = (
        f"Cách tính: {text[:1].lower()}{text[1:]}. Hai cách đọc khác của cùng số liệu: trung bình chỉ số các nhóm tiêu chí "
        f"{in_percent(mean['percent'])}; theo số phiếu mà mọi câu trả lời đều từ hài lòng trở lên {in_ratio(persons)}."
    )
    return [index, how]


def _in_levels(overall: Mapping[str, Any]) -> str:
    """Return the share of each level below the best that anyone chose, and that nobody was dissatisfied where that is so."""
    levels = overall.get("levels", {})
    parts = [f"; {name}: {in_ratio(levels[level])}" for level, name in _LOWER if levels.get(level, {}).get("n")]
    nobody = bool(levels) and not any(levels[level]["n"] for level in "12") and levels["5"]["of"]
    return "".join(parts) + ("; không có câu trả lời không hài lòng" if nobody else "")


def _describe_chart(bars: list[Bar]) -> str:
    parts = [f"{bar.label}: rất hài lòng {bar.values[0]} %, hài lòng trở lên {bar.values[1]} %" for bar in bars]
    return "Biểu đồ thanh ngang, số câu trả lời theo năm mức của mỗi nhóm tiêu chí. " + "; ".join(parts) + "."
