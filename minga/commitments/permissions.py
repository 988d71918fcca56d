"""Who may do what with commitments and audit findings, as «quién hace qué» shows it."""

from minga.core.permissions import Part, Process, declare, declare_process
from minga.people.roles import Role

COMMITMENTS, AUDITS = "commitments", "audits"

declare_process(
    Process(
        COMMITMENTS,
        "compromisos",
        "Los lee también la institución responsable y quien lee por el lugar o por su alcance.",
    )
)
declare_process(
    Process(
        AUDITS,
        "auditorías y sus hallazgos",
        "Quien responde un hallazgo no lo evalúa.",
    )
)

HEADS = [Role.UNIT_HEAD, Role.INSTITUTION_HEAD, Role.WORKS_HEAD]
INSIDE = [
    Role.UNIT_OFFICER,
    Role.PROGRAMMING_OFFICER,
    Role.PLANNING_OFFICER,
    Role.WORKS_INSPECTOR,
    Role.SUBSIDIES_OFFICER,
    Role.PAYMENTS_OFFICER,
    Role.LEGAL,
    Role.REGISTRY_OFFICER,
    Role.REGIONAL_COORDINATOR,
]
# Those of other institutions, who answer for what theirs promised.
OUTSIDE = [Role.MUNICIPALITY, Role.SPONSOR, Role.REGIONAL_READER, Role.RECEIVER, Role.NORMS_OFFICER]
CONTROL = [Role.INTERNAL_CONTROL, Role.AUDITOR]

REGISTER = declare(
    "commitments.register",
    "registrar compromisos",
    [*INSIDE, *HEADS, Role.INTERNAL_CONTROL],
    process=COMMITMENTS,
    part=Part.PREPARE,
)
REPORT = declare(
    "commitments.report",
    "informar el cumplimiento de un compromiso",
    [*INSIDE, *HEADS, *OUTSIDE],
    process=COMMITMENTS,
    part=Part.PREPARE,
)
VERIFY = declare(
    "commitments.verify",
    "verificar un compromiso informado por otra persona",
    [*HEADS, Role.UNIT_OFFICER, Role.INTERNAL_CONTROL],
    process=COMMITMENTS,
    part=Part.REVIEW,
)
DECIDE = declare(
    "commitments.decide",
    "dar otro plazo, traspasar o dejar sin efecto un compromiso",
    HEADS,
    process=COMMITMENTS,
    part=Part.REVIEW,
)
CHASE = declare(
    "commitments.chase",
    "fijar los avisos de los compromisos",
    [Role.INSTITUTION_HEAD, Role.ADMINISTRATOR],
)
ASSESS = declare(
    "audits.assess",
    "registrar auditorías y evaluar sus hallazgos",
    CONTROL,
    process=AUDITS,
    part=Part.DECIDE,
)
ANSWER = declare(
    "audits.answer",
    "responder hallazgos de auditoría",
    [*INSIDE, *HEADS],
    process=AUDITS,
    part=Part.PREPARE,
)
