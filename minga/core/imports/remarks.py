"""Problems as pages and workbooks show them: at a cell, and each warning with its digest.

The digest of a warning covers the values of its row: a justification of other values is of another
warning, and has to be given again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from minga.core.imports.cells import address
from minga.core.imports.difference import canonical
from minga.core.imports.judged import Judged
from minga.core.imports.matching import Layout
from minga.core.imports.models import Import, Justification
from minga.core.imports.spec import WARNS, ImportSpec, Problem


@dataclass(frozen=True)
class Remark:
    """One line of «Observaciones»."""

    sheet: str
    cell: str
    row: int  # from 1, as the spreadsheet counts; 0 for the whole column or file
    label: str
    severity: str
    code: str
    sentence: str
    proposal: str
    digest: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def remarks(
    problems: Iterable[Problem], judged: Judged, layout: Layout, spec: ImportSpec, sha256: str
) -> list[Remark]:
    """In the order of the sheet: what is about the whole file first."""
    found = [_remark(problem, judged, layout, spec, sha256) for problem in problems]
    return sorted(found, key=lambda remark: remark.row)


def _remark(
    problem: Problem, judged: Judged, layout: Layout, spec: ImportSpec, sha256: str
) -> Remark:
    column = layout.chosen.get(problem.field)
    place = layout.header if problem.row is None else judged.places[problem.row]
    cell = address(place, column) if column is not None else ""
    is_warning = problem.severity is WARNS
    return Remark(
        sheet=layout.grid.sheet,
        cell=cell or (f"fila {place + 1}" if problem.row is not None else ""),
        row=0 if problem.row is None else place + 1,
        label=spec.field(problem.field).label if problem.field else "",
        severity=problem.severity.value,
        code=problem.code,
        sentence=problem.sentence,
        proposal=problem.proposal,
        digest=_digest(problem, judged, sha256) if is_warning else "",
    )


def _digest(problem: Problem, judged: Judged, sha256: str) -> str:
    """Keyed: what a row says can't be guessed from it. Of a whole column, the file counts."""
    if problem.row is None:
        content: Any = sha256
    else:
        content = [(name, column[problem.row]) for name, column in judged.values.items()]
    said = canonical([problem.code, problem.field, problem.sentence, content])
    return salted_hmac("minga.imports.warning", said, algorithm="sha256").hexdigest()[:32]


def justified(upload: Import) -> dict[str, Justification]:
    """Digest → its justification, given for this file or for one that it takes the place of."""
    chain, current = [upload.pk], upload
    while current.supersedes_id is not None:
        current = Import.objects.only("supersedes_id").get(pk=current.supersedes_id)
        chain.append(current.pk)
    found = Justification.objects.filter(of__in=chain).order_by("pk")
    return {digest: item for item in found for digest in item.digests}


def open_warnings(
    warnings: Iterable[Mapping[str, Any]], known: Mapping[str, Justification]
) -> list[Mapping[str, Any]]:
    return [warning for warning in warnings if warning["digest"] not in known]
