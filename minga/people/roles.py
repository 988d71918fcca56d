"""The roles a membership can give, and how far each one reads."""

from django.db import models

from minga.core.permissions import Reach


class Role(models.TextChoices):
    UNIT_OFFICER = "unit_officer", "profesional de la unidad"
    UNIT_HEAD = "unit_head", "jefatura de unidad"
    INSTITUTION_HEAD = "institution_head", "dirección del servicio"
    MINISTRY_READER = "ministry_reader", "lectura ministerial"
    REGIONAL_READER = "regional_reader", "lectura regional"
    AUDITOR = "auditor", "auditoría"
    ADMINISTRATOR = "administrator", "administración del sistema"


REACH = {
    Role.MINISTRY_READER: Reach.ALL,
    Role.REGIONAL_READER: Reach.TERRITORY,
    Role.AUDITOR: Reach.ALL,
}


def reach_of(role: str) -> Reach:
    return REACH.get(Role(role), Reach.INSTITUTION)
