"""Who appears in the demonstration: invented people in real institutions."""

from dataclasses import dataclass
from datetime import date

from minga.people.roles import Role

SINCE = date(2004, 1, 1)


@dataclass(frozen=True)
class Body:
    """An organisation or unit: key, name, short name, kind, whose unit, region by key."""

    key: str
    name: str
    short_name: str
    kind: str
    parent: str | None = None
    territory: str | None = None


@dataclass(frozen=True)
class Character:
    username: str
    given_names: str
    family_names: str
    role: Role
    organisation: str
    since: date = SINCE


TARAPACA = "region-tarapaca"
BODIES = (
    Body("serviu-tarapaca", "SERVIU Región de Tarapacá", "SERVIU", "serviu", territory=TARAPACA),
    Body(
        "serviu-programacion", "Unidad de Programación", "Programación", "unit", "serviu-tarapaca"
    ),
    Body(
        "serviu-control",
        "Unidad de Control de Gestión",
        "Control de Gestión",
        "unit",
        "serviu-tarapaca",
    ),
    Body(
        "serviu-contraloria",
        "Contraloría Interna",
        "Contraloría Interna",
        "unit",
        "serviu-tarapaca",
    ),
    Body(
        "serviu-atencion",
        "Oficina de Atención de Público",
        "Atención de Público",
        "unit",
        "serviu-tarapaca",
    ),
    Body(
        "seremi-tarapaca",
        "SEREMI de Vivienda y Urbanismo de Tarapacá",
        "SEREMI",
        "seremi",
        territory=TARAPACA,
    ),
    Body(
        "seremi-barrios",
        "Coordinación Regional del Programa de Barrios",
        "Coord. Barrios",
        "unit",
        "seremi-tarapaca",
    ),
    Body("minvu", "Ministerio de Vivienda y Urbanismo", "MINVU", "ministry"),
    Body(
        "minvu-difin",
        "División de Finanzas, Planificación y Control de Gestión",
        "DIFIN",
        "unit",
        "minvu",
    ),
    Body("gore-tarapaca", "Gobierno Regional de Tarapacá", "GORE", "gore", territory=TARAPACA),
)

CHARACTERS = (
    Character("mquispe", "Marisol", "Quispe", Role.UNIT_OFFICER, "serviu-programacion"),
    Character("rmamani", "Rodrigo", "Mamani", Role.UNIT_OFFICER, "serviu-programacion"),
    Character("pcaceres", "Paula", "Cáceres", Role.UNIT_HEAD, "serviu-control"),
    Character("laraya", "Lorena", "Araya", Role.INSTITUTION_HEAD, "serviu-tarapaca"),
    Character("cflores", "Cristián", "Flores", Role.UNIT_OFFICER, "seremi-tarapaca"),
    Character("jchoque", "Jimena", "Choque", Role.UNIT_OFFICER, "seremi-barrios"),
    Character("tsoto", "Teresa", "Soto", Role.MINISTRY_READER, "minvu-difin"),
    Character("nvega", "Nicolás", "Vega", Role.REGIONAL_READER, "gore-tarapaca"),
    Character("pnunez", "Patricia", "Núñez", Role.COUNTER_OFFICER, "serviu-atencion"),
    Character("trojas", "Tomás", "Rojas", Role.AUDITOR, "serviu-contraloria"),
    Character(
        "acastro", "Ana", "Castro", Role.ADMINISTRATOR, "serviu-tarapaca", since=date(1990, 1, 1)
    ),
)
