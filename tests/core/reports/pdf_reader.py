"""What a screen reader finds in a PDF: its structure, and the text of each piece of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
PAINTS = SHOWS_TEXT | {"Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "BI"}


@dataclass
class Node:
    """An element of the structure tree."""

    tag: str
    text: str = ""
    attributes: dict[str, object] = field(default_factory=dict)
    identifier: str = ""
    children: list["Node"] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator["Node"]:
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.find(*tags)

    def says(self) -> str:
        return " ".join((self.text + " " + " ".join(c.says() for c in self.children)).split())


@dataclass
class Page:
    """`marked`: the text of each numbered piece; `loose`: what is painted outside any mark."""

    marked: dict[int, str]
    artifacts: str
    loose: list[str]


def open_pdf(data: bytes) -> Pdf:
    return pikepdf.open(BytesIO(data))


def read_page(page: pikepdf.Page) -> Page:
    cmaps = {name: _cmap(font) for name, font in page.resources.get("/Font", {}).items()}
    found, marks, cmap = Page({}, "", []), [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            marks.append(_mark(operands))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            cmap = cmaps[str(operands[0])]
        elif name in PAINTS:
            _note(found, marks, name, _shown(operands, cmap) if name in SHOWS_TEXT else "")
    return found


def _mark(operands: list[Object]) -> int | str:
    if len(operands) > 1 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
        return int(operands[1]["/MCID"])
    return str(operands[0])


def _note(found: Page, marks: list[int | str], operator: str, text: str) -> None:
    numbers = [mark for mark in marks if isinstance(mark, int)]
    if numbers:
        found.marked[numbers[-1]] = found.marked.get(numbers[-1], "") + text
    elif "/Artifact" in marks:
        found.artifacts += text
    else:
        found.loose.append(operator)


def _shown(operands: list[Object], cmap: dict[int, str]) -> str:
    parts = operands[-1] if isinstance(operands[-1], Array) else operands[-1:]
    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    codes = [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]
    return "".join(cmap.get(code, "�") for code in codes)


def _cmap(font: Object) -> dict[int, str]:
    """Code → text, from the font's ToUnicode table."""
    source = font["/ToUnicode"].read_bytes().decode("latin-1")
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for low, high, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = ord(bytes.fromhex(target).decode("utf-16-be"))
            for offset in range(int(high, 16) - int(low, 16) + 1):
                table[int(low, 16) + offset] = chr(start + offset)
    return table


def read_structure(pdf: Pdf) -> Node:
    texts = {page.objgen: read_page(page).marked for page in pdf.pages}
    return _node(pdf.Root.StructTreeRoot, texts, None)


def _node(element: Object, texts: dict[object, dict[int, str]], page: Object | None) -> Node:
    page = element.get("/Pg", page)
    node = Node(str(element.get("/S", "")).lstrip("/"), identifier=str(element.get("/ID", "")))
    given = element.get("/A", Array())
    for attributes in given if isinstance(given, Array) else [given]:
        node.attributes |= {str(key): value for key, value in attributes.items()}
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") != Name.MCR:
            node.children.append(_node(kid, texts, page))
        elif isinstance(kid, Dictionary):
            node.text += texts[kid.get("/Pg", page).objgen].get(int(kid["/MCID"]), "")
        elif page is not None:
            node.text += texts[page.objgen].get(int(kid), "")
    return node
