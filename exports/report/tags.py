"""Logical structure: the tree of elements, and the marks in the page that tie content to it.

An element is made when the story is built, so the tree is in reading order; each draw adds a marked piece. Content
that is no content (rules, repeated headings, page numbers) is an artifact. Source: ISO 32000-1 14.7, 14.8; ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Mark:
    """A marked piece of content: page number from 1, and its id on that page."""

    page: int
    mcid: int


@dataclass(slots=True)
class Element:
    """A structure element. attributes: of the Table owner.  kids: elements and marks in reading order."""

    tag: str
    kids: list[Element | Mark] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str = ""

    def add(self, tag: str, alt: str = "", **attributes: Any) -> Element:
        """Return a new element at the end of this one."""
        kid = Element(tag, attributes=attributes, alt=alt)
        self.kids.append(kid)
        return kid


class Tagger:
    """Hands out the ids of marked content, page by page."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.counts: dict[int, int] = {}

    @contextmanager
    def mark(self, canvas: Any, element: Element | None) -> Iterator[None]:
        """Tie what is drawn inside to an element; None makes it an artifact."""
        if element is None:
            canvas._code.append("/Artifact BMC")
        else:
            page = canvas.getPageNumber()
            mcid = self.counts.get(page, 0)
            self.counts[page] = mcid + 1
            element.kids.append(Mark(page, mcid))
            canvas._code.append(f"/{element.tag} <</MCID {mcid}>> BDC")
        yield
        canvas._code.append("EMC")
