"""Diffusion in the tests of the whole site."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from minga.workplan.diffusion import actions
from minga.workplan.diffusion.models import DiffusionPlan, DiffusionVersion, Publication
from tests.conftest import TODAY
from tests.people.citizens import factories as citizens
from tests.workplan.diffusion import factories

ACCESS = """
GET  diffusion:publications                       200  200  200  200  200  200  200  200  200
GET  diffusion:attentions                         200  200  200  200  403  403  200  403  403
GET  diffusion:attentions_report      pdf         200  200  200  200  403  403  200  403  403
GET  diffusion:plan         own   telling         200  200  200  404  200  200  200  200  404
GET  diffusion:plan         other telling         404  404  404  200  404  200  200  404  404
GET  diffusion:of_plan      own   telling         200  200  200  404  200  200  200  200  404
GET  diffusion:of_plan      other telling         404  404  404  200  404  200  200  404  404
GET  diffusion:report       own   telling_pdf     200  200  200  404  200  200  200  200  404
GET  diffusion:report       other telling_pdf     404  404  404  200  404  200  200  404  404
POST diffusion:start        own   telling         302  403  403  404  403  403  403  403  403
POST diffusion:start        other telling         404  403  404  302  403  403  403  403  403
GET  diffusion:new          own   telling         200  403  404  404  403  403  403  403  403
GET  diffusion:new          other telling         404  403  404  200  403  403  403  403  403
POST diffusion:new          own   telling         302  403  404  404  403  403  403  403  403
POST diffusion:new          other telling         404  403  404  302  403  403  403  403  403
GET  diffusion:add          own   changing        200  403  404  404  403  403  403  403  403
GET  diffusion:add          other changing        404  403  404  200  403  403  403  403  403
POST diffusion:add          own   changing        302  403  404  404  403  403  403  403  403
POST diffusion:add          other changing        404  403  404  302  403  403  403  403  403
GET  diffusion:edit         own   mechanism       200  403  404  404  403  403  403  403  403
GET  diffusion:edit         other mechanism       404  403  404  200  403  403  403  403  403
POST diffusion:edit         own   mechanism       302  403  404  404  403  403  403  403  403
POST diffusion:edit         other mechanism       404  403  404  302  403  403  403  403  403
POST diffusion:remove       own   mechanism       302  403  404  404  403  403  403  403  403
POST diffusion:remove       other mechanism       404  403  404  302  403  403  403  403  403
POST diffusion:restore      own   leaving         302  403  404  404  403  403  403  403  403
POST diffusion:restore      other leaving         404  403  404  302  403  403  403  403  403
POST diffusion:submit       own   changing        302  403  404  404  403  403  403  403  403
POST diffusion:submit       other changing        404  403  404  302  403  403  403  403  403
POST diffusion:discard      own   changing        302  403  404  404  403  403  403  403  403
POST diffusion:discard      other changing        404  403  404  302  403  403  403  403  403
GET  diffusion:publication  own   made_public            200  200  200  404  200  200  200  200  404
GET  diffusion:publication  other made_public            404  404  404  200  404  200  200  404  404
GET  diffusion:publication  own   writing         200  200  404  404  404  404  404  404  404
GET  diffusion:publication  other writing         404  404  404  200  404  404  404  404  404
GET  diffusion:edit_publication own   writing     200  403  404  404  403  403  403  403  403
GET  diffusion:edit_publication other writing     404  403  404  200  403  403  403  403  403
POST diffusion:edit_publication own   writing     302  403  404  404  403  403  403  403  403
POST diffusion:edit_publication other writing     404  403  404  302  403  403  403  403  403
POST diffusion:send         own   writing         302  403  404  404  403  403  403  403  403
POST diffusion:send         other writing         404  403  404  302  403  403  403  403  403
POST diffusion:discard_publication own   writing  302  403  404  404  403  403  403  403  403
POST diffusion:discard_publication other writing  404  403  404  302  403  403  403  403  403
GET  diffusion:correct      own   made_public            200  403  404  404  403  403  403  403  403
GET  diffusion:correct      other made_public            404  403  404  200  403  403  403  403  403
POST diffusion:correct      own   made_public            302  403  404  404  403  403  403  403  403
POST diffusion:correct      other made_public            404  403  404  302  403  403  403  403  403
"""
ATTENDING = ("counter_officer", "subsidies_officer", "legal", "works_head")
# A head of a unit publishes what others prepared.
OF_WRITERS = ("new", "edit_publication", "send", "discard_publication", "correct")
BEYOND: dict[str, dict[str, int]] = {
    f"GET diffusion:{name}": dict.fromkeys(ATTENDING, 200)
    for name in ("attentions", "attentions_report pdf")
} | {
    " ".join(line.split()[:4]): {"emilio": 403}
    for line in ACCESS.strip().split("\n")
    if line.split()[1].partition(":")[2] in OF_WRITERS
}
HERS_ALONE = ("diffusion:discard",)


def _kept(service: Any, key: str, make: Callable[[], Any]) -> Any:
    if key not in vars(service):
        vars(service)[key] = make()
    return vars(service)[key]


def _telling(service: Any) -> DiffusionPlan:
    """Of the plan of the year, approved; by its first mechanism something was published."""
    found: DiffusionPlan = _kept(
        service, "telling", lambda: factories.approved(service.cast, service.plan)
    )
    return found


def _changing(service: Any) -> DiffusionVersion:
    diffusion = _telling(service)
    found: DiffusionVersion = _kept(
        service,
        "changing",
        lambda: actions.start_draft(diffusion, by=service.cast.ana.access),
    )
    return found


def _told(service: Any) -> Publication:
    diffusion = _telling(service)
    found: Publication = _kept(
        service, "told", lambda: factories.published(service.cast, diffusion)
    )
    return found


def _writing(service: Any) -> Publication:
    diffusion = _telling(service)
    found: Publication = _kept(
        service, "writing", lambda: factories.prepared(service.cast, diffusion, title="Nota")
    )
    return found


def _mechanism(service: Any) -> list[object]:
    """Without publications: it may be removed."""
    plan = _telling(service).plan.public_id
    last = _changing(service).mechanisms.for_page().order_by("-number")[0]
    return [plan, last.line.public_id]


def _leaving(service: Any) -> list[object]:
    """Of the version in force, taken out of the draft, which has another in its place."""
    draft, ruling = _changing(service), factories.mechanisms(_telling(service))[-1]
    by = service.cast.ana.access
    for row in draft.mechanisms.filter(line=ruling.line_id):
        actions.remove_mechanism(row, by=by)
        actions.add_mechanism(draft, factories.for_staff(service.cast, name="Correo"), by=by)
    return [_telling(service).plan.public_id, ruling.line.public_id]


def subjects(service: Any) -> dict[str, Callable[[], list[object]]]:
    def plan() -> str:
        return _telling(service).plan.public_id

    return {
        "telling": lambda: [plan()],
        "telling_pdf": lambda: [plan(), "pdf"],
        "changing": lambda: [_changing(service).diffusion.plan.public_id],
        "mechanism": lambda: _mechanism(service),
        "leaving": lambda: _leaving(service),
        "made_public": lambda: [_told(service).public_id],
        "writing": lambda: [_writing(service).public_id],
    }


def things(world: Any) -> dict[str, Callable[[], list[object]]]:
    return {"pdf": lambda: ["pdf"]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    if not name.startswith("diffusion:") or service is None:
        return {}
    cast = service.cast
    mechanism = {
        "name": "Boletín",
        "audience": "staff",
        "kind": "bulletin",
        "responsible": cast.serviu.pk,
        "tells": "Avances",
        "frequency": "continuous",
        "revision": 0,
    }
    publication = {
        "title": "Nota",
        "day": TODAY.isoformat(),
        "territory": cast.region.public_id,
        "told": "Avances",
        "link": factories.LINK,
        "revision": 0,
    }
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "add": lambda: mechanism,
        "edit": lambda: mechanism,
        "new": lambda: publication | {"mechanism": factories.line(_telling(service)).public_id},
        "edit_publication": lambda: publication,
        "correct": lambda: publication | {"correction": "Eran diez."},
    }
    made = forms.get(name.partition(":")[2])
    return made() if made else {}


def _at(name: str, *args: object) -> str:
    return reverse(f"diffusion:{name}", args=args)


def _planning(going: Any, world: Any) -> None:
    own = world.own
    plan = own.plan.public_id
    for who in ("ana", "diana", "gaby"):
        going.see("no diffusion", who, _at("plan", plan))
        going.see("no diffusion panel", who, _at("of_plan", plan))
    going.see("no publications", "gaby", _at("publications"))
    first = factories.draft(own.cast, own.draft, factories.for_staff(own.cast))
    going.see("first draft", "ana", _at("plan", first.diffusion.plan.public_id))
    _telling(own)
    for who in ("ana", "diana", "gaby"):
        going.see("diffusion", who, _at("plan", plan))
        going.see("diffusion panel", who, _at("of_plan", plan))
    changing = _changing(own)
    actions.add_mechanism(changing, factories.means(own.cast, name="Radio"), by=own.cast.ana.access)
    going.see("diffusion changing", "ana", _at("plan", plan))
    going.see("mechanism", "ana", _at("edit", *_mechanism(own)))
    going.see("mechanism empty", "ana", _at("add", plan), {})
    going.see("home with diffusion", "ana", "/")


def _publishing(going: Any, world: Any) -> None:
    own = world.own
    plan = _telling(own).plan.public_id
    going.see("publication empty", "ana", _at("new", plan), {})
    told, writing = _told(own), _writing(own)
    for who in ("ana", "diana", "gaby"):
        going.see("publications", who, f"{_at('publications')}?ver=filtros")
        going.see("published", who, _at("publication", told.public_id))
    going.see("publication in preparation", "ana", _at("publication", writing.public_id))
    going.see("editing publication", "ana", _at("edit_publication", writing.public_id))
    going.see("correction empty", "ana", _at("correct", told.public_id), {})
    fix = factories.corrected(own.cast, told)
    for label, one in (("with a correction", told), ("correction in preparation", fix)):
        going.see(label, "ana", _at("publication", one.public_id))
    factories.sent(own.cast, fix)
    for who in ("ana", "diana"):
        going.see("correction sent", who, _at("publication", fix.public_id))
    factories.accept(own.cast, fix)
    going.see("corrected", "gaby", _at("publication", told.public_id))
    going.see("diffusion told", "ana", _at("plan", plan))


def _attending(going: Any, world: Any) -> None:
    going.see("no attentions by channel", "ana", f"{_at('attentions')}?ano=2005")
    citizens.referred(world.own.cast, on=factories.MAY)
    for who in ("ana", "aldo"):
        going.see("attentions by channel", who, _at("attentions"))


PARTS = (_planning, _publishing, _attending)
