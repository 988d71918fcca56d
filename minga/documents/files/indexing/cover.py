"""The cover and index of an indexed file: what it holds, since when, by whom, on which page."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from minga.core.reports import Column, Group, Report, Table
from minga.core.reports.pdf import write_pdf
from minga.documents.files.indexing.pieces import Piece, in_blocks
from minga.documents.files.standing import Line, Standing
from minga.territory.frames import frame_on

COLUMNS = (
    Column("N.º", "integer", width=5),
    Column("Documento", width=44),
    Column("Fecha", "date", width=12),
    Column("Recibido", width=26),
    Column("Foja", "integer", width=7),
)
METHOD = (
    "Las fojas van numeradas al pie. La huella SHA-256 es la del archivo tal como se recibió; la "
    "de este PDF queda en el registro de Minga y en la página del expediente."
)


def cover(
    standing: Standing, pieces: Sequence[Piece], *, on: date, demonstration: bool
) -> tuple[bytes, int]:
    """Its own pages come before what it lists, so it is set until it knows how many it takes."""
    taken = 1
    while True:
        content = write_pdf(_report(standing, pieces, taken, on, demonstration))
        pages = len(PdfReader(BytesIO(content)).pages)
        if pages <= taken:
            return content, pages
        taken = pages


def starts(pieces: Sequence[Piece], taken: int) -> list[int]:
    """The page on which each begins, counted from 1."""
    found, page = [], taken + 1
    for piece in pieces:
        found.append(page)
        page += piece.pages
    return found


def _report(
    standing: Standing, pieces: Sequence[Piece], taken: int, on: date, demonstration: bool
) -> Report:
    kind, case = standing.kind, standing.case
    title = kind.title(case)
    total = taken + sum(piece.pages for piece in pieces)
    place = kind.territory_of(case)
    return Report(
        title="Expediente foliado",
        subject=title,
        institution=str(kind.service_of(case)),
        place_line=frame_on(on).name_of(place.pk) if place else "",
        facts=(
            ("Caso", title),
            ("Documentos", str(len(pieces))),
            ("Fojas", str(total)),
        ),
        tables=(_index(standing, pieces, taken), *_absent(standing)),
        notes=(METHOD,),
        record_line=f"Expediente de {title}",
        issued_on=on,
        demonstration=demonstration,
        landscape=False,
    )


def _index(standing: Standing, pieces: Sequence[Piece], taken: int) -> Table:
    asked = {
        line.filing.pk: f"{line.requirement.document} ({state.label})"
        for state in standing.states
        for line in state.lines
        if line.filing
    }
    rows = tuple(
        (
            number,
            tuple(
                filter(
                    None,
                    (
                        piece.filing.document.title,
                        f"Para: {asked[piece.filing.pk]}" if piece.filing.pk in asked else "",
                        f"SHA-256 {in_blocks(piece.filing.document.file.sha256)}",
                        "Va adjunto." if piece.attachment is not None else "",
                    ),
                )
            ),
            piece.filing.document.dated_on,
            f"{piece.filing.on:%d-%m-%Y}, {piece.filing.by}",
            start,
        )
        for number, (piece, start) in enumerate(
            zip(pieces, starts(pieces, taken), strict=True), start=1
        )
    )
    return Table(columns=COLUMNS, groups=(Group(rows=rows),), title="Índice")


def _absent(standing: Standing) -> tuple[Table, ...]:
    """What was asked for and is not there: a file that hides it would be another one."""
    rows = tuple(
        (line.requirement.document, state.label, _why(line))
        for state in standing.states
        for line in state.lines
        if not line.filing
    )
    columns = (Column("Documento", width=34), Column("Para", width=20), Column("Está", width=40))
    if not rows:
        return ()
    return (Table(columns=columns, groups=(Group(rows=rows),), title="Lo que no está"),)


def _why(line: Line) -> str:
    if line.waiver:
        return f"No corresponde: {line.waiver.reason} ({line.waiver.by})"
    said = "Falta" if line.requirement.compulsory else "Opcional, no recibido"
    return f"{said}; se espera {line.requirement.whose}"
