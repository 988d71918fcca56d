"""The roles a membership can give, and how far each one reads."""

from django.db import models

from minga.core.permissions import Reach


class Role(models.TextChoices):
    UNIT_OFFICER = "unit_officer", "profesional de la unidad"
    UNIT_HEAD = "unit_head", "jefatura de unidad"
    INSTITUTION_HEAD = "institution_head", "dirección del servicio"
    PROGRAMMING_OFFICER = "programming_officer", "profesional de programación"
    PLANNING_OFFICER = "planning_officer", "profesional de planificación"
    WORKS_INSPECTOR = "works_inspector", "inspección técnica de obras"
    WORKS_HEAD = "works_head", "jefatura de obras"
    SUBSIDIES_OFFICER = "subsidies_officer", "profesional de subsidios"
    PAYMENTS_OFFICER = "payments_officer", "preparación de pagos"
    PAYMENTS_REVIEWER = "payments_reviewer", "revisión de pagos"
    PAYMENTS_APPROVER = "payments_approver", "aprobación de pagos"
    TREASURY = "treasury", "tesorería"
    LEGAL = "legal", "asesoría jurídica"
    REGISTRY_OFFICER = "registry_officer", "oficina de partes"
    INTERNAL_CONTROL = "internal_control", "contraloría interna"
    NORMS_OFFICER = "norms_officer", "normas y llamados nacionales"
    SOCIAL_EVALUATOR = "social_evaluator", "evaluación social de inversiones"
    REGIONAL_COORDINATOR = "regional_coordinator", "coordinación regional de barrios"
    BOARD_MEMBER = "board_member", "integrante de mesa técnica"
    MUNICIPALITY = "municipality", "alcaldía o su representante"
    SPONSOR = "sponsor", "representante de entidad patrocinante"
    COUNTER_OFFICER = "counter_officer", "atención de público"
    RECEIVER = "receiver", "recepción de entregas"
    MINISTRY_READER = "ministry_reader", "lectura ministerial"
    REGIONAL_READER = "regional_reader", "lectura regional"
    AUDITOR = "auditor", "auditoría"
    ADMINISTRATOR = "administrator", "administración del sistema"


# A sponsor, a municipality and whoever works in the service read what their organisation answers
# for or what lies in their territory; those named here, more.
REACH = {
    Role.MINISTRY_READER: Reach.ALL,
    Role.NORMS_OFFICER: Reach.ALL,
    Role.AUDITOR: Reach.ALL,
    Role.REGIONAL_READER: Reach.TERRITORY,
    Role.SOCIAL_EVALUATOR: Reach.TERRITORY,
    Role.MUNICIPALITY: Reach.TERRITORY,
    Role.RECEIVER: Reach.TERRITORY,
}


def reach_of(role: str) -> Reach:
    return REACH.get(Role(role), Reach.INSTITUTION)


STATE = ("serviu", "seremi", "ministry")
REGION = ("gore", "intendencia", "gobernacion", "serplac", "agency")
# In whose institutions each role is held; those not named here, in the housing service's own.
PLACES = {
    Role.INSTITUTION_HEAD: STATE,
    Role.MINISTRY_READER: ("ministry",),
    Role.NORMS_OFFICER: ("ministry",),
    Role.REGIONAL_READER: (*REGION, "seremi"),
    Role.RECEIVER: REGION,
    Role.SOCIAL_EVALUATOR: REGION,
    Role.MUNICIPALITY: ("municipality",),
    Role.SPONSOR: ("sponsor",),
    Role.BOARD_MEMBER: (*STATE, *REGION, "municipality"),
    Role.ADMINISTRATOR: STATE,
}


def fits(role: str, kind: str) -> bool:
    """Whether a role can be held in an institution of a kind."""
    return kind in PLACES.get(Role(role), STATE)


def roles_of(kind: str) -> list[Role]:
    return [role for role in Role if fits(role, kind)]
