"""The part of documents in the tests of the whole site: the files of cases."""

from dataclasses import replace
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.jobs.runner import perform
from minga.documents.files import actions
from minga.documents.files.models import Filing, Requirement, RuleChange, Sample
from minga.documents.storage import path_of
from minga.people.models import Person
from minga.people.permissions import access_of_person
from tests.conftest import SCRIBE, TODAY
from tests.documents.files.factories import asking, upload

# After the plans of the world were sent.
RULED = date(2007, 11, 5)

ACCESS = """
GET  files:index                               200   200   200   200   200   200   200   200   200
GET  files:rules                               200   200   200   200   200   200   200   200   200
GET  files:new_rule                            403   403   403   403   403   403   403   200   403
POST files:new_rule                            403   403   403   403   403   403   403   302   403
GET  files:change_rule         own   rule      403   403   403   403   403   403   403   200   403
GET  files:change_rule         other rule      403   403   403   403   403   403   403   404   403
POST files:change_rule         own   rule      403   403   403   403   403   403   403   302   403
POST files:change_rule         other rule      403   403   403   403   403   403   403   404   403
GET  files:change              own   sent_rule 200   200   404   404   404   200   200   200   404
GET  files:change              other sent_rule 404   404   404   200   404   200   200   404   404
GET  files:correct_change      own   back_rule 403   403   403   403   403   403   403   200   403
GET  files:correct_change      other back_rule 403   403   403   403   403   403   403   404   403
POST files:correct_change      own   back_rule 403   403   403   403   403   403   403   302   403
POST files:correct_change      other back_rule 403   403   403   403   403   403   403   404   403
GET  files:samples                             200   200   200   200   200   200   200   200   200
GET  files:draw                                403   403   403   403   403   403   200   403   403
POST files:draw                                403   403   403   403   403   403   302   403   403
GET  files:sample              own   sample    200   200   404   404   404   200   200   200   404
GET  files:sample              other sample    404   404   404   200   404   200   200   404   404
GET  files:sample_file         own   sample    200   200   404   404   404   200   200   200   404
GET  files:sample_file         other sample    404   404   404   200   404   200   200   404   404
GET  files:files                     kind_file 200   200   200   200   200   200   200   200   200
GET  files:file                own   file      200   200   200   404   200   200   200   200   404
GET  files:file                other file      404   404   404   200   404   200   200   404   404
GET  files:panel               own   file      200   200   200   404   200   200   200   200   404
GET  files:panel               other file      404   404   404   200   404   200   200   404   404
GET  files:receive             own   file      200   403   403   404   403   403   403   403   403
GET  files:receive             other file      404   403   404   200   403   403   403   403   403
POST files:receive             own   file      302   403   403   404   403   403   403   403   403
POST files:receive             other file      404   403   404   302   403   403   403   403   403
GET  files:waive               own   waivable  200   403   403   404   403   403   403   403   403
GET  files:waive               other waivable  404   403   404   200   403   403   403   403   403
POST files:waive               own   waivable  302   403   403   404   403   403   403   403   403
POST files:waive               other waivable  404   403   404   302   403   403   403   403   403
GET  files:set_aside           own   filing    200   403   403   404   403   403   403   403   403
GET  files:set_aside           other filing    404   403   404   200   403   403   403   403   403
POST files:set_aside           own   filing    302   403   403   404   403   403   403   403   403
POST files:set_aside           other filing    404   403   404   302   403   403   403   403   403
POST files:compose             own   file      302   403   403   404   403   403   302   403   403
POST files:compose             other file      404   403   404   302   403   403   302   403   403
"""
WORKS = {
    "programming_officer": 200,
    "planning_officer": 200,
    "works_inspector": 200,
    "works_head": 200,
    "subsidies_officer": 200,
    "legal": 200,
    "registry_officer": 200,
    "internal_control": 200,
}
DRAWS = {"internal_control": 200}


def _sent(codes: dict[str, int], code: int) -> dict[str, int]:
    return dict.fromkeys(codes, code)


BEYOND: dict[str, dict[str, int]] = {
    "GET files:change own sent_rule": {"staff": 200},
    "GET files:sample own sample": {"staff": 200},
    "GET files:sample_file own sample": {"staff": 200},
    "GET files:draw": DRAWS,
    "POST files:draw": _sent(DRAWS, 302),
    "GET files:file own file": {"staff": 200, "town": 404},
}
for _name, _what in (("receive", "file"), ("waive", "waivable"), ("set_aside", "filing")):
    BEYOND[f"GET files:{_name} own {_what}"] = WORKS
    BEYOND[f"POST files:{_name} own {_what}"] = _sent(WORKS, 302)
    for _method in ("GET", "POST"):
        BEYOND[f"{_method} files:{_name} other {_what}"] = _sent(WORKS, 404)
BEYOND["POST files:compose own file"] = _sent(WORKS, 302)
BEYOND["POST files:compose other file"] = _sent(WORKS, 404)


def _propose(service: Any, document: str, **more: Any) -> RuleChange:
    by = service.cast.nora.access
    own = by.may("documents.files.rule", service.cast.serviu.pk)
    return actions.propose_rule(
        service.cast.serviu,
        asking(document, **more),
        valid_from=RULED,
        reason="Lo pide el reglamento.",
        by=service.cast.nora.on(RULED) if own else SCRIBE,
        on=RULED,
    )


def _rule(service: Any, document: str, **more: Any) -> Requirement:
    known = Requirement.objects.filter(service=service.cast.serviu, document=document).first()
    if known:
        return known
    change = _propose(service, document, **more)
    by = service.cast.diana.on(RULED)
    approvals.pass_step(change, seen=seen_of(change), by=by, on=RULED)
    return Requirement.objects.get(change=change)


def _change(service: Any, document: str, *, back: bool = False) -> RuleChange:
    change = RuleChange.objects.filter(
        service=service.cast.serviu, document=document
    ).first() or _propose(service, document)
    if back and change.status == "sent":
        approvals.return_it(
            change, remarks="Falta la norma.", seen=seen_of(change), by=service.cast.diana.access
        )
    return change


def _filing(service: Any) -> Filing:
    """Received from somebody else, so that Ana and her peers may set it aside."""
    known = Filing.objects.filter(case_id=service.plan.pk, line="").first()
    return known or actions.receive(
        service.plan,
        file=upload(),
        title="Minuta",
        dated_on=TODAY,
        by=_colleague(service),
    )


def _colleague(service: Any) -> Access:
    """Somebody who is at no screen of these tests: whoever is may set it aside."""
    clerk: Person = service._clerk("filer")
    return access_of_person(clerk, TODAY)


def _sample(service: Any) -> Sample:
    known = Sample.objects.filter(service=service.cast.serviu).first()
    if known:
        return known
    assert service.plan
    head = service.cast.aldo.access
    by = head if head.may("documents.files.sample", service.cast.serviu.pk) else None
    return actions.draw(
        service.cast.serviu,
        "programa",
        size=1,
        reason="Revisión del año",
        by=by or _acting(service),
    )


def _acting(service: Any) -> Any:
    """Who may do all and has a name: the other service has no auditor of its own."""
    return replace(service.cast.ana.access, everything=True)


def subjects(service: Any) -> dict[str, Any]:
    return {
        "rule": lambda: [_rule(service, "Oficio conductor").public_id],
        "sent_rule": lambda: [_change(service, "Informe jurídico").public_id],
        "back_rule": lambda: [_change(service, "Certificado", back=True).public_id],
        "sample": lambda: [_sample(service).public_id],
        "file": lambda: ["programa", service.plan.public_id] if _filing(service) else [],
        "waivable": lambda: [
            "programa",
            service.plan.public_id,
            _rule_after(service, "Convenio").line,
        ],
        "filing": lambda: [_filing(service).public_id],
    }


def _rule_after(service: Any, document: str) -> Requirement:
    """Asked for once the plan was sent, and so only to send it again."""
    assert service.plan
    return _rule(service, document, may_not_apply=True)


def things(world: Any) -> dict[str, Any]:
    return {"kind_file": lambda: ["programa"]}


def written(world: Any, service: Any, name: str) -> dict[str, Any]:
    rule = {
        "where": "programa/aprobacion",
        "document": "Informe de género",
        "party": "la SEREMI",
        "role": "unit_head",
        "compulsory": "on",
        "valid_from": TODAY.isoformat(),
        "source": "Res. Ex. 88",
        "reason": "Lo pide Contraloría.",
    }
    sent: dict[str, Any] = {
        "files:new_rule": rule,
        "files:change_rule": rule,
        "files:correct_change": rule,
        "files:draw": {"kind": "programa", "size": 1, "reason": "Revisión"},
        "files:waive": {"reason": "No hay convenio."},
        "files:set_aside": {"reason": "Es de otro caso."},
    }
    if name == "files:draw":
        assert service.plan
    if name == "files:receive":
        return {"title": "Acta", "dated_on": "2007-11-20", "file": upload()}
    return sent.get(name, {})


def _files(going: Any, world: Any) -> None:
    """Files with nothing asked, with something missing, complete, and bound in one PDF."""
    page = f"/expedientes/programa/{world.own.plan.public_id}/"
    draft = f"/expedientes/programa/{world.own.draft.public_id}/"
    _rules(going, world, page)
    _lacking(going, world, page, draft)
    _receiving(going, world, page, draft)
    _sampling(going, world)


def _rules(going: Any, world: Any, page: str) -> None:
    own = world.own
    going.see("no samples", "aldo", "/expedientes/muestras/")
    going.see("no rules", "nora", "/expedientes/reglas/")
    going.see("a file of which nothing is asked", "ana", page)
    going.see("propose nothing", "nora", "/expedientes/reglas/nueva/", {})
    for name in ("Oficio conductor", "Convenio", "Foto"):
        _rule(own, name, may_not_apply=name == "Convenio", compulsory=name != "Foto")
    for name, back in (("Informe jurídico", False), ("Certificado", True)):
        change = _change(own, name, back=back)
        for who in ("nora", "diana"):
            going.see(f"change {name}", who, f"/expedientes/reglas/cambios/{change.public_id}/")
    rule = Requirement.objects.get(document="Oficio conductor")
    for who in ("nora", "ana"):
        going.see("rules of files", who, "/expedientes/reglas/")
    going.see("change a rule", "nora", f"/expedientes/reglas/{rule.public_id}/cambiar/")


def _lacking(going: Any, world: Any, page: str, draft: str) -> None:
    own = world.own
    for who in ("ana", "diana"):
        going.see("a draft that lacks documents", who, _draft(own))
    going.see("what waits", "ana", "/")
    for address in (page, draft, f"/expedientes/panel/programa/{own.draft.public_id}/"):
        going.see(f"file {address}", "ana", address)
    going.see("file read by another", "gaby", page)


def _draft(service: Any) -> str:
    return f"/programas/{service.draft.public_id}/borrador/"


def _receiving(going: Any, world: Any, page: str, draft: str) -> None:
    own, rule = world.own, Requirement.objects.get(document="Oficio conductor")
    going.see("receive", "ana", f"{draft}cargar/?exigencia={rule.line}")
    going.see("receive nothing", "ana", f"{draft}cargar/", {})
    waivable = Requirement.objects.get(document="Convenio")
    waive = f"{draft}no-corresponde/{waivable.line}/"
    going.see("waive", "ana", waive)
    going.see("waive without a reason", "ana", waive, {})
    actions.waive(own.draft, line=waivable.line, reason="No hay.", by=world.cast.ana.access)
    first = actions.receive(
        own.draft,
        file=upload(),
        title="Oficio 12",
        dated_on=TODAY,
        line=rule.line,
        by=world.cast.ana.access,
    )
    going.see("receive what is there", "ana", f"{draft}cargar/?reemplaza={first.public_id}")
    wrong = _filing(own)
    again = upload(_bytes(wrong))
    going.see(
        "of another case",
        "ana",
        f"{draft}cargar/",
        {"title": "Minuta", "dated_on": "2007-11-20", "file": again},
    )
    aside = f"/expedientes/documentos/{wrong.public_id}/apartar/"
    going.see("set aside", "ana", aside)
    going.see("set aside without a reason", "ana", aside, {})
    job = actions.ask_indexed(own.draft, url=draft, by=world.cast.ana.access, on=TODAY)
    going.see("a file being bound", "ana", draft)
    perform(job.public_id)
    going.see("a file bound", "ana", draft)
    actions.set_aside(wrong, reason="Es del 2006.", by=world.cast.ana.access)
    going.see("a file with one set aside", "ana", page)


def _sampling(going: Any, world: Any) -> None:
    own = world.own
    for who in ("ana", "aldo"):
        going.see("kinds of files", who, "/expedientes/")
    for query in ("", "?ver=filtros", "?estan=completos"):
        going.see(f"files {query}", "ana", f"/expedientes/programa/{query}")
    going.see("draw", "aldo", "/expedientes/muestras/sortear/")
    going.see("draw nothing", "aldo", "/expedientes/muestras/sortear/", {})
    sample = _sample(own)
    for who in ("aldo", "ana"):
        going.see("samples", who, "/expedientes/muestras/")
        going.see("sample", who, f"/expedientes/muestras/{sample.public_id}/")


def _bytes(filing: Filing) -> bytes:
    return path_of(filing.document.file.sha256).read_bytes()


PARTS = (_files,)
