"""The lists of contracts and of payment statements, with their filters."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.kinds import DATE, INTEGER, MONTH, PESOS
from minga.core.lists.filters import Asked, Boolean, Choice, Choices
from minga.core.lists.ranges import days, figures
from minga.core.lists.rows import Found, narrowed
from minga.core.lists.spec import Asking, Column, ListSpec, Rows
from minga.people.models import Organisation
from minga.works.contracts.models import Contract, PaymentStatement, StatementState
from minga.works.contracts.models.contract import EXPIRING
from minga.works.contracts.models.statement import NEAR

# A contract that runs and charged nothing in so long does not advance.
QUIET = timedelta(days=60)
PHASES = (
    ("signed", "firmado"),
    ("running", "en ejecución"),
    ("provisional", "con recepción provisoria"),
    ("final", "con recepción definitiva"),
    ("settled", "liquidado"),
)
UNPAID = Q(state__in=(StatementState.RECEIVED, StatementState.APPROVED))


def url(contract: Contract) -> str:
    return reverse("contracts:contract", args=[contract.public_id])


def statement_url(statement: PaymentStatement) -> str:
    return reverse("contracts:statement", args=[statement.public_id])


def _contracts(asking: Asking) -> Rows:
    phase = Case(
        When(settled_on__isnull=False, then=Value("settled")),
        When(final_on__isnull=False, then=Value("final")),
        When(provisional_on__isnull=False, then=Value("provisional")),
        When(starts_on__isnull=False, then=Value("running")),
        default=Value("signed"),
        output_field=CharField(),
    )
    return Contract.objects.for_page().annotate(
        phase=phase,
        whole=F("amount") + F("changes_amount"),
        spent=F("opening_charged") + F("charged"),
        rest=F("amount") + F("changes_amount") - F("opening_charged") - F("charged"),
    )


def _contractors(asking: Asking) -> Choices:
    found = Contract.objects.visible_to(asking.access).values("contractor")
    bodies = Organisation.objects.filter(pk__in=found).order_by("short_name")
    return [(body.pk, body.short_name) for body in bodies]


class Expiring(Asked):
    def condition(self, asking: Asking) -> Q:
        last = asking.day + EXPIRING
        return Q(provisional_on__isnull=True, ends_on__gte=asking.day, ends_on__lte=last)


class OutOfTerm(Asked):
    def condition(self, asking: Asking) -> Q:
        return Q(provisional_on__isnull=True, ends_on__lt=asking.day)


class Quiet(Asked):
    def condition(self, asking: Asking) -> Q:
        since = asking.day - QUIET
        lately = PaymentStatement.objects.filter(contract=OuterRef("pk"), dated_on__gt=since)
        return Q(~Exists(lately), provisional_on__isnull=True, starts_on__lte=since)


class LatePayments(Asked):
    def condition(self, asking: Asking) -> Q:
        late = PaymentStatement.objects.overdue(asking.day).filter(contract=OuterRef("pk"))
        return Q(Exists(late))


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    for row in rows:
        row.said, row.tone = row.said_on(asking.day), row.tone_on(asking.day)
        row.left = row.days_left(asking.day) if row.provisional_on is None else None


def _term(row: Any) -> str:
    if row.left is None:
        return ""
    if row.left < 0:
        return f"hace {-row.left} {'día' if row.left == -1 else 'días'}"
    return f"en {row.left} {'día' if row.left == 1 else 'días'}"


def _says(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay contratos con esos filtros.")
    day = found.asked.asking.day
    rows: Any = narrowed(found.asked)
    late = rows.filter(provisional_on__isnull=True, ends_on__lt=day).count()
    if not late:
        return format_html("<b>{}</b>; ninguno fuera de plazo.", found.counted)
    return format_html("<b>{}</b>; <b>{}</b> fuera de plazo.", found.counted, late)


CONTRACTS = ListSpec(
    key="contratos",
    title="Contratos",
    url_name="contracts:contracts",
    queryset=_contracts,
    columns=[
        Column(
            "contrato",
            "Contrato",
            value=lambda row: row.name,
            order=("code",),
            note=lambda row: f"{row.code}, {row.contractor.short_name}",
            lead=True,
            width="w-30",
        ),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.said,
            order=("phase",),
            tone=lambda row: row.tone,
        ),
        Column("termino", "Término vigente", DATE, path="ends_on", note=_term, short="Término"),
        Column("total", "Contrato", PESOS, path="whole", unit="$", short="Contrato"),
        Column("cobrado", "Cobrado", PESOS, path="spent", unit="$"),
        Column("saldo", "Saldo", PESOS, path="rest", unit="$"),
        Column("proyecto", "Proyecto", path="project__name", shown=False),
        Column("bip", "BIP", path="project__bip", shown=False),
        Column("contratista", "Contratista", path="contractor__name", shown=False),
        Column("asignacion", "Asignación", value=lambda row: row.line_item.code, shown=False),
        Column("codigo", "Código", path="code", shown=False),
        Column("firmado", "Firmado", DATE, path="signed_on", shown=False),
        Column("inicio", "Inicio", DATE, path="starts_on", shown=False),
        Column(
            "plazo", "Plazo vigente", INTEGER, value=lambda row: row.term, unit="días", shown=False
        ),
        Column("provisoria", "Recepción provisoria", DATE, path="provisional_on", shown=False),
        Column("definitiva", "Recepción definitiva", DATE, path="final_on", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("etapa", "Etapa", "phase", PHASES, facet=True),
        Expiring("por_vencer", "Vence en 30 días", "ends_on"),
        OutOfTerm("fuera_de_plazo", "Fuera de plazo", "ends_on"),
        Quiet("sin_avance", "Sin cobros en 60 días", "starts_on"),
        LatePayments("pagos_atrasados", "Con pagos atrasados", "ends_on"),
        Choice("contratista_es", "Contratista", "contractor", choices=_contractors),
        Boolean("traido", "Venía de antes", "is_migrated"),
        days("termino_entre", "Término vigente", "ends_on"),
        figures("saldo_entre", "Saldo", "rest", kind=PESOS),
    ],
    search=("code", "name", "contractor__name", "project__name", "project__bip"),
    order="contrato",
    nouns=("contrato", "contratos"),
    empty_title="Aquí verá los contratos de los proyectos",
    empty="Se registran en la página de cada proyecto, desde la ronda que se adjudicó.",
    says=_says,
    row_url=url,
    row_edge=lambda row: "is-late" if row.tone == "stop" else "",
    decorate=_decorate,
    template="contracts/contracts.html",
    crumb="Contratos de obras y estudios",
)


def _statements(asking: Asking) -> Rows:
    net = F("gross") + F("readjustment") - F("retention") - F("advance_amortised") - F("fines")
    # What is to be paid first, then what has to come again, then what was paid.
    turn = Case(
        When(UNPAID, then=Value(0)),
        When(state=StatementState.RETURNED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return PaymentStatement.objects.for_page().annotate(liquid=net, turn=turn)


class Overdue(Asked):
    def condition(self, asking: Asking) -> Q:
        return UNPAID & Q(due_on__lt=asking.day)


class DueSoon(Asked):
    def condition(self, asking: Asking) -> Q:
        return UNPAID & Q(due_on__gte=asking.day, due_on__lte=asking.day + NEAR)


class WithoutInvoice(Asked):
    def condition(self, asking: Asking) -> Q:
        return Q(invoice_number="")


def _clock(rows: Sequence[Any], asking: Asking) -> None:
    for row in rows:
        row.tone, row.left = row.tone_on(asking.day), row.days_left(asking.day)


def _told(found: Found) -> SafeString:
    if not found.total:
        return SafeString("No hay estados de pago con esos filtros.")
    rows: Any = narrowed(found.asked)
    late = rows.filter(UNPAID, due_on__lt=found.asked.asking.day).count()
    if not late:
        return format_html("<b>{}</b>; ningún pago atrasado.", found.counted)
    word = "pago atrasado" if late == 1 else "pagos atrasados"
    return format_html("<b>{}</b>; <b>{}</b> {}.", found.counted, late, word)


STATEMENTS = ListSpec(
    key="estados-de-pago",
    title="Estados de pago",
    url_name="contracts:statements",
    queryset=_statements,
    columns=[
        Column(
            "estado_de_pago",
            "Estado de pago",
            value=lambda row: f"N.º {row.number}, {row.contract.name}",
            order=("contract__code", "number"),
            note=lambda row: f"{row.contract.code}, {row.contract.contractor.short_name}",
            lead=True,
            width="w-30",
        ),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_state_display(),
            order=("state",),
            tone=lambda row: row.tone,
            note=lambda row: row.awaits,
        ),
        Column("plazo", "Pagar hasta", DATE, path="due_on", order=("turn", "due_on"), note=_term),
        Column("mes", "Mes", MONTH, path="month"),
        Column("bruto", "Obras", PESOS, path="gross", unit="$"),
        Column("liquido", "Líquido", PESOS, path="liquid", unit="$"),
        Column("recibida", "Factura recibida", DATE, path="received_on", shown=False),
        Column("factura", "Factura", path="invoice_number", shown=False),
        Column("cedida", "Cedida a", path="cession_to__name", shown=False),
        Column("aprobado", "Aprobado", DATE, path="approved_on", shown=False),
        Column("pagado", "Pagado", DATE, path="paid_on", shown=False),
        Column("proyecto", "Proyecto", path="contract__project__name", shown=False),
        Column("servicio", "Servicio", path="contract__service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", StatementState.choices, facet=True),
        Overdue("atrasado", "Pago atrasado", "due_on"),
        DueSoon("por_vencer", "Vence en 7 días", "due_on"),
        WithoutInvoice("sin_factura", "Sin factura", "invoice_number"),
        days("plazo_entre", "Pagar hasta", "due_on"),
        days("fecha_entre", "Fecha", "dated_on"),
        figures("monto_entre", "Obras", "gross", kind=PESOS),
    ],
    search=("contract__code", "contract__name", "contract__contractor__name", "invoice_number"),
    order="plazo",
    nouns=("estado de pago", "estados de pago"),
    empty_title="Aquí verá los estados de pago y cuánto queda para pagarlos",
    empty="Se registran en la página de cada contrato, desde su inicio.",
    says=_told,
    row_url=statement_url,
    row_edge=lambda row: "is-late" if row.left is not None and row.left < 0 else "",
    decorate=_clock,
    crumb="Estados de pago de los contratos",
)
