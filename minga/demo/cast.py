"""Who appears in the demonstration: invented people in real institutions."""

from dataclasses import dataclass
from datetime import date

from minga.people.roles import Role

SINCE = date(2004, 1, 1)
# Before anything that the demonstration tells; not the day of a founding.
FOUNDED = date(1990, 1, 1)


@dataclass(frozen=True)
class Body:
    """An organisation or unit: key, name, short name, kind, whose unit, region by key."""

    key: str
    name: str
    short_name: str
    kind: str
    parent: str | None = None
    territory: str | None = None
    since: date = FOUNDED


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
        "division",
        "minvu",
    ),
    Body("minvu-dinfo", "División de Informática", "DINFO", "division", "minvu"),
    Body("gore-tarapaca", "Gobierno Regional de Tarapacá", "GORE", "gore", territory=TARAPACA),
    Body("serviu-tecnico", "Departamento Técnico", "Técnico", "unit", "serviu-tarapaca"),
    Body(
        "serviu-operaciones",
        "Departamento de Operaciones Habitacionales",
        "Operaciones",
        "unit",
        "serviu-tarapaca",
    ),
    Body("serviu-finanzas", "Departamento de Finanzas", "Finanzas", "unit", "serviu-tarapaca"),
    Body("serviu-juridico", "Departamento Jurídico", "Jurídico", "unit", "serviu-tarapaca"),
    Body("serviu-partes", "Oficina de Partes", "Partes", "unit", "serviu-tarapaca"),
    Body("serviu-oirs", "Oficina de Informaciones y Reclamos", "OIRS", "unit", "serviu-tarapaca"),
    Body(
        "seremi-planes", "Departamento de Planes y Programas", "Planes", "unit", "seremi-tarapaca"
    ),
    Body(
        "intendencia-tarapaca",
        "Intendencia de Tarapacá",
        "Intendencia",
        "intendencia",
        territory=TARAPACA,
    ),
    Body(
        "serplac-tarapaca",
        "Secretaría Regional de Planificación de Tarapacá",
        "SERPLAC",
        "serplac",
        territory=TARAPACA,
    ),
    *(
        Body(
            f"gobernacion-{key}",
            f"Gobernación Provincial de {name}",
            f"Gob. {name}",
            "gobernacion",
            territory=f"provincia-{key}",
        )
        for key, name in (("iquique", "Iquique"), ("arica", "Arica"), ("parinacota", "Parinacota"))
    ),
    *(
        Body(
            f"municipalidad-{key}",
            f"Municipalidad de {name}",
            f"M. {name}",
            "municipality",
            territory=key,
            since=date(2004, 4, 12) if key == "alto-hospicio" else FOUNDED,
        )
        for key, name in (
            ("iquique", "Iquique"),
            ("alto-hospicio", "Alto Hospicio"),
            ("pozo-almonte", "Pozo Almonte"),
            ("camina", "Camiña"),
            ("colchane", "Colchane"),
            ("huara", "Huara"),
            ("pica", "Pica"),
            ("arica", "Arica"),
            ("camarones", "Camarones"),
            ("putre", "Putre"),
            ("general-lagos", "General Lagos"),
        )
    ),
    Body("subdere", "Subsecretaría de Desarrollo Regional", "SUBDERE", "agency"),
    Body("egis-demo", "Entidad patrocinante de demostración", "EGIS demo", "sponsor"),
    Body("empresa-demo", "Empresa contratista de demostración", "Empresa demo", "contractor"),
    Body("banco-demo", "Banco de demostración", "Banco demo", "bank"),
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
    Character("hvargas", "Héctor", "Vargas", Role.PROGRAMMING_OFFICER, "serviu-programacion"),
    Character("iloayza", "Irma", "Loayza", Role.WORKS_INSPECTOR, "serviu-tecnico"),
    Character("omedina", "Óscar", "Medina", Role.WORKS_HEAD, "serviu-tecnico"),
    Character("yticona", "Yolanda", "Ticona", Role.SUBSIDIES_OFFICER, "serviu-operaciones"),
    Character("fpinto", "Fabián", "Pinto", Role.PAYMENTS_OFFICER, "serviu-finanzas"),
    Character("gcarvajal", "Gladys", "Carvajal", Role.PAYMENTS_REVIEWER, "serviu-finanzas"),
    Character("sibarra", "Sergio", "Ibarra", Role.PAYMENTS_APPROVER, "serviu-finanzas"),
    Character("dolivares", "Daniela", "Olivares", Role.TREASURY, "serviu-finanzas"),
    Character("vcortes", "Víctor", "Cortés", Role.LEGAL, "serviu-juridico"),
    Character("mzuleta", "Marta", "Zuleta", Role.REGISTRY_OFFICER, "serviu-partes"),
    Character("eguerra", "Elena", "Guerra", Role.INTERNAL_CONTROL, "serviu-contraloria"),
    Character("rtapia", "Rosa", "Tapia", Role.COUNTER_OFFICER, "serviu-oirs"),
    Character("bmoya", "Bernardo", "Moya", Role.PLANNING_OFFICER, "seremi-planes"),
    Character("aramos", "Andrés", "Ramos", Role.INSTITUTION_HEAD, "seremi-tarapaca"),
    Character("cgodoy", "Claudia", "Godoy", Role.REGIONAL_COORDINATOR, "seremi-barrios"),
    Character(
        "jbravo", "Julia", "Bravo", Role.ADMINISTRATOR, "seremi-tarapaca", since=date(2004, 1, 1)
    ),
    Character("lnunez", "Luis", "Núñez", Role.NORMS_OFFICER, "minvu-dinfo"),
    Character("psaavedra", "Patricia", "Saavedra", Role.SOCIAL_EVALUATOR, "serplac-tarapaca"),
    Character("wleiva", "Waldo", "Leiva", Role.REGIONAL_READER, "intendencia-tarapaca"),
    Character("kburgos", "Karina", "Burgos", Role.RECEIVER, "gore-tarapaca"),
    Character("nmarin", "Norma", "Marín", Role.REGIONAL_READER, "gobernacion-arica"),
    Character("hsalas", "Hernán", "Salas", Role.MUNICIPALITY, "municipalidad-iquique"),
    Character("tflores", "Tomasa", "Flores", Role.MUNICIPALITY, "municipalidad-putre"),
    Character("emunoz", "Esteban", "Muñoz", Role.SPONSOR, "egis-demo"),
)
