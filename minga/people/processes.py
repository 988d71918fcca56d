"""«Quién hace qué»: the processes of the service, and the roles each one begins with.

The parts of a process that an area already asks for are declared by that area; the others stand
here, by their codes («payments.decide»), until theirs arrives and asks for them.
"""

from collections.abc import Iterable

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.roles import Role

NAMES = {
    Part.PREPARE: ("prepare", "preparar"),
    Part.REVIEW: ("review", "revisar"),
    Part.DECIDE: ("decide", "aprobar o decidir"),
    Part.READ: ("read", "leer"),
}
HEAD = (Role.INSTITUTION_HEAD,)
OUTSIDE = {
    Role.MUNICIPALITY,
    Role.SPONSOR,
    Role.BOARD_MEMBER,
    Role.RECEIVER,
    Role.MINISTRY_READER,
    Role.REGIONAL_READER,
}
STAFF = tuple(role for role in Role if role not in OUTSIDE)

WORK_PLAN = declare_process(
    Process(
        "work_plan",
        "programa de trabajo y evidencias",
        "Lo leen también el ministerio, el gobierno regional y auditoría, por su alcance.",
    )
)


def _process(
    key: str,
    label: str,
    *,
    prepares: Iterable[Role] = (),
    reviews: Iterable[Role] = (),
    decides: Iterable[Role] = (),
    reads: Iterable[Role] = (),
    note: str = "",
) -> Process:
    process = declare_process(Process(key, label, note, awaits_area=True))
    for part, roles in zip(Part, (prepares, reviews, decides, reads), strict=True):
        name, verb = NAMES[part]
        if held := tuple(roles):
            declare(f"{key}.{name}", f"{verb} {label}", held, process=key, part=part)
    return process


PROJECTS = _process(
    "projects",
    "formulación y programación de proyectos",
    reviews=[Role.PLANNING_OFFICER],
    decides=HEAD,
    reads=[Role.REGIONAL_READER, Role.MUNICIPALITY],
    note="SERVIU fija la línea base; SEREMI, la cartera. La municipalidad lee lo de su comuna.",
)
CONTRACTS = _process(
    "contracts",
    "contratos, avances y estados de pago",
    reads=[Role.INTERNAL_CONTROL, Role.AUDITOR],
)
RATE = _process(
    "rate",
    "resultado del análisis técnico económico (RATE)",
    prepares=[Role.SOCIAL_EVALUATOR],
    reads=STAFF,
)
PLANS = _process(
    "plans",
    "planes de inversión, registro de IPT, convenios marco y selección de pavimentos",
    prepares=[Role.PLANNING_OFFICER],
    decides=HEAD,
    reads=[Role.PROGRAMMING_OFFICER, Role.REGIONAL_READER],
    note="Los prepara y aprueba la SEREMI.",
)
NORMS = _process(
    "norms",
    "normas, llamados y nóminas nacionales",
    prepares=[Role.NORMS_OFFICER],
    decides=HEAD,
    reads=[Role.SUBSIDIES_OFFICER, Role.PLANNING_OFFICER],
    note="Los prepara y aprueba el ministerio; las regiones importan y recalculan sus nóminas.",
)
REGIONAL_CALLS = _process(
    "regional_calls",
    "llamados regionales",
    prepares=[Role.SUBSIDIES_OFFICER],
    reviews=[Role.LEGAL],
    decides=HEAD,
    note="Por acto. Es público una vez publicado.",
)
SELECTION = _process(
    "selection",
    "selección, reemplazo, apelación y asignación directa",
    prepares=[Role.SUBSIDIES_OFFICER],
    reviews=[Role.LEGAL],
    decides=HEAD,
    reads=[Role.AUDITOR],
    note="Decide otra autoridad, por acto. Quien postula lee su propio caso.",
)
PAYMENTS = _process(
    "payments",
    "pagos",
    prepares=[Role.PAYMENTS_OFFICER],
    reviews=[Role.PAYMENTS_REVIEWER],
    decides=[Role.PAYMENTS_APPROVER],
    reads=[Role.TREASURY, Role.AUDITOR],
    note="Quién aprueba depende del monto.",
)
BOARDS = _process(
    "boards",
    "mesas técnicas y sus actas",
    prepares=[Role.REGIONAL_COORDINATOR],
    reviews=[Role.BOARD_MEMBER],
    decides=[Role.BOARD_MEMBER],
    reads=[Role.MUNICIPALITY],
    note="Firman sus integrantes. La alcaldía lee lo de su comuna; es público una vez publicado.",
)
ACTS = declare_process(Process("acts", "actos y su número", "Firma quien dirige o le subroga."))
SPONSORS = _process(
    "sponsor_projects",
    "proyectos de entidades patrocinantes",
    prepares=[Role.SPONSOR],
    reviews=[Role.SUBSIDIES_OFFICER, Role.LEGAL, Role.WORKS_HEAD],
    decides=HEAD,
    reads=[Role.COUNTER_OFFICER],
    note="La entidad lee solo sus propios expedientes.",
)
DELIVERIES = _process(
    "deliveries",
    "entregas al gobierno regional",
    prepares=[Role.PLANNING_OFFICER, Role.PROGRAMMING_OFFICER],
    decides=HEAD,
    reads=[Role.RECEIVER],
    note="Quien recibe acusa recibo.",
)
