"""The columns of the workbook of a portfolio: one row for each project, sixty-odd of them.

What a project has several of comes in numbered columns, which is what one edits in a spreadsheet,
and in one cell with the list of those that do not fit; both are gathered and compared as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from minga.core.imports.spec import Field
from minga.core.kinds import DATE, INTEGER, MONTH, PERCENT, YEAR, Kind, choice, text
from minga.strategy.models import LineOfAction
from minga.works.bulk.kinds import COSTS, NAMES, SHARES, SOURCE_WORDS, SOURCES
from minga.works.locations import SHAPES
from minga.works.models import ProjectStage, Rate, Typology

KEY = ("bip", "stage")
LONGEST_CELL = 30_000
# An area with more corners than a cell has room for stays as it was drawn.
KEPT = "dibujo guardado en Minga"


@dataclass(frozen=True)
class Piece:
    """One of the columns of an item: «Comuna 1», «Porcentaje 1»."""

    name: str
    label: str
    kind: Kind
    example: object = None


@dataclass(frozen=True)
class Part:
    """What a project may have several of: `slots` numbered items, and one cell for the rest."""

    name: str
    label: str
    kind: Kind
    slots: int
    pieces: tuple[Piece, ...]
    help: str
    example: object

    def slot(self, number: int) -> list[str]:
        """The names of the columns of an item."""
        return [f"{self.name}_{number}_{piece.name}" for piece in self.pieces]

    @property
    def columns(self) -> list[str]:
        return [name for number in range(1, self.slots + 1) for name in self.slot(number)]

    @property
    def fields(self) -> list[Field]:
        found = []
        for number in range(1, self.slots + 1):
            for name, piece in zip(self.slot(number), self.pieces, strict=True):
                label = piece.label.format(number)
                found.append(Field(name, label, piece.kind, example=piece.example))
        return [*found, Field(self.name, self.label, self.kind, help=self.help,
                              example=self.example)]  # fmt: skip


REST = "Los que no caben en las columnas numeradas; o todos, si así los tiene. "
SHARES_PART = Part(
    "shares", "Comunas", SHARES, 4,
    (Piece("commune", "Comuna {}", text(120), "Iquique"),
     Piece("percent", "Porcentaje {}", PERCENT, 7000)),
    f"{REST}Entre todas suman 100.", (("Iquique", 7000), ("Pica", 3000)),
)  # fmt: skip
FRAMES_PART = Part(
    "frames", "Iniciativas regionales", NAMES, 2,
    (Piece("name", "Iniciativa regional {}", text(200), "Plan Región de Tarapacá"),),
    f"{REST}Como están en el catálogo.", (("Plan Región de Tarapacá",),),
)  # fmt: skip
COMMITMENTS_PART = Part(
    "commitments", "Compromisos", NAMES, 2,
    (Piece("name", "Comprometido en {}", text(200), "Convenio de programación vial"),),
    f"{REST}Como están en el catálogo.", (("Convenio de programación vial",),),
)  # fmt: skip
COSTS_PART = Part(
    "costs", "Costos", COSTS, 5,
    (Piece("item", "Costo {}: asignación", text(120), "31-02-004"),
     Piece("year", "Costo {}: año", YEAR, 2008),
     Piece("amount", "Costo {}: M$", INTEGER, 500_000)),
    f"{REST}En miles de pesos.", (("31-02-004", 2008, 500_000),),
)  # fmt: skip
SOURCES_PART = Part(
    "sources", "Fuentes", SOURCES, 3,
    (Piece("kind", "Fuente {}", choice(SOURCE_WORDS), None),
     Piece("body", "Fuente {}: institución", text(200), None),
     Piece("amount", "Fuente {}: M$", INTEGER, 475_000)),
    f"{REST}En miles de pesos; entre todas pagan el costo entero.",
    (("sector", "", 475_000), ("municipality", "Iquique", 25_000)),
)  # fmt: skip
PARTS = (SHARES_PART, FRAMES_PART, COMMITMENTS_PART, COSTS_PART, SOURCES_PART)
# What is named by a word of another table.
NAMED = ("unit", "principal", "product_line")
RATES = {value: value.upper() for value in Rate.values}

BEFORE: Sequence[Field] = (
    Field("bip", "Código BIP", text(10), aliases=("BIP", "Código"), example="30045678-0",
          help="Ocho dígitos, un guion y un dígito. Con la etapa dice qué proyecto es."),
    Field("stage", "Etapa", choice(dict(ProjectStage.choices))),
    Field("service", "Servicio", text(120),
          help="El que formula el proyecto. Puede quedar vacío: es el suyo."),
    Field("name", "Nombre", text(200), required=True, aliases=("Nombre iniciativa", "Proyecto"),
          example="Pavimentación pasaje Los Molles"),
    Field("typology", "Tipología", choice(dict(Typology.choices)), required=True),
    Field("line_of_action", "Línea de acción", choice(dict(LineOfAction.choices))),
    Field("rate", "RATE", choice(RATES)),
    Field("rate_on", "Fecha del RATE", DATE),
    Field("unit", "Unidad responsable", text(200), help="Una unidad del servicio."),
    Field("principal", "Mandante", text(200),
          help="Vacío cuando el proyecto es propio; si es por mandato, la institución que paga."),
    Field("neighbourhood", "Barrio o sector", text(120)),
    Field("shape", "En el mapa es", choice(dict(SHAPES))),
    Field("corners", "Ubicación", text(LONGEST_CELL), example="-70,1015; -20,2690",
          help="Longitud y latitud, un vértice por línea dentro de la celda."),
    Field("starts_on", "Inicio previsto", DATE),
    Field("ends_on", "Término previsto", DATE),
    Field("currency_month", "Mes de la moneda", MONTH, help="Del dinero de los costos."),
    Field("beneficiaries_women", "Beneficiarias mujeres", INTEGER, example=4312),
    Field("beneficiaries_men", "Beneficiarios hombres", INTEGER, example=4086),
    Field("beneficiaries", "Total de beneficiarios", INTEGER, example=8398,
          help="Mujeres más hombres."),
    Field("product_line", "Producto estratégico", text(250),
          help="Como en las definiciones estratégicas vigentes: de él salen los objetivos."),
    Field("expected_impact", "Impacto esperado", text(2000)),
)  # fmt: skip
FIELDS = (*BEFORE, *(item for part in PARTS for item in part.fields))
PLAIN = tuple(item.name for item in BEFORE)
