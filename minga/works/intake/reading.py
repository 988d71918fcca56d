"""The rows of a file that was kept, whatever its format."""

from minga.core.imports import staging, workbook
from minga.core.imports.grid import Grid
from minga.core.numbers import whole
from minga.works.intake import oc4ids, sheet
from minga.works.intake.columns import header_of, known_titles
from minga.works.intake.errors import FileRefused
from minga.works.intake.models import IntakeFile
from minga.works.intake.saying import Said

# Written at once, in one transaction; a regional portfolio has hundreds.
MOST_ROWS = 3_000


def grids_of(file: IntakeFile) -> tuple[Grid, int]:
    """The sheet with most known titles, and the row where they are."""
    grids = [g for g in workbook.read(staging.original(file.sha256, file.ending)) if g.rows]
    best = max(grids, key=lambda grid: known_titles(grid, header_of(grid)), default=None)
    if best is None or not known_titles(best, header_of(best)):
        raise FileRefused(
            "Ninguna hoja tiene títulos que se reconozcan (código, nombre, comuna, meses). Revise "
            "que la primera fila con datos sea la de los títulos."
        )
    if len(best.rows) > MOST_ROWS:
        raise FileRefused(
            f"La planilla trae {whole(len(best.rows))} filas y se cargan hasta "
            f"{whole(MOST_ROWS)}. Divídala en partes."
        )
    return best, header_of(best)


def rows_of(file: IntakeFile) -> list[Said]:
    path = staging.original(file.sha256, file.ending)
    if file.kind == IntakeFile.Kind.PACKAGE:
        return oc4ids.read(path)
    grid = next(grid for grid in workbook.read(path) if grid.sheet[:40] == file.sheet)
    return sheet.read(grid, file.header, file.columns)
