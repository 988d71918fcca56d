"""What model texts bring to the tests of the whole site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.acts.wording import actions
from minga.acts.wording.models import ModelText
from tests.acts.wording.factories import LETTER, RESOLUTION
from tests.conftest import SCRIBE

if TYPE_CHECKING:
    from tests.site.pages import Tour
    from tests.site.world import Service, World

ACCESS = """
GET  wording:texts                             200   200   200   200   200   200   200   200   200
GET  wording:new                               403   403   403   403   403   403   403   200   403
POST wording:new                               403   403   403   403   403   403   403   200   403
POST wording:preview                           403   403   403   403   403   403   403   200   403
GET  wording:masthead                        403   403   403   403   403   403   403   200   403
POST wording:masthead                        403   403   403   403   403   403   403   302   403
GET  wording:text              own   wording   200   200   404   404   404   200   200   200   404
GET  wording:text              other wording   404   404   404   200   404   200   200   404   404
GET  wording:version           own   worded    200   200   404   404   404   200   200   200   404
GET  wording:version           other worded    404   404   404   200   404   200   200   404   404
GET  wording:sample            own   wording   200   200   404   404   404   200   200   200   404
GET  wording:sample            other wording   404   404   404   200   404   200   200   404   404
GET  wording:sample_pdf        own   wording   200   200   404   404   404   200   200   200   404
GET  wording:sample_pdf        other wording   404   404   404   200   404   200   200   404   404
GET  wording:edit              own   wording   403   403   403   403   403   403   403   200   403
GET  wording:edit              other wording   403   403   403   403   403   403   403   404   403
POST wording:edit              own   wording   403   403   403   403   403   403   403   302   403
POST wording:edit              other wording   403   403   403   403   403   403   403   404   403
POST wording:send              own   unsent    403   403   403   403   403   403   403   302   403
POST wording:send              other unsent    403   403   403   403   403   403   403   404   403
POST wording:discard           own   unsent    403   403   403   403   403   403   403   302   403
POST wording:discard           other unsent    403   403   403   403   403   403   403   404   403
POST wording:retire            own   wording   403   302   403   403   403   403   403   403   403
POST wording:retire            other wording   403   404   403   403   403   403   403   403   403
"""
LEGAL = {"legal": 200}
# Whoever works in the service reads its texts.
READ = {"staff": 200}
BEYOND: dict[str, dict[str, int]] = {
    "GET wording:text own wording": READ,
    "GET wording:version own worded": READ,
    "GET wording:sample own wording": READ,
    "GET wording:sample_pdf own wording": READ,
    "GET wording:new": LEGAL,
    "POST wording:new": LEGAL,
    "POST wording:preview": LEGAL,
    "GET wording:masthead": LEGAL,
    "POST wording:masthead": {"legal": 302},
    "GET wording:edit own wording": LEGAL,
    "GET wording:edit other wording": {"legal": 404},
    "POST wording:edit own wording": {"legal": 302},
    "POST wording:edit other wording": {"legal": 404},
    "POST wording:send own unsent": {"legal": 302},
    "POST wording:send other unsent": {"legal": 404},
    "POST wording:discard own unsent": {"legal": 302},
    "POST wording:discard other unsent": {"legal": 404},
}


def _approved(service: "Service") -> ModelText:
    found = ModelText.objects.filter(service=service.cast.serviu, title="Envía información").first()
    if found is None:
        found = _written(service, "Envía información")
        version = actions.send_version(found.versions.get(), by=SCRIBE)
        actions.approve_version(version, by=service.cast.diana.access)
    return found


def _written(service: "Service", title: str = "En borrador") -> ModelText:
    found = ModelText.objects.filter(service=service.cast.serviu, title=title).first()
    return found or actions.write_text(
        service.cast.serviu, kind="letter", title=title, said=LETTER, by=SCRIBE
    )


def subjects(service: "Service") -> dict[str, Callable[[], list[object]]]:
    return {
        "wording": lambda: [_approved(service).public_id],
        "worded": lambda: [_approved(service).public_id, 1],
        "unsent": lambda: [_written(service).public_id],
    }


def written(world: "World", service: "Service", name: str) -> dict[str, Any]:
    forms: dict[str, dict[str, Any]] = {
        "wording:preview": {"para": "letter", "sobre": "", **LETTER},
        "wording:edit": LETTER,
        "wording:retire": {"reason": "Cambió la ley."},
        "wording:masthead": {
            "place": "Iquique", "closing": "ANÓTESE.", "farewell": "Saluda a usted,",
        },
    }  # fmt: skip
    return forms.get(name, {})


def _wording(going: "Tour", world: "World") -> None:
    own = world.own
    for who in ("nora", "ana"):
        going.see("no texts", who, reverse("wording:texts"))
    going.see("masthead", "nora", reverse("wording:masthead"))
    going.see("masthead empty", "nora", reverse("wording:masthead"), {"place": ""})
    new = reverse("wording:new")
    going.see("purpose", "nora", new)
    going.see("purpose refused", "nora", f"{new}?para=nada")
    for query in ("?para=letter&sobre=", "?para=resolution&sobre=programa"):
        going.see(f"new text {query}", "nora", new + query)
        going.see(f"new text empty {query}", "nora", new + query, {"title": ""})
    bad = LETTER | {"title": "Otro", "body": "{{ destinatari }} | <script>"}
    going.see("text with an unknown field", "nora", f"{new}?para=letter&sobre=", bad)
    looked = f"{new}?para=resolution&sobre=programa"
    going.see("text looked at", "nora", looked, RESOLUTION | {"title": "X", "ver": "1"})
    draft = _written(own)
    page = reverse("wording:text", args=[draft.public_id])
    going.see("text in draft", "nora", page)
    going.see("text sample", "nora", f"{page}probar/")
    stale = LETTER | {"seen": "1", "body": "Otra cosa"}
    going.see("text stale", "nora", f"{page}editar/", stale)
    version = actions.send_version(draft.versions.get(), by=SCRIBE)
    for who in ("nora", "diana"):
        going.see("text sent", who, page)
    going.see("text sent, edited", "nora", f"{page}editar/", LETTER)
    going.see("text sent again", "nora", f"{page}enviar/", {})
    going.see("text sent, discarded", "nora", f"{page}descartar/", {})
    actions.return_version(version, remarks="Falta el saludo.", by=world.cast.diana.access)
    for who in ("nora", "ana"):
        going.see("text returned", who, page)
    going.see("edit text", "nora", f"{page}editar/")
    _in_force(going, world)


def _in_force(going: "Tour", world: "World") -> None:
    own = world.own
    assert own.plan
    text = actions.write_text(
        own.cast.serviu, kind="resolution", title="Aprueba programa", said=RESOLUTION,
        case_key="programa", by=SCRIBE,
    )  # fmt: skip
    version = actions.send_version(text.versions.get(), by=SCRIBE)
    actions.approve_version(version, by=own.cast.diana.access)
    page = reverse("wording:text", args=[text.public_id])
    for who in ("nora", "diana", "ana"):
        going.see("text in force", who, page)
        going.see("text tried with a plan", who, f"{page}probar/")
    going.see("text tried with nothing", "ana", f"{page}probar/?caso=zzz")
    going.see("text version", "ana", f"{page}versiones/1/")
    going.see("text retired, no reason", "diana", f"{page}retirar/", {"reason": ""})
    going.see("texts", "ana", reverse("wording:texts"))
    actions.retire_text(text, reason="Cambió la ley.", by=own.cast.diana.access)
    going.see("text retired", "nora", page)
    _approved(own)
    going.see("texts filtered", "nora", reverse("wording:texts") + "?ver=filtros&para=oficio")


PARTS = (_wording,)
