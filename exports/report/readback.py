"""What a finished report says: its attached figures and the text of its pages, read back from the bytes.

For the verification and the tests: nothing of the composing or drawing is used to read. Text that is an artifact
(footers, repeated headings) is told apart from content. Must not decide whether it is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from exports.report.fingerprint import ATTACHMENT

MAX_ATTACHMENT_BYTES = 8_000_000
MAX_PAGES = 500
_IDENTIFIER = re.compile(rb"<dc:identifier>sha256:([0-9a-f]{64})</dc:identifier>")
_MAPPING = re.compile(r"<([0-9A-Fa-f]{2})> ?<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]{2})> ?<([0-9A-Fa-f]{2})> ?\[?((?:<[0-9A-Fa-f]+> ?)+)\]?")


class Unreadable(ValueError):
    """The file cannot be read as a report of this program."""


@dataclass(slots=True)
class PageText:
    """Words of a page in drawing order: content, and artifacts (page number, footer, repeated headings)."""

    content: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Readback:
    """attachment: the bytes of `summary.json`.  identifier: digest in the metadata, empty if none."""

    attachment: bytes
    identifier: str
    pages: list[PageText]

    def content(self) -> str:
        """Return all content, single spaces between words."""
        return squeeze(" ".join(piece for page in self.pages for piece in page.content))


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def read_back(data: bytes) -> Readback:
    """Return what the file says. Raises Unreadable for anything that is not such a report, and pikepdf's errors."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise Unreadable("pages")
        metadata = pdf.Root.get("/Metadata")
        match = _IDENTIFIER.search(bytes(metadata.read_bytes())) if metadata is not None else None
        identifier = match[1].decode() if match else ""
        return Readback(_read_attachment(pdf), identifier, [_read_page(page) for page in pdf.pages])


def read_figures(data: bytes) -> bytes:
    """Return the bytes of the attached figures alone. Raises Unreadable for any file that is not such a report."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _read_attachment(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from None


def read_description(data: bytes) -> tuple[str, bytes]:
    """Return title, author, dates and the metadata packet of a file. Raises pikepdf's errors."""
    with pikepdf.open(BytesIO(data)) as pdf:
        info = sorted((key, str(value)) for key, value in pdf.docinfo.items())
        metadata = pdf.Root.get("/Metadata")
        return repr(info), bytes(metadata.read_bytes()) if metadata is not None else b""


def _read_attachment(pdf: pikepdf.Pdf) -> bytes:
    """The one attached file, by both ways in which it is named; more than one is no report of ours."""
    associated = pdf.Root.get("/AF")
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles", pikepdf.Dictionary()).get("/Names")
    if associated is None or names is None or len(associated) != 1 or len(names) != 2:
        raise Unreadable("attachment")
    spec = associated[0]
    if str(names[0]) != ATTACHMENT or str(spec.UF) != ATTACHMENT or names[1].objgen != spec.objgen:
        raise Unreadable("attachment")
    stream = spec.EF.F
    if stream.objgen != spec.EF.UF.objgen or int(stream.Params.Size) > MAX_ATTACHMENT_BYTES:
        raise Unreadable("attachment")
    data = bytes(stream.read_bytes())
    if len(data) != int(stream.Params.Size):
        raise Unreadable("attachment")
    return data


def _read_page(page: pikepdf.Page) -> PageText:
    """Follow fonts, text and marked content of one page."""
    fonts = {name: _read_codes(font) for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items()}
    text, codes, nesting = PageText(), {}, []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name == "Tf":
            codes = fonts[str(operands[0])]
        elif name in {"BMC", "BDC"}:
            nesting.append(str(operands[0]) == "/Artifact")
        elif name == "EMC":
            nesting.pop()
        elif name in {"Tj", "'", '"', "TJ"}:
            piece = _decode(operands[-1], codes)
            (text.artifacts if any(nesting) else text.content).append(piece)
    return text


def _decode(shown: Any, codes: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    return "".join(codes[code] for string in strings if isinstance(string, pikepdf.String) for code in bytes(string))


def _read_codes(font: pikepdf.Object) -> dict[int, str]:
    """Return the letters of a font's one-byte codes from its ToUnicode map."""
    cmap = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    codes: dict[int, str] = {}
    for section in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, targets in _RANGE.findall(section):
            letters = re.findall(r"<([0-9A-Fa-f]+)>", targets)
            for offset, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                codes[code] = _letter(letters[offset]) if len(letters) > 1 else chr(int(letters[0], 16) + offset)
    for section in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letter in _MAPPING.findall(section):
            codes[int(code, 16)] = _letter(letter)
    return codes


def _letter(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
