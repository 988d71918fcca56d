"""What territory itself tells of a place: the facilities that serve it and what happened lately."""

from collections import Counter
from datetime import timedelta

from minga.core.history import recent
from minga.core.kinds import DATE, INTEGER, TEXT
from minga.core.models import Event
from minga.core.reports import Column, Group, Table
from minga.core.templatetags.minga import counted
from minga.territory.briefs import Question, Section, Told, register_brief
from minga.territory.models import Facility, Kind

# What happened in the last three months is recent.
LATELY = timedelta(days=90)
MOST_EVENTS = 12


def declare() -> None:
    register_brief(
        Section(
            "equipamiento",
            "Equipamiento",
            60,
            facilities,
            empty="Todavía no se ha cargado equipamiento de este lugar.",
            has_panel=True,
        )
    )
    register_brief(
        Section(
            "hechos",
            "Últimos hechos",
            80,
            events,
            empty="En los últimos tres meses no se ha registrado nada que usted pueda ver.",
        )
    )


def facilities(asked: Question) -> Told:
    """How many of each kind, in the communes of the place."""
    communes = [version.territory_id for version in asked.frame.communes_in(asked.territory.pk)]
    rows = Facility.objects.standing().on(asked.day).filter(territory__in=communes)
    counts = Counter(rows.order_by().values_list("kind", flat=True))
    if not counts:
        return Told()
    cells = tuple(
        (str(Facility.Kind(kind).label).capitalize(), number)
        for kind, number in counts.most_common()
    )
    whole = sum(counts.values())
    return Told(
        sentence=f"{counted(whole, 'equipamiento,equipamientos')} en el registro.",
        table=Table((Column("Equipamiento", TEXT), Column("Cantidad", INTEGER)), (Group(cells),)),
    )


def events(asked: Question) -> Told:
    """Of what the reader may see, in the place and in what is part of it; newest first."""
    versions = asked.frame.versions
    places = asked.containing if asked.territory.kind != Kind.COUNTRY else frozenset()
    ids = [versions[pk].territory.public_id for pk in asked.inside | places if pk in versions]
    found = Event.objects.filter(
        territory__in=ids, on__gt=asked.day - LATELY, on__lte=asked.day
    ).order_by("-on", "-sequence")
    told = recent(asked.access, found, MOST_EVENTS)
    if not told:
        return Told()
    cells = tuple((line.on, f"{line.who} {line.what}", line.subject) for line in told)
    return Told(
        table=Table(
            (Column("Fecha", DATE), Column("Qué pasó", TEXT), Column("Asunto", TEXT)),
            (Group(cells),),
        ),
        links=tuple(line.url for line in told),
    )
