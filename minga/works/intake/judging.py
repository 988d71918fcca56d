"""What becomes of each row: loaded, with warnings, without change or refused, and why."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minga.budget.models import LineItem
from minga.core.canonical import canonical_json
from minga.core.words import fold
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.territory.models.places import Kind
from minga.territory.models.shares import WHOLE
from minga.works.intake import cells
from minga.works.intake.models import ForeignProject, Outcome
from minga.works.intake.saying import Said
from minga.works.models import Project, ProjectStage

REGIONAL = {"regional", "intercomunal", "todas"}


@dataclass
class Judged:
    """`bip`: whole, when the row may enter the portfolio. `project`: the one already there."""

    said: Said
    outcome: str
    notes: list[str]
    kept: ForeignProject | None = None
    bip: str = ""
    project: Project | None = None
    line_item: LineItem | None = None
    shares: dict[int, int] = field(default_factory=dict)


@dataclass
class Known:
    """What the service has, asked once for the whole file."""

    kept: dict[str, ForeignProject]
    projects: dict[str, Project]
    items: dict[tuple[str, str, str], LineItem]
    by_id: dict[str, LineItem]
    communes: dict[str, list[int]]

    @classmethod
    def of(cls, service: Organisation, office: str, on: date) -> "Known":
        foreign = ForeignProject.objects.filter(service=service, office=office)
        held = Project.objects.filter(service=service, stage=ProjectStage.EXECUTION)
        items = list(LineItem.objects.valid_on(on).of_projects())
        communes: dict[str, list[int]] = {}
        for version in frame_on(on).versions.values():
            if version.territory.kind == Kind.COMMUNE:
                communes.setdefault(fold(version.name), []).append(version.territory_id)
        return cls(
            {row.code: row for row in foreign.select_related("project")},
            {row.bip: row for row in held},
            {(i.subtitle, i.item, i.allocation): i for i in items},
            {i.public_id: i for i in items},
            communes,
        )


def judge(
    rows: list[Said], service: Organisation, office: str, options: dict[str, Any], on: date
) -> list[Judged]:
    known = Known.of(service, office, on)
    times = Counter(fold(said.code) for said in rows if said.code)
    bips: Counter[str] = Counter()
    found = []
    for said in rows:
        one = _judge(said, times, known, options)
        if one.bip:
            bips[one.bip] += 1
        found.append(one)
    for one in found:
        if bips[one.bip] > 1 and one.outcome != Outcome.REFUSED:
            # Two rows, one code: which of them is the project, nobody can tell from here.
            one.notes.append(f"El BIP {one.bip} viene en {bips[one.bip]} filas: ninguna pasa sola "
                             "a la cartera del servicio.")  # fmt: skip
            one.bip, one.project = "", None
        _settle(one)
    return found


def _judge(said: Said, times: Counter[str], known: Known, options: dict[str, Any]) -> Judged:
    faults = list(said.faults)
    if not said.code:
        faults.append("La fila no trae código único: no se puede reconocer al volver a importar.")
    elif (many := times[fold(said.code)]) > 1:
        faults.append(
            f"El código «{said.code}» viene en {many} filas: corrija el código en el archivo, uno "
            "por fila."
        )
    if not said.name:
        faults.append("La fila no trae nombre.")
    if len(said.code) > 80 or len(said.name) > 300 or len(said.bip) > 40:
        faults.append("El código o el nombre son demasiado largos: quizás se corrieron columnas.")
    if faults:
        return Judged(said, Outcome.REFUSED, [*faults, *said.notes])
    one = Judged(said, Outcome.LOADED, list(said.notes), kept=known.kept.get(said.code))
    _places(one, known)
    if options.get("enters"):
        _bip(one, known, options)
        _line_item(one, known, options)
    return one


def _settle(one: Judged) -> None:
    if one.outcome == Outcome.REFUSED:
        return
    if one.kept is not None and same(one.kept, one.said) and not enters_now(one):
        one.outcome = Outcome.SAME
        return
    if one.kept is not None and not same(one.kept, one.said):
        one.notes.append("Ya estaba cargada y el archivo dice algo distinto: se actualiza.")
    if one.notes:
        one.outcome = Outcome.WARNED


def enters_now(one: Judged) -> bool:
    """It can be told which project it is, and it was not so before."""
    return bool(one.bip) and (one.kept is None or one.kept.project_id is None)


def same(kept: ForeignProject, said: Said) -> bool:
    return (
        kept.content == said.content()
        and kept.months == said.months
        and kept.years == said.years
        and (kept.bip, kept.name) == (said.bip, said.name)
    )


def _bip(one: Judged, known: Known, options: dict[str, Any]) -> None:
    eight, last = cells.bip(one.said.bip)
    if not eight:
        one.notes.append(
            f"«{one.said.bip}» no es un código BIP: queda solo en la cartera de origen."
            if one.said.bip
            else "No trae código BIP: queda solo en la cartera de origen."
        )
        return
    if not last:
        held = [bip for bip in known.projects if bip.startswith(f"{eight}-")]
        last = held[0][-1] if len(held) == 1 else str(options.get("digit", ""))
        if not last:
            one.notes.append(
                f"El BIP {eight} no trae su último dígito y no se inventa: queda solo en la "
                "cartera de origen."
            )
            return
        one.notes.append(f"El BIP {eight} no trae su último dígito: se completó con {last}.")
    one.bip = f"{eight}-{last}"
    one.project = known.projects.get(one.bip)
    if one.project is not None and one.kept is None:
        one.notes.append(
            f"El proyecto {one.bip} ya está en la cartera: se enlaza, sin cambiar su registro ni "
            "su gasto."
        )


def _line_item(one: Judged, known: Known, options: dict[str, Any]) -> None:
    if not one.bip:
        return
    one.line_item = known.items.get(one.said.line)
    if one.line_item is None:
        code = "-".join(filter(None, one.said.line)) or "sin asignación"
        one.line_item = known.by_id.get(str(options.get("line_item", "")))
        where = (
            f"se usa la {one.line_item.code}"
            if one.line_item
            else "su costo y su gasto quedan solo en la cartera de origen"
        )
        one.notes.append(f"La asignación «{code}» no es de proyectos en el clasificador: {where}.")


def _places(one: Judged, known: Known) -> None:
    found, unknown = [], []
    for name in one.said.communes:
        if fold(name) in REGIONAL:
            one.notes.append("La comuna dice «REGIONAL»: queda sin comuna.")
            return
        places = known.communes.get(fold(name), [])
        if len(places) == 1:
            found += places
        else:
            unknown.append(name)
    if unknown:
        names = ", ".join(f"«{name}»" for name in unknown)
        one.notes.append(f"No está en el registro territorial: {names}. Queda sin comuna.")
    elif len(found) > 1:
        one.notes.append(
            f"Trae {len(found)} comunas en una celda, sin decir qué parte es de cada una: se "
            "reparte por igual. Corríjalo en el proyecto."
        )
    if found and not unknown:
        part, rest = divmod(WHOLE, len(found))
        one.shares = {place: part + (at < rest) for at, place in enumerate(found)}


def seen(rows: list[Judged]) -> str:
    """What a page showed: changes when the effect would be another."""
    told = [
        [one.said.number, one.said.code, str(one.outcome), one.notes, one.bip, one.said.months,
         one.said.content(), str(one.line_item or "")]
        for one in rows
    ]  # fmt: skip
    return hashlib.sha256(canonical_json({"rows": told})).hexdigest()
