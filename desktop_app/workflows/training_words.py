"""A score in words, for the window and the command line. Must not compute one."""

from __future__ import annotations

from desktop_app.words import say
from desktop_app.workflows.slip import Value
from desktop_app.workflows.training import SINGLE_PER_10000, Score
from forms.numbers import format_integer


def describe_value(value: Value) -> str:
    """Return an answer as a person says it: its level, the missing kind in words, a dash for none."""
    words = {
        "": "–", "blank": say("bỏ trống", "blank"), "double": say("đánh nhiều ô", "double-marked"),
        "illegible": say("không đọc được", "illegible"),
    }  # fmt: skip
    return words.get(value, str(value)) if isinstance(value, str) else str(value)


def describe_score(score: Score) -> list[str]:
    """Return a score in sentences: how much, how many wrong with the interval, how it lies to single keying, how fast."""
    if not score.slips:
        return [say(f"{score.account} chưa nhập phiếu nào của đợt này.", f"{score.account} has keyed no slip of this batch yet.")]
    slips, fields = format_integer(score.slips), format_integer(score.fields)
    on = score.wrong_slips
    wrong = say(f"sai {score.errors} ô", f"{score.errors} wrong") + (say(f" ở {on} phiếu", f" on {on} slips") if on else "")
    name = score.account
    lines = [say(f"{name}: {slips} phiếu, {fields} ô, {wrong}.", f"{name}: {slips} slips, {fields} fields, {wrong}.")]
    if score.per_10000 is not None:
        lines.append(_describe_rate(score))
    if score.keys_per_hour is not None:
        speed = format_integer(score.keys_per_hour)
        lines.append(say(f"Tốc độ: {speed} phím/giờ, không kể lúc nghỉ.", f"Speed: {speed} keys/hour, pauses out."))
    if not score.respondent:
        lines.append(
            say(
                "Thông tin người trả lời không nhập nên không chấm.",
                "The respondent's items were not keyed and are not compared.",
            )
        )
    return lines


def _describe_rate(score: Score) -> str:
    rate, low, high = (format_integer(value or 0) for value in (score.per_10000, score.low, score.high))
    field = {
        -1: say("thấp hơn", "below"), 1: say("cao hơn", "above"), 0: say("chưa phân biệt được với", "not to be told from"),
    }[score.compared or 0]  # fmt: skip
    return say(
        f"Tỷ lệ sai: {rate} ô trên 10.000 ô (khoảng tin cậy 95 %: {low}-{high}); {field} mức nhập một lần thường gặp "
        f"({SINGLE_PER_10000}).",
        f"Error rate: {rate} in 10 000 fields (95 % interval {low}-{high}); {field} what is usual of single keying "
        f"({SINGLE_PER_10000}).",
    )
