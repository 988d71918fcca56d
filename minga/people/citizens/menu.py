"""Where this area stands in the menu."""

from minga.core.shell import Area
from minga.people.citizens import awaiting
from minga.people.citizens.permissions import ATTEND, CATALOGUE, SEE_ATTENTIONS, SEE_READS

COUNTER_PAGES = (
    "citizens:counter",
    "citizens:person",
    "citizens:register",
    "citizens:add",
    "citizens:correct",
    "citizens:give_run",
    "citizens:purpose",
    "citizens:join_household",
    "citizens:leave_household",
    "citizens:part_household",
    "citizens:propose_merge",
    "citizens:merge",
    "citizens:ask_data",
    "citizens:data_request",
    "citizens:deliver",
)
AREAS = (
    Area(
        "Atender público",
        "citizens:counter",
        order=20,
        permission=ATTEND,
        pages=COUNTER_PAGES,
    ),
    Area(
        "Atenciones",
        "citizens:attentions",
        order=21,
        permission=SEE_ATTENTIONS,
        count=awaiting.count,
        pages=(
            "citizens:attentions",
            "citizens:attention",
            "citizens:answer",
            "citizens:refer",
            "citizens:void",
        ),
    ),
    Area(
        "Materias y plazos",
        "citizens:catalogue",
        order=72,
        permission=CATALOGUE,
        pages=("citizens:catalogue", "citizens:end_subject", "citizens:set_term"),
    ),
    Area(
        "Consultas de datos",
        "citizens:reads",
        order=73,
        permission=SEE_READS,
        pages=("citizens:reads",),
    ),
)
