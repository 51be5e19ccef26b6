"""The strict loader takes what the program writes and refuses, each with its code, what others forgive."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from forms.problems import CATALOGUE
from forms.strict_json import MAX_INTEGER, BadJson, loads_strict
from forms.text import has_hidden, nfc

REFUSED = [
    pytest.param(b"", "JSON-SYNTAX", id="nothing"),
    pytest.param(b'{"a":1', "JSON-SYNTAX", id="cut"),
    pytest.param(b"1 2", "JSON-SYNTAX", id="two values"),
    pytest.param(b'{"a":1,}', "JSON-SYNTAX", id="comma at the end"),
    pytest.param(b'"a\x00"', "JSON-SYNTAX", id="raw NUL in a string"),
    pytest.param(b'"\\x41"', "JSON-SYNTAX", id="unknown escape"),
    pytest.param(b'{"a":1,"a":2}', "JSON-DUPLICATE-KEY", id="duplicate key"),
    pytest.param(b'{"a":{"b":[{"c":1,"c":1}]}}', "JSON-DUPLICATE-KEY", id="duplicate key deep down"),
    pytest.param(b'{"a":1,"\\u0061":2}', "JSON-DUPLICATE-KEY", id="duplicate key by escape"),
    pytest.param(b'{"a":NaN}', "JSON-CONSTANT", id="NaN"),
    pytest.param(b"[-Infinity]", "JSON-CONSTANT", id="infinity"),
    pytest.param(b'{"a":1e999}', "JSON-FRACTION", id="1e999"),
    pytest.param(b"[1.5]", "JSON-FRACTION", id="fraction"),
    pytest.param(b"[1E2]", "JSON-FRACTION", id="exponent"),
    pytest.param(b'{"a":9007199254740992}', "JSON-INTEGER-RANGE", id="2^53"),
    pytest.param(b"9007199254740992", "JSON-INTEGER-RANGE", id="2^53 alone"),
    pytest.param(b"[-9007199254740992]", "JSON-INTEGER-RANGE", id="-2^53"),
    pytest.param(b"[18446744073709551617]", "JSON-INTEGER-RANGE", id="2^64+1"),
    pytest.param(b"[" + b"9" * 9000 + b"]", "JSON-INTEGER-RANGE", id="9 000 digits"),
    pytest.param(b"[" * 17 + b"]" * 17, "JSON-TOO-DEEP", id="17 deep"),
    pytest.param(b"[" * 30_000 + b"]" * 30_000, "JSON-TOO-DEEP", id="30 000 deep"),
    pytest.param(b'{"a":' * 30_000, "JSON-TOO-DEEP", id="30 000 objects, cut"),
    pytest.param(b'"\\ud800"', "JSON-SURROGATE", id="lone surrogate"),
    pytest.param(b'{"\\udfff":1}', "JSON-SURROGATE", id="lone surrogate in a key"),
    pytest.param(b'"\xed\xa0\x80"', "JSON-NOT-UTF8", id="surrogate as bytes"),
    pytest.param(b'"\xc0\xaf"', "JSON-NOT-UTF8", id="overlong"),
    pytest.param(b'"\xff"', "JSON-NOT-UTF8", id="not UTF-8"),
    pytest.param(b"\xef\xbb\xbf{}", "JSON-BOM", id="byte order mark"),
    pytest.param('{"name":"Nguye\u0302\u0303n"}'.encode(), "JSON-NOT-NFC", id="NFD"),
    pytest.param(b'"e\\u0301"', "JSON-NOT-NFC", id="NFD by escape"),
    pytest.param('"an\u202egnod"'.encode(), "JSON-HIDDEN-CHARACTER", id="right-to-left override"),
    pytest.param(b'"a\\u202eb"', "JSON-HIDDEN-CHARACTER", id="right-to-left override by escape"),
    pytest.param('"a\u200bb"'.encode(), "JSON-HIDDEN-CHARACTER", id="zero width"),
    pytest.param('"a\u115fb"'.encode(), "JSON-HIDDEN-CHARACTER", id="printable but empty"),
    pytest.param(b'"a\\u0000b"', "JSON-HIDDEN-CHARACTER", id="NUL by escape"),
    pytest.param(b'"\\u001b[2J"', "JSON-HIDDEN-CHARACTER", id="terminal escape"),
    pytest.param(b'"a\\rb"', "JSON-HIDDEN-CHARACTER", id="carriage return"),
    pytest.param(b'"a\x7fb"', "JSON-HIDDEN-CHARACTER", id="DEL"),
    pytest.param(b'"a\xc2\x85b"', "JSON-HIDDEN-CHARACTER", id="C1 control"),
    pytest.param(b'"' + b"a" * 1001 + b'"', "JSON-TOO-LONG", id="longer than asked for"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_refused_with_its_code(data: bytes, code: str) -> None:
    limit = 1000 if code == "JSON-TOO-LONG" else 1 << 20
    with pytest.raises(BadJson) as caught:
        loads_strict(data, max_bytes=limit)
    assert caught.value.code == code
    assert CATALOGUE[code].en.format(detail=caught.value.detail)
    assert len(caught.value.detail) < 100


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a":1}', {"a": 1}),
        (b' {\n"a" : [ true , null ] } ', {"a": [True, None]}),
        ('{"name":"Nguyễn Thị Ước – “Từ Sơn”"}'.encode(), {"name": "Nguyễn Thị Ước – “Từ Sơn”"}),
        (b'"d\\u00f2ng 1\\nd\\u00f2ng\\t2"', "dòng 1\ndòng\t2"),
        (b'"\\ud83d\\ude00"', "😀"),
        (b"[9007199254740991,-9007199254740991,-0]", [MAX_INTEGER, -MAX_INTEGER, 0]),
        (b'["1234567890123456789","1.5",{"x":"[[[[[[[[[[[[[[[[[[[["}]', ["1234567890123456789", "1.5", {"x": "[" * 20}]),
        (b"[" * 16 + b"]" * 16, [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]),
    ],
)
def test_taken(data: bytes, value: Any) -> None:
    assert loads_strict(data, max_bytes=1000) == value


def test_a_backslash_run_takes_no_long_time() -> None:
    with pytest.raises(BadJson):
        loads_strict(b'"a' + b"\\" * 200_001, max_bytes=1 << 20)


texts = st.text().map(nfc).filter(lambda text: not has_hidden(text) and nfc(text) == text)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_whatever_json_writes_of_plain_values_is_taken(value: Any, ascii_only: bool, indent: int | None) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert loads_strict(data, max_bytes=1 << 20) == value


@given(
    st.binary(max_size=40)
    | st.text(max_size=40).map(lambda text: json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))
)
def test_what_is_taken_is_also_taken_by_json_and_means_the_same(data: bytes) -> None:
    try:
        value = loads_strict(data, max_bytes=100)
    except BadJson:
        return
    assert json.loads(data) == value


def test_the_fast_road_and_the_slow_road_agree() -> None:
    compact = json.dumps({"tên": "Ngô Bá Khá", "số": [1, 2]}, ensure_ascii=False, separators=(",", ":")).encode()
    spaced = json.dumps({"tên": "Ngô Bá Khá", "số": [1, 2]}, ensure_ascii=False, indent=2).encode()
    assert loads_strict(compact, max_bytes=200) == loads_strict(spaced, max_bytes=200)
