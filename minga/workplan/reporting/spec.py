"""What each kind of report asks and how it is read: its columns, its sections, its titles of 2007.

Forms, pages and papers are driven by these; no kind has code of its own anywhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from minga.workplan.models import WorkPlanVersion
from minga.workplan.reporting.following import now_of
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportKind, ReportRow


@dataclass(frozen=True)
class Asked:
    """A field of the row as this kind asks it."""

    name: str
    label: str
    help: str = ""
    required: bool = False


@dataclass(frozen=True)
class Said:
    """A column as it is read: what of the row stands in it, in order."""

    title: str
    names: tuple[str, ...]
    width: int


@dataclass(frozen=True)
class Section:
    """A part of a report. `where` names it for who reads one of its rows elsewhere."""

    code: str
    title: str
    where: str
    question: str = ""
    # The themes that it has to be told in, each in its row.
    facets: tuple[str, ...] = ()


# How the papers lay the sections out: a table with a heading for each, a table for each, or one
# beside the other.
Layout = Literal["grouped", "apart", "beside"]


@dataclass(frozen=True)
class Spec:
    """One kind of report."""

    kind: ReportKind
    number: str  # «Formulario 1.2»: an activity of the plan may have that code too
    official: str  # «Actividad 1.2», as the papers are titled since 2007
    name: str
    subject: str
    purpose: str
    adds: str  # the object of its buttons: «objetivo», «mecanismo»
    asked: tuple[Asked, ...]
    screen: tuple[Said, ...]
    paper: tuple[Said, ...]
    # Without them, the objectives of the plan.
    fixed: tuple[Section, ...] = ()
    layout: Layout = "grouped"
    # Parts of the evaluation for which the record itself says something.
    is_backed: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.asked)

    def sections(self, version: WorkPlanVersion) -> tuple[Section, ...]:
        return self.fixed or _objectives(version)

    def label_of(self, name: str) -> str:
        return next(field.label for field in self.asked if field.name == name)


def _objectives(version: WorkPlanVersion) -> tuple[Section, ...]:
    return tuple(
        Section(
            str(objective.number),
            f"Objetivo transversal {objective.number}: {objective.title}",
            f"objetivo {objective.number}",
        )
        for objective in version.objectives.order_by("number")
    )


WHO = (
    Asked("responsible", "Responsable", "La organización o unidad que responde."),
    Asked(
        "responsible_words",
        "Responsable, como se escribe en el formulario",
        "Si son varias o si su nombre allí es otro.",
    ),
)
DUE = Asked("due", "Plazo", "El mes en que termina.")
PROMISED = Asked("commitment", "Compromiso", "Pasa al programa del año siguiente. Uno por fila.")

ANALYSIS = Spec(
    kind=ReportKind.ANALYSIS,
    number="Formulario 1.2",
    official="Actividad 1.2",
    name="Análisis del avance",
    subject="Análisis del avance durante la implementación del programa de trabajo",
    purpose="Por objetivo transversal: lo logrado, lo que se recomienda y lo que se compromete.",
    adds="fila",
    asked=(
        Asked("title", "Tema", "En breve, si el objetivo tiene varios ámbitos."),
        Asked("achieved", "Modificaciones logradas", required=True),
        Asked("recommendations", "Recomendaciones para consolidar lo avanzado"),
        Asked("commitment", "Compromiso para la fase siguiente", PROMISED.help),
        *WHO,
        DUE,
    ),
    screen=(
        Said("Logrado", ("title", "achieved"), 40),
        Said("Recomendaciones", ("recommendations",), 20),
        Said("Compromiso", ("commitment", "due"), 25),
        Said("Responsable", ("answers",), 15),
    ),
    paper=(
        Said("Modificaciones logradas en cada objetivo", ("title", "achieved"), 40),
        Said("Recomendaciones para consolidar lo avanzado", ("recommendations",), 22),
        Said("Compromiso a tener presente en fase siguiente", ("commitment", "due"), 24),
        Said("Responsable", ("answers",), 14),
    ),
)
SYSTEMS = Spec(
    kind=ReportKind.SYSTEMS,
    number="Formulario 2.1",
    official="Actividad 2.1",
    name="Plan de mejora",
    subject="Análisis de la implementación del plan de mejoras a los sistemas de información",
    purpose="Por sistema: cada actividad, su avance por etapa y lo que se compromete.",
    adds="actividad",
    asked=(
        Asked("title", "Actividad", required=True),
        Asked("achieved", "Avance logrado por etapa", required=True),
        Asked("recommendations", "Recomendaciones para superar desajustes"),
        PROMISED,
        *WHO,
        DUE,
    ),
    screen=(
        Said("Actividad", ("title",), 15),
        Said("Avance por etapa", ("achieved",), 35),
        Said("Recomendaciones y compromisos", ("recommendations", "commitment"), 25),
        Said("Responsable", ("answers",), 15),
        Said("Plazo", ("due",), 10),
    ),
    paper=(
        Said("Actividades", ("title",), 18),
        Said("Avance logrado por etapa", ("achieved",), 34),
        Said(
            "Recomendaciones y compromisos para superar desajustes",
            ("recommendations", "commitment"),
            26,
        ),
        Said("Responsable", ("answers",), 12),
        Said("Plazo", ("due",), 10),
    ),
    fixed=(Section("all", "", ""),),
)
USERS, STAFF = "users", "staff"
DIFFUSION = Spec(
    kind=ReportKind.DIFFUSION,
    number="Formulario 3.1",
    official="Actividad 3.1",
    name="Difusión",
    subject="Difusión a clientes, usuarios y beneficiarios (C/U/B) y a los funcionarios de lo "
    "logrado con perspectiva territorial",
    purpose="Los mecanismos con que se informa a usuarios y a funcionarios, y de qué informan.",
    adds="mecanismo",
    asked=(
        Asked("title", "Mecanismo", "Sitio, boletín, oficina, cuenta pública.", required=True),
        Asked("achieved", "De qué informa", required=True),
        PROMISED,
        *WHO,
        DUE,
    ),
    screen=(
        Said("Mecanismo", ("title",), 25),
        Said("De qué informa", ("achieved",), 45),
        Said("Compromiso", ("commitment", "answers", "due"), 30),
    ),
    paper=(Said("", ("title", "achieved", "commitment"), 50),),
    fixed=(
        Section(USERS, "Mecanismos de difusión para sus C/U/B (1)", "usuarios"),
        Section(STAFF, "Mecanismos de difusión para sus funcionarios (2)", "funcionarios"),
    ),
    layout="beside",
)


def _evaluation(kind: ReportKind, name: str) -> Spec:
    return Spec(
        kind=kind,
        number="Etapa 4",
        official="Etapa 4",
        name=name,
        subject="Evaluación del sistema de gestión territorial, información del servicio",
        purpose="Cuánto se incorporó la perspectiva territorial y qué mejorar el año siguiente.",
        adds="párrafo",
        asked=(
            Asked("title", "Tema", "En breve, si la parte se cuenta en varios."),
            Asked("achieved", "Desarrollo alcanzado", required=True),
            Asked("recommendations", "Recomendaciones para el año siguiente"),
            PROMISED,
            *WHO,
            DUE,
        ),
        screen=(
            Said("Desarrollo alcanzado", ("title", "achieved"), 50),
            Said(
                "Recomendaciones y compromisos",
                ("recommendations", "commitment", "answers", "due"),
                50,
            ),
        ),
        paper=(
            Said("Desarrollo alcanzado", ("title", "achieved"), 55),
            Said(
                "Recomendaciones para mejorar el diseño y la implementación {next}",
                ("recommendations", "commitment", "answers", "due"),
                45,
            ),
        ),
        fixed=PARTS,
        layout="apart",
        is_backed=True,
    )


PARTS = (
    Section(
        "1.1",
        "1.1. Perspectiva territorial del programa",
        "1.1",
        "¿Nace el programa de un territorio con un problema común, que varios servicios ayudan a "
        "resolver al complementar productos, facultades y recursos?",
    ),
    Section(
        "1.2",
        "1.2. Articulación territorial",
        "1.2",
        "¿Promueve el programa la articulación con municipios, gobernaciones, gobierno y gabinete "
        "regionales o agencias de desarrollo?",
    ),
    Section(
        "1.3",
        "1.3. Grado de complementariedad alcanzado",
        "1.3",
        "¿Es parte el programa de un acuerdo formal entre instituciones que dice y programa lo que "
        "cada una compromete ante el problema territorial?",
    ),
    Section(
        "2.1",
        "2.1. Información de interés regional al gobierno regional",
        "2.1",
        "¿Se cumplieron las medidas para informar al gobierno regional? De las acciones, de los "
        "productos y de los recursos.",
        ("De las acciones", "De los productos", "De los recursos"),
    ),
)
SPECS = {
    spec.kind: spec
    for spec in (
        ANALYSIS,
        SYSTEMS,
        DIFFUSION,
        _evaluation(ReportKind.PARTIAL, "Evaluación parcial"),
        _evaluation(ReportKind.FINAL, "Evaluación final"),
    )
}


def spec_of(report: PlanReport) -> Spec:
    return SPECS[ReportKind(report.kind)]


def title_of(report: PlanReport) -> str:
    """«Análisis del avance», «Plan de mejora: RUKAN»."""
    name = spec_of(report).name
    return f"{name}: {report.system}" if report.system_id else name


def where_of(row: ReportRow, report: PlanReport) -> str:
    """«Formulario 1.2, objetivo 2»: where a row stands, in the words of the forms."""
    spec = spec_of(report)
    head = f"{spec.number}, {spec.name.lower()}" if spec.layout == "apart" else spec.number
    if report.system_id:
        return f"{head}, {report.system}"
    return f"{head}, {place_of(spec, row)}"


def place_of(spec: Spec, row: ReportRow) -> str:
    """«objetivo 2»: its section."""
    known = {section.code: section.where for section in spec.fixed}
    return known.get(row.section, f"objetivo {_number(row.section)}")


def _number(code: str) -> str:
    """Of the objective: «2-1» was the 2 of another version of the plan."""
    return code.partition("-")[0]


def in_sections(
    spec: Spec, version: PlanReportVersion, rows: Iterable[ReportRow]
) -> list[tuple[Section, list[ReportRow]]]:
    """Each section with its rows; those of one that the plan no longer has come last."""
    plan_version, renamed = now_of(version)
    by_code: dict[str, list[ReportRow]] = {}
    for row in rows:
        by_code.setdefault(renamed.get(row.section, row.section), []).append(row)
    found = [(section, by_code.pop(section.code, [])) for section in spec.sections(plan_version)]
    for code, left in by_code.items():
        title = f"Objetivo {_number(code)}, que ya no está en el programa"
        found.append((Section(code, title, f"objetivo {_number(code)}"), left))
    return found
