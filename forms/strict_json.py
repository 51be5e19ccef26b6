"""The one JSON loader for input that nobody here wrote: lines of a bundle, its header, files a person hands in.

Python's `json` takes duplicate keys, NaN, 1e999, lone surrogates and depth 900; others turn 2^64+1 into a float. Here each of
these is refused with its own code, and so is text that looks like other text: hidden characters (`forms.text.has_hidden`)
and anything that is not NFC. Numbers are whole numbers: a record never holds a fraction.

Most lines are plain: clean letters, no escapes, no long numbers. Those are told by their bytes and decoded by msgspec, and
must come out again as the same bytes, which rules out everything a decoder might have forgiven. All others go the slow
road, which alone decides what is refused. This module must not know where the bytes come from.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, NoReturn

import msgspec

from forms.problems import declare
from forms.text import has_hidden

MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1
MAX_DIGITS = 16

TOO_LONG = declare(
    "JSON-TOO-LONG",
    "Dữ liệu JSON quá dài ({detail}). Không nhận; hãy xin nơi gửi làm lại tệp.",
    "The JSON is too long ({detail}). Not taken; ask the sender to make the file again.",
)
NOT_UTF8 = declare(
    "JSON-NOT-UTF8",
    "Dữ liệu không phải UTF-8 ({detail}). Hãy lưu tệp bằng mã UTF-8.",
    "The bytes are not UTF-8 ({detail}). Save the file as UTF-8.",
)
BOM = declare(
    "JSON-BOM",
    "Dữ liệu bắt đầu bằng dấu BOM. Hãy lưu tệp bằng UTF-8 không có BOM.",
    "The data starts with a byte order mark. Save the file as UTF-8 without BOM.",
)
TOO_DEEP = declare(
    "JSON-TOO-DEEP",
    "JSON lồng nhau quá 16 tầng. Không nhận; tệp không do chương trình này làm ra.",
    "JSON nested more than 16 deep. Not taken; this program does not make such files.",
)
SYNTAX = declare(
    "JSON-SYNTAX",
    "Không phải JSON đúng cú pháp ({detail}). Hãy sửa tệp hoặc xin nơi gửi làm lại.",
    "Not well-formed JSON ({detail}). Correct the file or ask the sender to make it again.",
)
DUPLICATE_KEY = declare(
    "JSON-DUPLICATE-KEY",
    "Một tên trường xuất hiện hai lần ({detail}): không biết giá trị nào đúng. Hãy bỏ bớt một.",
    "A member's name appears twice ({detail}): nobody can say which value is meant. Remove one.",
)
CONSTANT = declare(
    "JSON-CONSTANT",
    "{detail} không phải là số. Hãy ghi một số nguyên.",
    "{detail} is not a number. Write a whole number.",
)
FRACTION = declare(
    "JSON-FRACTION",
    "Số {detail} không viết dưới dạng số nguyên. Hãy ghi số nguyên, không có dấu chấm và số mũ.",
    "The number {detail} is not written as a whole number. Write it without point and exponent.",
)
INTEGER_RANGE = declare(
    "JSON-INTEGER-RANGE",
    "Số nguyên quá lớn ({detail}). Số lớn nhất được nhận là 9007199254740991.",
    "The whole number is too large ({detail}). The largest that is taken is 9007199254740991.",
)
SURROGATE = declare(
    "JSON-SURROGATE",
    "Chuỗi chứa nửa ký tự (\\ud800-\\udfff). Hãy gõ lại chữ đó.",
    "A string holds half a character (\\ud800-\\udfff). Type the text again.",
)
HIDDEN = declare(
    "JSON-HIDDEN-CHARACTER",
    "Chuỗi chứa ký tự điều khiển hoặc ký tự ẩn ({detail}). Hãy gõ lại, không dán.",
    "A string holds a control or hidden character ({detail}). Type it, do not paste it.",
)
NOT_NFC = declare(
    "JSON-NOT-NFC",
    "Chữ có dấu không ở dạng dựng sẵn (NFC). Hãy đổi bảng mã sang Unicode dựng sẵn.",
    "Marked letters are not in composed form (NFC). Convert the text to composed Unicode.",
)


class BadJson(ValueError):
    """JSON that is not taken. `code`: a declared problem code.  `detail`: a place or a number, never a person's data."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def loads_strict(data: bytes, *, max_bytes: int) -> Any:
    """Return the value of strict JSON bytes: None, bool, int, str, list, dict. Raises BadJson. Source: RFC 8259, RFC 7493."""
    if len(data) > max_bytes:
        raise BadJson(TOO_LONG, f"{len(data)} > {max_bytes} byte")
    if _is_plain(data):
        try:
            value = _decode(data)
            if _encode(value) == data and (data.count(b"{") + data.count(b"[") <= MAX_DEPTH or _is_shallow(value, MAX_DEPTH)):
                return value
        except (msgspec.DecodeError, ValueError, RecursionError):
            pass
    return _load_slowly(data)


def _is_shallow(value: Any, depth: int) -> bool:
    """Whether a value nests at most `depth` deep."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_shallow(member, depth - 1) for member in value.values() if type(member) in _NESTED)
    return depth > 0 and all(_is_shallow(member, depth - 1) for member in value if type(member) in _NESTED)


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(text)


_decode = msgspec.json.Decoder(float_hook=_no_fraction).decode
_encode = msgspec.json.Encoder().encode
_NESTED = (dict, list)
_BAD, _SIXTEEN = b"!", b"0" * 16
_PLAIN = bytes([*range(0x20, 0x5C), *range(0x5D, 0x7F), *range(0x80, 0xC0), *range(0xC3, 0xC7), 0xE1])
"""ASCII without controls and backslash; UTF-8 tails; heads of U+00C0-U+01BF and, through 0xE1, of U+1E80-U+1EFF: all NFC."""
_GROUPS = ((_PLAIN, b" "), (b"0123456789", b"0"), (b"\xe1", b"^"), (b"\xba\xbb", b"_"))
_KINDS = {byte: kind[0] for group, kind in _GROUPS for byte in group}
_SORT = bytes(_KINDS.get(byte, _BAD[0]) for byte in range(256))
"""Each byte's kind: `!` not plain, `0` a digit, `^` and `_` 0xE1 and what may follow it, space all others."""
_LONG_NUMBER = re.compile(rb"(?:\A|[:,\[])-?\d{16}")


def _is_plain(data: bytes) -> bool:
    """Whether the bytes are of letters and numbers that cannot offend, told without decoding."""
    kinds = data.translate(_SORT)
    return ((_BAD not in kinds and kinds.count(b"^") == kinds.count(b"^_")) or _is_clean(data)) and (
        _SIXTEEN not in kinds or _LONG_NUMBER.search(data) is None
    )


def _is_clean(data: bytes) -> bool:
    """Whether bytes without escapes are UTF-8 in NFC with nothing hidden: dashes, curly quotes and the like."""
    if b"\\" in data:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return not has_hidden(text) and unicodedata.is_normalized("NFC", text)


def _load_slowly(data: bytes) -> Any:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise BadJson(NOT_UTF8, f"byte {error.start}") from None
    if text.startswith("\ufeff"):
        raise BadJson(BOM)
    if _is_deep(data):
        raise BadJson(TOO_DEEP)
    try:
        value = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise BadJson(SYNTAX, f"{error.msg}, byte {len(text[: error.pos].encode())}") from None
    _walk(value)
    return value


def _is_deep(data: bytes) -> bool:
    """Whether brackets outside strings nest deeper than `MAX_DEPTH`."""
    depth = 0
    for token in _NESTING.finditer(data):
        first = token[0][0]
        if first in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif first in b"]}":
            depth -= 1
    return False


_NESTING = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadJson(DUPLICATE_KEY, ascii(twice[:40]))
    return made


def _read_integer(text: str) -> int:
    if len(text) > MAX_DIGITS + 1 or abs(value := int(text)) > MAX_INTEGER:
        raise BadJson(INTEGER_RANGE, f"{len(text)} chữ số" if len(text) > 20 else text)
    return value


def _refuse_fraction(text: str) -> NoReturn:
    raise BadJson(FRACTION, text[:20])


def _refuse_constant(text: str) -> NoReturn:
    raise BadJson(CONSTANT, text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_make_object,
    parse_int=_read_integer,
    parse_float=_refuse_fraction,
    parse_constant=_refuse_constant,
)


def _walk(value: Any) -> None:
    if isinstance(value, str):
        require_text(value)
    elif isinstance(value, dict):
        for name, member in value.items():
            require_text(name)
            _walk(member)
    elif isinstance(value, list):
        for member in value:
            _walk(member)


def require_text(text: str) -> None:
    """Raise BadJson if the text holds half a character, a hidden one, or is not NFC."""
    if text.isascii() and text.isprintable():
        return
    if _SURROGATE.search(text):
        raise BadJson(SURROGATE)
    if has_hidden(text):
        raise BadJson(HIDDEN, next(f"U+{ord(letter):04X}" for letter in text if has_hidden(letter)))
    if not unicodedata.is_normalized("NFC", text):
        raise BadJson(NOT_NFC)


_SURROGATE = re.compile("[\ud800-\udfff]")
