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
    prepares=[Role.PROGRAMMING_OFFICER],
    reviews=[Role.PLANNING_OFFICER],
    decides=HEAD,
    reads=[Role.REGIONAL_READER, Role.MUNICIPALITY],
    note="SERVIU fija la línea base; SEREMI, la cartera. La municipalidad lee lo de su comuna.",
)
CONTRACTS = declare_process(
    Process("acts", "actos y su número", "Firma quien dirige o quien le subroga.")
)
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
