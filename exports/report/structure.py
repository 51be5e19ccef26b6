"""The structure tree of a file: elements, their marks on the pages, and the form fields.

Source: ISO 32000-1 14.7.4 (parent tree), 14.8.4.5 (form). Must not know what the elements say.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exports.report.fields import TOOLTIPS, Field
from exports.report.tags import Element, Mark, Tagger


def add_structure(pdf: pikepdf.Pdf, tagger: Tagger, fields: Sequence[Field]) -> None:
    """Write the tree into the file and mark it as tagged."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: dict[int, dict[int, pikepdf.Object]] = {}
    document = _build(pdf, tagger.root, tree, parents)
    numbers: list[object] = []
    for index, page in enumerate(pdf.pages):
        page.StructParents, page.Tabs = index, Name.S
        marks = parents.get(index + 1, {})
        numbers += [index, pdf.make_indirect(Array([marks[mcid] for mcid in range(len(marks))]))]
    for index, field in enumerate(fields, len(pdf.pages)):
        numbers += [index, _add_field(pdf, document, field)]
        field.widget.StructParent = index
    tree.K = document
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages) + len(fields)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _build(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, parents: dict[int, dict[int, pikepdf.Object]]
) -> pikepdf.Object:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
    kids = Array([])
    for kid in element.kids:
        if isinstance(kid, Mark):
            kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[kid.page - 1].obj, MCID=kid.mcid))
            parents.setdefault(kid.page, {})[kid.mcid] = made
        else:
            kids.append(_build(pdf, kid, made, parents))
    made.K = kids
    if element.alt:
        made.Alt = String(element.alt)
    if element.attributes:
        made.A = Dictionary(O=Name.Table)
        for key, value in element.attributes.items():
            made.A[f"/{key}"] = Name(f"/{value}") if isinstance(value, str) else value
    return made


def _add_field(pdf: pikepdf.Pdf, document: pikepdf.Object, field: Field) -> pikepdf.Object:
    page = pdf.pages[field.page - 1].obj
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.Form, P=document, Pg=page, Alt=String(TOOLTIPS[field.name]),
            K=Dictionary(Type=Name.OBJR, Obj=field.widget, Pg=page),
        )
    )  # fmt: skip
    document.K.append(form)
    return form
