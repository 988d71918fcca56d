"""The catalogue in words: of each check its severity, its sentence, why, and where it is mended.

The checks themselves are in `minga.rules.works.checks`; a test holds that each one has its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from minga.core.money import pesos, thousands
from minga.core.months import Month
from minga.core.numbers import decimal, whole
from minga.rules.works.checks import CONTRACT_DAYS
from minga.rules.works.portfolio import CONTRACT, STEPS, UNKNOWN
from minga.works.checking import Severity
from minga.works.schedules.models import MilestoneKind
from minga.works.validations.execution import EPOCH
from minga.works.validations.reading import Labels

STOPS, WARNS = Severity.STOPS, Severity.WARNS
CONTRACT_WORDS = dict(
    zip(
        CONTRACT_DAYS,
        (
            "la adjudicación", "la firma", "la entrega de terreno", "el inicio",
            "la recepción provisoria", "la recepción definitiva", "la liquidación",
        ),
        strict=True,
    )
)  # fmt: skip
STEP_WORDS = {
    MilestoneKind.BIDDING: "el llamado a licitación",
    MilestoneKind.OPENING: "la apertura de las ofertas",
    MilestoneKind.AWARD: "la adjudicación",
    MilestoneKind.CONTRACT: "la firma del contrato",
    MilestoneKind.SITE_HANDOVER: "la entrega de terreno",
    MilestoneKind.START: "el inicio de las obras",
    MilestoneKind.END: "el término de las obras",
    MilestoneKind.PROVISIONAL_ACCEPTANCE: "la recepción provisoria",
    MilestoneKind.FINAL_ACCEPTANCE: "la recepción definitiva",
}


class Place:
    """Where a finding is mended: which page, and what its link says."""

    RECORD, COMMUNES, MONEY, CONDITIONS, SCHEDULE, MILESTONES, CONTRACTS, PROGRESS, BUDGET = (
        "record", "communes", "money", "conditions", "schedule", "milestones", "contracts",
        "progress", "budget",
    )  # fmt: skip


WORDS = {
    Place.RECORD: "Corregir en los datos del proyecto",
    Place.COMMUNES: "Corregir en las comunas del proyecto",
    Place.MONEY: "Corregir en costos y fuentes",
    Place.CONDITIONS: "Corregir en las condiciones previas",
    Place.SCHEDULE: "Corregir en la programación mensual",
    Place.MILESTONES: "Corregir en los hitos de la programación",
    Place.CONTRACTS: "Corregir en el contrato",
    Place.PROGRESS: "Corregir en el avance informado",
    Place.BUDGET: "Ver la ley de presupuestos",
}


@dataclass(frozen=True)
class Row:
    """The figures of one finding, as its sentence says them."""

    figures: Mapping[str, int]
    labels: Labels

    def __getitem__(self, name: str) -> int:
        return self.figures[name]

    def money(self, name: str) -> str:
        """What is planned, in M$; to the peso when a remainder would be lost."""
        amount = self[name]
        return pesos(amount) if amount % 1000 else thousands(amount)

    def difference(self, name: str, other: str) -> str:
        amount = abs(self[name] - self[other])
        return pesos(amount) if amount % 1000 else thousands(amount)

    def number(self, name: str) -> str:
        return whole(self[name])

    def percent(self, name: str) -> str:
        return f"{decimal(self[name], 2, least=0)} %"

    def day(self, name: str) -> str:
        return f"{self.date(name):%d-%m-%Y}"

    def date(self, name: str) -> date:
        return EPOCH + timedelta(days=self[name])

    def month(self, name: str = "month") -> str:
        return self.when(name).name

    def when(self, name: str = "month") -> Month:
        return Month(self[name] // 12, self[name] % 12 + 1)

    @property
    def item(self) -> str:
        return self.labels.items[self["item"]]

    @property
    def ceiling(self) -> str:
        return self.labels.ceilings[self["ceiling"]]

    @property
    def slot(self) -> str:
        return f"«{self.labels.slots[self['slot']]}»"

    @property
    def contract(self) -> str:
        return self.labels.contracts[self["contract"]]

    def step(self, name: str = "step") -> str:
        return STEP_WORDS[MilestoneKind(STEPS[self[name]])]

    def contract_day(self, name: str) -> str:
        return CONTRACT_WORDS[CONTRACT_DAYS[self[name]]]


Say = Callable[[Row], str]


@dataclass(frozen=True)
class Entry:
    """`title`: the rule in a few words. `cell`: the field or cell of a grid that it points at."""

    code: str
    severity: Severity
    title: str
    reason: str
    place: str
    say: Say
    cell: Say = lambda row: ""


def _month_cell(row: Row) -> str:
    month = row.when()
    return f"{row.item}/{month.year}-{month.number:02d}"


def _progress_cell(row: Row) -> str:
    month = row.when()
    return f"fisico/{month.year}-{month.number:02d}"


def _year_cell(row: Row) -> str:
    return f"{row.item}/{row['year']}"


def _step_cell(row: Row) -> str:
    """The signature and what follows are of the contract, of no round."""
    number = row["number"] if row["step"] < CONTRACT else 0
    return f"hito/{row.labels.slots[row['slot']]}/{number}/{STEPS[row['step']]}"


def _short(less: int, more: int) -> str:
    return "faltan" if less < more else "sobran"


def _condition(row: Row) -> str:
    what = f"«{row.labels.conditions[row['condition']]}»"
    late = row["due_on"] != UNKNOWN and row["due_on"] > row["start"]
    until = f"se fijó para el {row.day('due_on')}" if late else "no está cumplida"
    return f"La condición {what} {until} y las obras comienzan el {row.day('start')}."


SEED = "Validación pedida en el programa de trabajo 2007, actividad 2.2"
SNI = "Normas del Sistema Nacional de Inversiones (NIP)"
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "REG-01", STOPS, "Mujeres y hombres suman el total",
        "Los beneficiarios se informan por sexo y su suma es el total.", Place.RECORD,
        lambda r: f"{r.number('women')} mujeres y {r.number('men')} hombres no suman "
        f"{r.number('people')} personas.",
        lambda r: "beneficiaries",
    ),
    Entry(
        "REG-02", WARNS, "Beneficiarios por sexo",
        "Un total sin mujeres ni hombres deja incompletos los descriptores.", Place.RECORD,
        lambda r: f"El total de {r.number('people')} beneficiarios no está separado en mujeres y "
        "hombres.",
        lambda r: "beneficiaries_women",
    ),
    Entry(
        "REG-03", STOPS, "Término después del inicio",
        "Un proyecto no termina antes de comenzar.", Place.RECORD,
        lambda r: f"El término previsto ({r.day('ends_on')}) es anterior al inicio previsto "
        f"({r.day('starts_on')}).",
        lambda r: "ends_on",
    ),
    Entry(
        "REG-04", WARNS, "Mes de la moneda",
        f"{SNI}: los costos se expresan en moneda de un mes.", Place.RECORD,
        lambda r: "Los costos no dicen de qué mes es su moneda.",
        lambda r: "currency_month",
    ),
    Entry(
        "REG-05", WARNS, "RATE para ejecutar",
        f"{SNI}: se ejecuta con RATE RS, AD o RS de arrastre.", Place.RECORD,
        lambda r: "Hay obras programadas y el RATE no permite ejecutarlas (debe ser RS, AD o RSA).",
        lambda r: "rate",
    ),
    Entry(
        "REG-06", STOPS, "Las comunas suman 100 %",
        "El dinero de un proyecto se reparte entero entre sus comunas.", Place.COMMUNES,
        lambda r: f"Las comunas suman {r.percent('shares')} y deben sumar 100 %.",
        lambda r: "shares",
    ),
    Entry(
        "REG-07", WARNS, "Comuna del proyecto",
        "Sin comuna, su dinero no está en ningún informe territorial.", Place.COMMUNES,
        lambda r: "El proyecto no dice en qué comuna está.",
        lambda r: "shares",
    ),
    Entry(
        "REG-08", WARNS, "Condiciones previas al inicio",
        "Sin terreno, permiso o traslado de redes, el contratista recibe una obra detenida.",
        Place.CONDITIONS, _condition,
    ),
    Entry(
        "FIN-01", STOPS, "Las fuentes pagan el costo",
        "Las fuentes de financiamiento suman el costo del proyecto, al peso.", Place.MONEY,
        lambda r: f"Las fuentes suman {r.money('sources')} y el costo es {r.money('cost')}: "
        f"{_short(r['sources'], r['cost'])} {r.difference('sources', 'cost')}.",
        lambda r: "sources",
    ),
    Entry(
        "FIN-02", WARNS, "Fuentes de financiamiento",
        "Un costo sin fuentes no dice quién paga.", Place.MONEY,
        lambda r: f"El costo de {r.money('cost')} no dice quién lo paga.",
        lambda r: "sources",
    ),
    Entry(
        "FIN-03", WARNS, "El mandante paga",
        "Ley 18.091, artículo 16: quien encarga la obra la paga.", Place.MONEY,
        lambda r: "El proyecto es por mandato y ninguna fuente es del mandante.",
        lambda r: "sources",
    ),
    Entry(
        "PRO-01", STOPS, "Los meses suman el año",
        "La programación mensual de una asignación suma su costo del año.", Place.SCHEDULE,
        lambda r: f"Los meses de {r['year']} de la asignación {r.item} suman "
        f"{r.money('programmed')} y su costo del año es {r.money('cost')}: "
        f"{_short(r['programmed'], r['cost'])} {r.difference('programmed', 'cost')}.",
        _year_cell,
    ),
    Entry(
        "PRO-02", STOPS, "Se programa lo que tiene costo",
        "Los meses reparten el costo de un año; sin costo no hay qué repartir.", Place.SCHEDULE,
        lambda r: f"La asignación {r.item} tiene {r.money('programmed')} programados en "
        f"{r['year']} y ningún costo ese año.",
        _year_cell,
    ),
    Entry(
        "PRO-03", STOPS, "El costo está programado",
        "El costo de cada año se reparte en sus meses.", Place.SCHEDULE,
        lambda r: f"El costo de {r['year']} de la asignación {r.item}, {r.money('cost')}, no está "
        "programado en ningún mes.",
        _year_cell,
    ),
    Entry(
        "PRO-04", STOPS, "Obras después del contrato",
        "Gastos administrativos, terrenos y consultorías pueden preceder al contrato; las obras "
        "no.", Place.SCHEDULE,
        lambda r: f"La asignación {r.item} tiene {r.money('amount')} en {r.month()} y el contrato "
        f"se firma el {r.day('contract')}: antes de él solo hay gastos administrativos, terrenos o "
        "consultorías.",
        _month_cell,
    ),
    Entry(
        "PRO-05", STOPS, "Obras con contrato",
        "Las obras se pagan contra un contrato.", Place.MILESTONES,
        lambda r: f"Hay {r.money('amount')} de obras programadas desde {r.month()} y ningún "
        "contrato previsto.",
    ),
    Entry(
        "PRO-06", WARNS, "Obras hasta la recepción definitiva",
        "DS 331 de 1975: después de la recepción definitiva no hay estados de pago.",
        Place.SCHEDULE,
        lambda r: f"La asignación {r.item} tiene {r.money('amount')} en {r.month()}, después de la "
        f"recepción definitiva ({r.day('final')}).",
        _month_cell,
    ),
    Entry(
        "HIT-01", STOPS, "Hitos en orden",
        f"{SEED}: una licitación no se programa después de su contrato.", Place.MILESTONES,
        lambda r: f"En {r.slot}, {r.step()} ({r.day('step_on')}) está antes que "
        f"{r.step('before')} ({r.day('before_on')}).",
        _step_cell,
    ),
    Entry(
        "HIT-02", STOPS, "Una ronda después de la otra",
        "Se llama de nuevo cuando la ronda anterior terminó.", Place.MILESTONES,
        lambda r: f"En {r.slot}, la ronda {r['number']} comienza el {r.day('begins')}, antes de "
        f"que termine la anterior ({r.day('ended')}).",
    ),
    Entry(
        "HIT-03", STOPS, "Otra ronda solo si la anterior falla",
        "Una ronda que se adjudica no se repite.", Place.MILESTONES,
        lambda r: f"En {r.slot} hay una ronda {r['number']} y la anterior no está prevista como "
        "desierta.",
    ),
    Entry(
        "HIT-04", STOPS, "Una ronda desierta no trae contrato",
        "De una licitación desierta no sale un contrato: se llama otra vez o se trata directo.",
        Place.MILESTONES,
        lambda r: f"En {r.slot}, {r.step()} ({r.day('step_on')}) depende de la ronda "
        f"{r['number']}, prevista como desierta.",
        _step_cell,
    ),
    Entry(
        "HIT-05", WARNS, "Todo contrato previsto se firma",
        "Los hitos llevan a un contrato; sin su fecha no se sabe cuándo.", Place.MILESTONES,
        lambda r: f"{r.slot} tiene hitos y no dice cuándo se firma el contrato.",
    ),
    Entry(
        "FIS-01", STOPS, "El avance programado no baja",
        "El avance físico se acumula mes a mes.", Place.SCHEDULE,
        lambda r: f"El avance programado baja de {r.percent('before')} en "
        f"{r.month('before_month')} a {r.percent('now')} en {r.month()}.",
        _progress_cell,
    ),
    Entry(
        "FIS-02", STOPS, "El avance programado llega a 100 %",
        "Un programa termina con la obra terminada.", Place.SCHEDULE,
        lambda r: f"El avance programado termina en {r.percent('now')} en {r.month()} y debe "
        "llegar a 100 %.",
        _progress_cell,
    ),
    Entry(
        "FIS-03", STOPS, "El avance programado va de 0 a 100 %",
        "El avance es una parte de la obra.", Place.SCHEDULE,
        lambda r: f"El avance programado de {r.month()} es {r.percent('now')} y va de 0 a 100 %.",
        _progress_cell,
    ),
    Entry(
        "FIS-04", STOPS, "Las obras tienen avance programado",
        "Lo que se paga mes a mes se compara con lo que avanza.", Place.SCHEDULE,
        lambda r: "Hay obras con monto mensual y ningún avance físico programado.",
    ),
    Entry(
        "FIS-05", WARNS, "El avance comienza con las obras",
        "No hay avance antes del inicio de las obras.", Place.SCHEDULE,
        lambda r: f"Hay {r.percent('now')} de avance programado en {r.month()} y las obras "
        f"comienzan el {r.day('start')}.",
        _progress_cell,
    ),
    Entry(
        "PRE-01", WARNS, "Dentro de la línea de la ley",
        "Ley de presupuestos del año: los proyectos propios no programan más que su línea.",
        Place.BUDGET,
        lambda r: f"La cartera propia programa {r.money('programmed')} de {r.ceiling} en "
        f"{r['year']} y el presupuesto le da {r.money('limit')}: sobran "
        f"{r.difference('programmed', 'limit')}.",
    ),
    Entry(
        "PRE-02", STOPS, "Dentro del mandato",
        "Ley 18.091, artículo 16: se gasta lo que el mandante puso.", Place.MONEY,
        lambda r: f"El proyecto por mandato programa {r.money('programmed')} y sus fuentes pagan "
        f"{r.money('pays')}.",
    ),
    Entry(
        "CON-01", STOPS, "Fechas del contrato en orden",
        "DS 331 de 1975 y DS 236 de 2002: adjudicación, firma, entrega, inicio, recepciones y "
        "liquidación van en ese orden.", Place.CONTRACTS,
        lambda r: f"En el contrato {r.contract}, {r.contract_day('step')} ({r.day('step_on')}) "
        f"está antes que {r.contract_day('before')} ({r.day('before_on')}).",
    ),
    Entry(
        "CON-02", STOPS, "Los estados de pago caben en el contrato",
        "DS 236 de 2002: se paga hasta el monto del contrato con sus modificaciones.",
        Place.CONTRACTS,
        lambda r: f"Los estados de pago del contrato {r.contract} suman {pesos(r['charged'])} y el "
        f"contrato llega a {pesos(r['limit'])}.",
    ),
    Entry(
        "CON-03", WARNS, "La garantía dura más que el contrato",
        "La garantía de fiel cumplimiento cubre el plazo del contrato y un margen.",
        Place.CONTRACTS,
        lambda r: f"La garantía del contrato {r.contract} vence el {r.day('guaranteed')} y debe "
        f"durar hasta el {r.day('needed')}.",
    ),
    Entry(
        "CON-04", WARNS, "El contrato según lo programado",
        "Un contrato firmado antes de la apertura prevista pide reprogramar.", Place.MILESTONES,
        lambda r: f"El contrato se firmó el {r.day('signed')} y la programación abre las ofertas "
        f"el {r.day('opening')}.",
    ),
    Entry(
        "EJE-01", STOPS, "El avance informado no baja",
        "El avance físico se acumula; una corrección dice su motivo.", Place.PROGRESS,
        lambda r: f"El avance informado baja de {r.percent('before')} en "
        f"{r.month('before_month')} a {r.percent('now')} en {r.month()}.",
    ),
    Entry(
        "EJE-02", STOPS, "El avance informado va de 0 a 100 %",
        "El avance es una parte de la obra.", Place.PROGRESS,
        lambda r: f"El avance informado de {r.month()} es {r.percent('now')}.",
    ),
    Entry(
        "EJE-03", WARNS, "Los años cerrados dicen lo gastado",
        "El costo de un año cerrado es lo que se gastó en él.", Place.MONEY,
        lambda r: f"El costo de {r['year']} de la asignación {r.item} es {r.money('cost')} y ese "
        f"año, ya cerrado, se gastaron {pesos(r['spent'])}.",
        _year_cell,
    ),
    Entry(
        "EJE-04", WARNS, "Arrastre con contrato o expropiaciones",
        f"{SNI}: es de arrastre lo que tiene contrato vigente o gasto en expropiaciones.",
        Place.CONTRACTS,
        lambda r: f"Hay {pesos(r['amount'])} gastados en obras desde {r.month()} y ningún contrato "
        "registrado.",
    ),
    Entry(
        "EJE-05", WARNS, "Gasto dentro del costo",
        f"{SNI}: un costo mayor que el recomendado pide reevaluación.", Place.MONEY,
        lambda r: f"Se han gastado {pesos(r['spent'])} y el costo es {pesos(r['cost'])}.",
    ),
)  # fmt: skip
BY_CODE = {entry.code: entry for entry in ENTRIES}
