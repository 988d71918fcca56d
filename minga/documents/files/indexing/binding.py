"""Binding an indexed file: cover, every document, a number on each page, bookmarks, attachments.

The same file on the same day gives the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import IndirectObject, NameObject, TextStringObject

from minga.documents.files.indexing.cover import cover, starts
from minga.documents.files.indexing.leaves import stamps
from minga.documents.files.indexing.pieces import Piece, piece_of
from minga.documents.files.standing import Standing

Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Bound:
    """The PDF and its number of pages."""

    content: bytes
    pages: int


def bind(standing: Standing, *, on: date, demonstration: bool, told: Told) -> Bound:
    """`told` hears how far it is, and may stop it."""
    filings = standing.counted
    total = len(filings) + 2
    pieces = []
    for number, filing in enumerate(filings):
        told(number, total, f"Leyendo documento {number + 1} de {len(filings)}")
        pieces.append(piece_of(filing))
    told(len(filings), total, "Escribiendo la carátula y el índice")
    front, taken = cover(standing, pieces, on=on, demonstration=demonstration)
    writer = PdfWriter()
    for content in (front, *(piece.content for piece in pieces)):
        for page in PdfReader(BytesIO(content)).pages:
            writer.add_page(page)
    told(len(filings) + 1, total, "Numerando las fojas")
    title = standing.kind.title(standing.case)
    _stamp(writer, title, lambda: told(len(filings) + 1, total, "Numerando las fojas"))
    _mark(writer, standing, pieces, taken)
    return Bound(_written(writer, title), len(writer.pages))


def _stamp(writer: PdfWriter, case: str, heard: Callable[[], None]) -> None:
    """On the page as it is seen: what is outside of its frame is not printed."""
    frames = [page.cropbox for page in writer.pages]
    sizes = [(float(frame.width), float(frame.height)) for frame in frames]
    marks = (page for content in stamps(sizes, case) for page in PdfReader(BytesIO(content)).pages)
    for page, frame, mark in zip(writer.pages, frames, marks, strict=True):
        heard()
        at = Transformation().translate(float(frame.left), float(frame.bottom))
        page.merge_transformed_page(mark, at)


def _mark(writer: PdfWriter, standing: Standing, pieces: Sequence[Piece], taken: int) -> None:
    """A bookmark for each document, under the state that asks for it."""
    under = {
        line.filing.pk: state.label
        for state in standing.states
        for line in state.lines
        if line.filing
    }
    writer.add_outline_item(title="Carátula e índice", page_number=0)
    heads: dict[str, IndirectObject] = {}
    numbered = zip(pieces, starts(pieces, taken), strict=True)
    for number, (piece, start) in enumerate(numbered, start=1):
        group = under.get(piece.filing.pk, "otros documentos")
        if group not in heads:
            heads[group] = writer.add_outline_item(
                title=group[:1].upper() + group[1:], page_number=start - 1
            )
        said = f"{number}. {piece.filing.document.title}, foja {start}"
        writer.add_outline_item(title=said, page_number=start - 1, parent=heads[group])
        if piece.attachment is not None:
            writer.add_attachment(f"{number:03d}-{piece.filing.document.name}", piece.attachment)


def _written(writer: PdfWriter, title: str) -> bytes:
    writer.add_metadata({"/Title": f"Expediente foliado: {title}", "/Producer": "Minga"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("es-CL")
    writer.page_mode = "/UseOutlines"
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
