"""Who may do what with contracts and their statements."""

from minga.core.permissions import Part, declare
from minga.people.processes import CONTRACTS
from minga.people.roles import Role

PREPARE = declare(
    "contracts.prepare",
    "registrar rondas, contratos, modificaciones, multas y estados de pago",
    [Role.WORKS_INSPECTOR],
    process=CONTRACTS.key,
    part=Part.PREPARE,
)
REVIEW = declare(
    "contracts.review",
    "revisar o devolver estados de pago",
    [Role.WORKS_HEAD],
    process=CONTRACTS.key,
    part=Part.REVIEW,
)
DECIDE = declare(
    "contracts.decide",
    "aprobar estados de pago",
    [Role.INSTITUTION_HEAD],
    process=CONTRACTS.key,
    part=Part.DECIDE,
)
PAY = declare(
    "contracts.pay",
    "registrar el pago de los estados de pago aprobados",
    [Role.TREASURY, Role.PAYMENTS_OFFICER],
)
ONLY = {
    PREPARE: "Los contratos los lleva la inspección técnica de obras del servicio.",
    REVIEW: "Los estados de pago los revisa la jefatura de obras del servicio.",
    DECIDE: "Los estados de pago los aprueba la dirección del servicio.",
    PAY: "Los pagos los registra tesorería o quien prepara los pagos del servicio.",
}
