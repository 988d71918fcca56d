"""Versions of strategic definitions in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.people.roles import Role
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import DefinitionVersion, Initiative
from tests.commitments.factories import member
from tests.strategy.factories import HOUSES, OBJECTIVES, STREETS
from tests.works.initiatives import initiative

ACCESS = """
GET  strategy:version own   ruled      200  200  404  404  404  200  200  200  404
GET  strategy:form    own   ruled_form 200  200  404  404  404  200  200  200  404
GET  strategy:version other ruled      404  404  404  200  404  200  200  404  404
GET  strategy:form    other ruled_form 404  404  404  200  404  200  200  404  404
"""
NOBODY = "403 403 403 403 403 403 403 403 403"
STEPS = ("rename_initiative", "close_initiative")
ACCESS += "\n".join(
    [
        "GET strategy:initiatives 200 200 200 200 200 200 200 200 200",
        "GET strategy:initiative own entry 200 200 404 404 404 200 200 200 404",
        "GET strategy:initiative other entry 404 404 404 200 404 200 200 404 404",
        f"GET strategy:add_initiative {NOBODY}",
        f"POST strategy:add_initiative {NOBODY}",
        *(
            f"{method} strategy:{name} {side} entry {NOBODY}"
            for name in STEPS
            for side in ("own", "other")
            for method in ("GET", "POST")
        ),
    ]
)
KEEPERS = ("programming_officer", "planning_officer")
BEYOND: dict[str, dict[str, int]] = {
    "GET strategy:initiative own entry": {"staff": 200},
    "GET strategy:add_initiative": dict.fromkeys(KEEPERS, 200),
    "POST strategy:add_initiative": dict.fromkeys(KEEPERS, 302),
} | {
    f"{method} strategy:{name} {side} entry": dict.fromkeys(KEEPERS, code)
    for name in STEPS
    for side, codes in (("own", (200, 302)), ("other", (404, 404)))
    for method, code in zip(("GET", "POST"), codes, strict=True)
}
BEYOND |= {
    "GET strategy:version own ruled": {"staff": 200},
    "GET strategy:form own ruled_form": {"staff": 200},
}


def ruled(service: Any) -> DefinitionVersion:
    """Approved by Diana; what was open before, too."""
    if "ruled" not in vars(service):
        cast, by = service.cast, service.cast.diana.access
        known = DefinitionVersion.objects.filter(definition__service=cast.serviu)
        if opened := known.filter(status="submitted").first():
            approve_definitions(opened, by=by)
        version = propose_definitions(
            cast.serviu,
            mission="Llevar vivienda a cada territorio.",
            objectives=OBJECTIVES,
            products=[HOUSES, STREETS],
            by=cast.ana.access,
        )
        vars(service)["ruled"] = approve_definitions(version, by=by)
    found: DefinitionVersion = vars(service)["ruled"]
    return found


def _arguments(service: Any) -> list[object]:
    version = ruled(service)
    return [version.definition.public_id, version.number]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    return {
        "ruled": lambda: _arguments(service),
        "ruled_form": lambda: [*_arguments(service), "xlsx"],
        "entry": lambda: [entry(service).public_id],
    }


def entry(service: Any) -> Initiative:
    if "entry" not in vars(service):
        vars(service)["entry"] = initiative(service.cast.serviu)
    found: Initiative = vars(service)["entry"]
    return found


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    forms = {
        "add_initiative": {
            "kind": "special_plan", "part": "frame", "name": "Plan Arica",
            "valid_from": "2007-01-01",
        },
        "rename_initiative": {"name": "Plan Iquique", "reason": "Así lo llama el convenio."},
        "close_initiative": {"valid_until": "2007-12-31", "reason": "Terminó."},
    }  # fmt: skip
    return forms.get(name.partition(":")[2], {}) if name.startswith("strategy:") else {}


TYPED = {
    "mission": "Servir", "title_1": "Déficit", "text_1": "Bajarlo", "products": "1",
    "name_1": "Viviendas", "parts_1": "2", "part_1_1": "Nuevas",
}  # fmt: skip


def _products(going: Any, world: Any) -> None:
    version = ruled(world.own)
    address = reverse("strategy:version", args=[version.definition.public_id, version.number])
    page, propose = reverse("strategy:definitions"), reverse("strategy:propose")
    for who in ("ana", "aldo"):
        going.see("definitions with products", who, page)
        going.see("a version", who, address)
    going.see("propose with products", "ana", propose)
    going.see("more room for products", "ana", propose, TYPED | {"mas": "producto"})
    going.see("more room for parts", "ana", propose, TYPED | {"mas": "1"})
    going.see("a product half written", "ana", propose, TYPED)
    propose_definitions(
        world.cast.serviu, mission="Otra", objectives=OBJECTIVES, products=[STREETS],
        by=world.cast.ana.access,
    )  # fmt: skip
    for who in ("ana", "diana"):
        going.see("changes proposed", who, page)


def _catalogue(going: Any, world: Any) -> None:
    made = entry(world.own)
    keeper = member(world.cast.serviu, Role.PLANNING_OFFICER, ("Irma", "Vega"))
    going.clients["keeper"] = keeper.client()
    for who in ("ana", "keeper"):
        going.see("catalogue", who, reverse("strategy:initiatives"))
        going.see("initiative", who, reverse("strategy:initiative", args=[made.public_id]))
    going.see("initiative new", "keeper", reverse("strategy:add_initiative"))
    going.see("initiative new empty", "keeper", reverse("strategy:add_initiative"), {})
    for name in STEPS:
        going.see(f"{name}", "keeper", reverse(f"strategy:{name}", args=[made.public_id]))
        going.see(f"{name} empty", "keeper", reverse(f"strategy:{name}", args=[made.public_id]), {})


PARTS = (_products, _catalogue)
