"""What letters bring to the tests of the whole site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from minga.acts.letters import actions, batches, receiving
from minga.acts.letters.addressing import read
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.jobs.runner import perform
from minga.people.models import Person
from tests.acts.letters.factories import CAME, SAID, TEXT, TO, TOWNS
from tests.acts.wording.site import _approved
from tests.conftest import TODAY, Somebody, pdf

if TYPE_CHECKING:
    from tests.site.pages import Tour
    from tests.site.world import Service, World

DAYS = ("dated_on", "received_on", "answer_due_on")
ACCESS = """
GET  letters:letters                           200   200   200   200   200   200   200   200   200
GET  letters:new                               200   403   200   200   403   403   403   403   403
POST letters:new                               302   403   302   302   403   403   403   403   403
GET  letters:new_batch                         200   403   200   200   403   403   403   403   403
POST letters:new_batch                         302   403   302   302   403   403   403   403   403
GET  letters:of_case           own   planof    200   200   200   404   200   200   200   200   404
GET  letters:of_case           other planof    404   404   404   200   404   200   200   404   404
GET  letters:letter            own   missive   200   200   404   404   404   200   200   200   404
GET  letters:letter            other missive   404   404   404   200   404   200   200   404   404
GET  letters:draft_pdf         own   missive   200   200   404   404   404   200   200   200   404
GET  letters:draft_pdf         other missive   404   404   404   200   404   200   200   404   404
GET  letters:edit              own   missive   200   403   404   404   403   403   403   403   403
GET  letters:edit              other missive   404   403   404   200   403   403   403   403   403
POST letters:edit              own   missive   302   403   404   404   403   403   403   403   403
POST letters:edit              other missive   404   403   404   302   403   403   403   403   403
POST letters:send              own   missive   302   403   404   404   403   403   403   403   403
POST letters:send              other missive   404   403   404   302   403   403   403   403   403
POST letters:discard           own   missive   302   403   404   404   403   403   403   403   403
POST letters:discard           other missive   404   403   404   302   403   403   403   403   403
POST letters:number            own   signed    403   403   403   403   403   403   403   403   403
POST letters:number            other signed    403   403   403   403   403   403   403   403   403
POST letters:dispatch          own   issued    403   403   403   403   403   403   403   403   403
POST letters:dispatch          other issued    403   403   403   403   403   403   403   403   403
POST letters:answer            own   issued    302   403   404   404   404   403   403   403   404
POST letters:answer            other issued    404   404   404   302   404   403   403   404   404
POST letters:void              own   issued    403   302   404   404   404   403   403   403   404
POST letters:void              other issued    404   404   404   403   404   403   403   404   404
POST letters:void_batch        own   mailing   422   403   404   404   404   403   403   403   404
POST letters:void_batch        other mailing   404   404   404   422   404   403   403   404   404
GET  letters:batch             own   mailing   200   200   404   404   404   200   200   200   404
GET  letters:batch             other mailing   404   404   404   200   404   200   200   404   404
GET  letters:edit_batch        own   mailing   200   403   404   404   403   403   403   403   403
GET  letters:edit_batch        other mailing   404   403   404   200   403   403   403   403   403
POST letters:edit_batch        own   mailing   302   403   404   404   403   403   403   403   403
POST letters:edit_batch        other mailing   404   403   404   302   403   403   403   403   403
POST letters:send_batch        own   mailing   302   403   404   404   403   403   403   403   403
POST letters:send_batch        other mailing   404   403   404   302   403   403   403   403   403
POST letters:discard_batch     own   mailing   302   403   404   404   403   403   403   403   403
POST letters:discard_batch     other mailing   404   403   404   302   403   403   403   403   403
POST letters:issue             own   mailing   403   403   403   403   403   403   403   403   403
POST letters:issue             other mailing   403   403   403   403   403   403   403   403   403
GET  letters:received_list                     200   200   200   200   200   200   200   200   200
GET  letters:receive                           403   403   403   403   403   403   403   403   403
POST letters:receive                           403   403   403   403   403   403   403   403   403
GET  letters:received          own   came      200   200   404   404   404   200   200   200   404
GET  letters:received          other came      404   404   404   200   404   200   200   404   404
POST letters:close_received    own   came      302   403   404   404   404   403   403   403   404
POST letters:close_received    other came      404   404   404   302   404   403   403   404   404
POST letters:print_all         own   mailing   403   403   403   403   403   403   403   403   403
POST letters:print_all         other mailing   403   403   403   403   403   403   403   403   403
"""
READ = {"staff": 200}
WRITES = ("edit", "send", "discard", "edit_batch", "send_batch", "discard_batch")
# Legal prepares too, the head of a unit signs; the registry office numbers, sends, notes answers.
BEYOND: dict[str, dict[str, int]] = {
    "GET letters:new": {"legal": 200, "emilio": 403},
    "POST letters:new": {"legal": 302, "emilio": 403},
    "GET letters:new_batch": {"legal": 200, "emilio": 403},
    "POST letters:new_batch": {"legal": 302, "emilio": 403},
    "GET letters:letter own missive": READ,
    "GET letters:draft_pdf own missive": READ,
    "GET letters:batch own mailing": READ,
    "GET letters:received own came": READ,
    "GET letters:receive": {"registry_officer": 200},
    "POST letters:receive": {"registry_officer": 302},
    "POST letters:close_received own came": {
        "staff": 403,
        "legal": 302,
        "registry_officer": 302,
        "emilio": 403,
    },
    "POST letters:number own signed": {"registry_officer": 302},
    "POST letters:number other signed": {"registry_officer": 404},
    "POST letters:dispatch own issued": {"registry_officer": 302},
    "POST letters:dispatch other issued": {"registry_officer": 404},
    "POST letters:answer own issued": {
        "staff": 403,
        "legal": 302,
        "registry_officer": 302,
        "emilio": 403,
    },
    "POST letters:void own issued": {"staff": 403},
    "POST letters:void_batch own mailing": {"staff": 403, "legal": 422, "emilio": 403},
    "POST letters:print_all own mailing": {"registry_officer": 302},
    "POST letters:print_all other mailing": {"registry_officer": 404},
    "POST letters:issue own mailing": {"registry_officer": 302},
    "POST letters:issue other mailing": {"registry_officer": 404},
    **{
        f"POST letters:{name} {side} {'mailing' if 'batch' in name else 'missive'}": {
            "legal": 302 if side == "own" else 404,
            "emilio": 403,
        }
        for name in WRITES
        for side in ("own", "other")
    },
    **{
        f"GET letters:{name} {side} {'mailing' if 'batch' in name else 'missive'}": {
            "legal": 200 if side == "own" else 404,
            "emilio": 403,
        }
        for name in ("edit", "edit_batch")
        for side in ("own", "other")
    },
}


def _letter(service: "Service", subject: str) -> Letter:
    found = Letter.objects.filter(service=service.cast.serviu, subject=subject).first()
    return found or actions.write_letter(
        service.cast.serviu, said=SAID | {"subject": subject}, to=read(TO),
        by=service.cast.ana.access,
    )  # fmt: skip


def _signed(service: "Service", subject: str = "Firmado") -> Letter:
    letter = _letter(service, subject)
    if letter.is_draft:
        letter = approvals.begin(letter, by=service.cast.ana.access)
        letter = approvals.pass_step(letter, seen=seen_of(letter), by=service.cast.diana.access)
    return letter


def _issued(service: "Service") -> Letter:
    """Numbered by whoever runs the house: the tests have no registry office of their own."""
    letter = _signed(service, "Numerado")
    if letter.number is None:
        letter = actions.number_letter(letter, by=_registry(service))
    return letter


def _registry(service: "Service") -> Any:
    from minga.people.roles import Role  # noqa: PLC0415
    from tests.conftest import _somebody  # noqa: PLC0415

    name = f"partes-{service.cast.serviu.key}"
    found = Person.objects.filter(user__username=name).first()
    who = (
        Somebody(found)
        if found
        else _somebody(name, ("Olga", "Partes"), Role.REGISTRY_OFFICER, service.cast.serviu)
    )
    return who.access


def _batch(service: "Service") -> LetterBatch:
    found = LetterBatch.objects.filter(service=service.cast.serviu).first()
    return found or batches.save_batch(
        service.cast.serviu, said=TEXT, rows=read(TOWNS), by=service.cast.ana.access
    )


def _came(service: "Service") -> ReceivedLetter:
    found = ReceivedLetter.objects.filter(service=service.cast.serviu).first()
    return found or receiving.register_received(
        service.cast.serviu, said=CAME, file=pdf(), by=_registry(service)
    )


def subjects(service: "Service") -> dict[str, Callable[[], list[object]]]:
    return {
        "planof": lambda: ["programa", service.plan.public_id],
        "missive": lambda: [_letter(service, "En borrador").public_id],
        "signed": lambda: [_signed(service).public_id],
        "issued": lambda: [_issued(service).public_id],
        "came": lambda: [_came(service).public_id],
        "mailing": lambda: [_batch(service).public_id],
    }


def written(world: "World", service: "Service", name: str) -> dict[str, Any]:
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "letters:new": lambda: SAID | {"to": TO},
        "letters:edit": lambda: SAID | {"to": TO},
        "letters:new_batch": lambda: TEXT | {"to": TOWNS},
        "letters:edit_batch": lambda: TEXT | {"to": TOWNS},
        "letters:dispatch": lambda: {
            "to": [row.pk for row in _issued(service).addressees.all()],
            "way": "post",
        },
        "letters:answer": lambda: {"how": "Ord. 8", "answered_on": TODAY.isoformat()},
        "letters:receive": lambda: (
            CAME
            | {name: f"{CAME[name]:%Y-%m-%d}" for name in DAYS}
            | {"number": "Ord. 999", "file": pdf()}
        ),
        "letters:close_received": lambda: {"reason": "Es solo informativo."},
        "letters:void": lambda: {"reason": "Se repitió."},
        "letters:void_batch": lambda: {"reason": "Se repitió."},
    }
    return forms.get(name, dict)()


def _letters(going: "Tour", world: "World") -> None:
    own, clerk = world.own, _registry(world.own)
    for who in ("ana", "aldo"):
        going.see("no letters", who, reverse("letters:letters"))
    new, many = reverse("letters:new"), reverse("letters:new_batch")
    text = _approved(own)
    for address in (new, many):
        going.see(f"{address}", "ana", address)
        going.see(f"{address} with a text", "ana", f"{address}?texto={text.public_id}")
        going.see(f"{address} about nothing", "ana", f"{address}?caso=programa:zzz")
        going.see(f"{address} empty", "ana", address, {})
    going.see("letter to nobody", "ana", new, SAID | {"to": ";;;zzz", "signs": "unit"})
    bad = "\n".join(f"Persona {n}; ; ; no-es-correo" for n in range(12))
    going.see("batch with bad rows", "ana", many, TEXT | {"to": bad})
    going.see("batch with a sheet that is none", "ana", many, TEXT | {"file": pdf()})
    going.see("batch with holes", "ana", many, TEXT | {"to": TO, "body": "{{ zzz }}"})
    panel = reverse("letters:of_case", args=["programa", own.plan.public_id])
    for who in ("ana", "marta"):
        going.see("no letters of a case", who, panel)
    actions.write_letter(
        own.cast.serviu, said=SAID | {"subject": "Sobre el programa"}, to=read(TO), case=own.plan,
        by=own.cast.ana.access,
    )  # fmt: skip
    going.see("letters of a case", "ana", panel)
    letter = _letter(own, "En borrador")
    page = reverse("letters:letter", args=[letter.public_id])
    for who in ("ana", "diana", "aldo"):
        going.see("letter in draft", who, page)
    going.see("edit letter", "ana", f"{page}editar/")
    going.see("letter stale", "ana", f"{page}editar/", SAID | {"to": TO, "seen": "1"})
    approvals.begin(letter, by=world.cast.ana.access)
    for who in ("ana", "diana"):
        going.see("letter sent", who, page)
    approvals.return_it(
        letter, remarks="Falta el plazo.", seen=seen_of(letter), by=world.cast.diana.access
    )
    going.see("letter returned", "ana", page)
    going.see("home with a letter returned", "ana", "/")
    _visaed(going, world)
    _numbered(going, world)
    _received(going, world)
    _many(going, world, clerk)


def _visaed(going: "Tour", world: "World") -> None:
    cast = world.cast
    said = SAID | {"subject": "Con visa", "visa_unit": True}
    letter = actions.write_letter(cast.serviu, said=said, to=read(TO), by=cast.ana.access)
    page = reverse("letters:letter", args=[letter.public_id])
    going.see("letter that asks for a visa", "ana", page)
    letter = approvals.begin(letter, by=cast.ana.access)
    for who in ("ana", "diana"):
        going.see("letter that waits for a visa", who, page)
    for who in (cast.emilio, cast.diana):
        letter = approvals.pass_step(letter, seen=seen_of(letter), by=who.access)
    going.see("letter with its visa", "ana", page)


def _numbered(going: "Tour", world: "World") -> None:
    page = reverse("letters:letter", args=[_signed(world.own).public_id])
    going.see("letter signed", "ana", page)
    letter = _issued(world.own)
    page = reverse("letters:letter", args=[letter.public_id])
    for who in ("ana", "diana", "marta"):
        going.see("letter numbered", who, page)
    going.see("letter answer empty", "ana", f"{page}respuesta/", {})
    going.see("letter void empty", "diana", f"{page}anular/", {})
    going.see("letters", "ana", reverse("letters:letters"))
    going.see(
        "letters filtered", "ana", reverse("letters:letters") + "?ver=filtros&estado_es=anulado"
    )
    actions.void_letter(letter, reason="Se repitió.", by=world.cast.diana.access)
    going.see("letter voided", "ana", page)


def _received(going: "Tour", world: "World") -> None:
    cast, own = world.cast, world.own
    tray = reverse("letters:received_list")
    going.see("nothing received", "ana", tray)
    _registry(own)
    name = f"partes-{cast.serviu.key}"
    going.clients["ventanilla"] = Somebody(Person.objects.get(user__username=name)).client()
    going.see("register a letter", "ventanilla", reverse("letters:receive"))
    going.see("register a letter empty", "ventanilla", reverse("letters:receive"), {})
    came = _came(own)
    page = reverse("letters:received", args=[came.public_id])
    for who in ("ana", "aldo"):
        going.see("letter received", who, page)
        going.see("letters received", who, f"{tray}?ver=filtros&estado_es=sin-respuesta")
    going.see("home with a letter to answer", "ana", "/")
    going.see("close empty", "ana", reverse("letters:close_received", args=[came.public_id]), {})
    going.see("answer a letter", "ana", f"{reverse('letters:new')}?responde={came.public_id}")
    strange = SAID | {"to": TO, "answers_to": "Ord. 999 de 2007"}
    going.see("answer to nothing", "ana", reverse("letters:new"), strange)
    said = SAID | {"subject": "Responde", "answers_received": came}
    answer = actions.write_letter(cast.serviu, said=said, to=read(TO), by=cast.ana.access)
    going.see("answer in draft", "ana", reverse("letters:letter", args=[answer.public_id]))
    answer = actions.number_letter(_signed(own, "Responde"), by=_registry(own))
    back = receiving.register_received(
        cast.serviu,
        said=CAME | {"number": "Ord. 200", "answers": answer, "received_on": TODAY},
        file=pdf(),
        by=_registry(own),
    )
    going.see("letter answered", "ana", page)
    going.see("letter that answers", "ana", reverse("letters:letter", args=[answer.public_id]))
    page = reverse("letters:received", args=[back.public_id])
    going.see("answer received", "ana", page)
    receiving.close_received(back, reason="Es informativo.", by=cast.ana.access)
    going.see("letter closed", "ana", page)


def _many(going: "Tour", world: "World", clerk: Any) -> None:
    made = _batch(world.own)
    page = reverse("letters:batch", args=[made.public_id])
    for who in ("ana", "diana"):
        going.see("batch in draft", who, f"{page}?ver=2")
    going.see("edit batch", "ana", f"{page}editar/")
    made = approvals.begin(made, by=world.cast.ana.access)
    going.see("batch sent", "diana", page)
    made = approvals.pass_step(made, seen=seen_of(made), by=world.cast.diana.access)
    going.see("batch signed", "ana", page)
    going.see("batch to void", "diana", page)
    going.see("void a batch, no reason", "diana", f"{page}anular/", {"reason": ""})
    job = batches.ask_issue(made, by=clerk)
    going.see("batch waiting", "ana", page)
    perform(job.public_id)
    going.see("batch numbered", "ana", page)
    going.see("batch to print", "ventanilla", page)
    job = batches.ask_print(LetterBatch.objects.get(pk=made.pk), by=clerk)
    going.see("batch being bound", "ventanilla", page)
    perform(job.public_id)
    going.see("batch bound", "ventanilla", page)
    one = Letter.objects.filter(batch=made).first()
    assert one
    going.see("letter of a batch", "ana", reverse("letters:letter", args=[one.public_id]))


PARTS = (_letters,)
