"""A rule in force over a work plan, and visits of it in every state, made by actions."""

import struct
import zlib
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.actions import add_membership, add_person
from minga.people.roles import Role
from minga.visits import actions
from minga.visits.actions.assigning import Asked
from minga.visits.models import Visit, VisitRule
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, Somebody
from tests.workplan import factories

PLAN = "workplan.workplan"
WRITTEN = date(2007, 1, 5)
# Iquique, in degrees × 10.000.000.
HERE = actions.Place(-701_400_000, -202_100_000, 12)


def somebody(cast: Cast, username: str, role: Role) -> Somebody:
    person = add_person(
        given_names=username.title(),
        family_names="Rivas",
        username=username,
        password=PASSWORD,
        by=SCRIBE,
    )
    add_membership(
        person, role=role, organisation=cast.serviu, valid_from=date(2000, 1, 1), by=SCRIBE
    )
    return Somebody(person)


def values(cast: Cast, **more: Any) -> actions.RuleValues:
    given = {
        "anchor": "actividad-termina",
        "rhythm": "once",
        "every": 5,
        "deadline": 10,
        "deadline_in": "working",
        "source": "Instrucción de ejemplo",
        "certainty": "unverified",
        "unit": cast.unit,
        "applies_from": WRITTEN,
    }
    return actions.RuleValues(**given | more)


QUESTIONS = (
    actions.QuestionValues("¿Se ve la obra?", "yes_no", needs_photo=True),
    actions.QuestionValues("Cuántas personas", "number", is_required=False),
)


def rule(
    cast: Cast, *, questions: Any = QUESTIONS, by: Any = None, state: str = "approved", **more: Any
) -> VisitRule:
    """Prepared by Emilio, approved by Diana."""
    by = by or cast.emilio.on(WRITTEN)
    name = f"Regla {VisitRule.objects.count() + 1}"
    made = actions.create_rule(
        cast.serviu,
        name=name,
        case_model=PLAN,
        values=values(cast, **more),
        questions=questions,
        by=by,
        on=WRITTEN,
    )
    version = made.versions.get()
    if state == "draft":
        return made
    approvals.begin(version, by=by, on=WRITTEN)
    if state == "sent":
        return made
    approvals.pass_step(version, seen=seen_of(version), by=cast.diana.on(WRITTEN), on=WRITTEN)
    return made


def asked(cast: Cast, **more: Any) -> Visit:
    """By hand, of the plan of the cast; in Iquique."""
    plan = factories.approved(cast)
    return actions.ask_visit(
        rule(cast, **more),
        plan,
        Asked("Obra de la plaza", "Denuncia", point=(-701_400_000, -202_100_000)),
        by=cast.emilio.access,
    )


def assigned(cast: Cast, **more: Any) -> Visit:
    """To Ana."""
    return actions.assign_visit(asked(cast, **more), cast.ana.person, by=cast.emilio.access)


def png(shade: int = 0) -> bytes:
    """A picture of eight by eight points, without a library."""

    def part(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + bytes([shade]) * 8) * 8)
    start = b"\x89PNG\r\n\x1a\n"
    return start + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")


def picture(shade: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.png", png(shade), "image/png")


def photographed(visit: Visit, who: Somebody, uuid: Any, *, shade: int = 0, **more: Any) -> Any:
    question = visit.version.questions.get(number=1).key
    given = {"report_uuid": uuid, "place": HERE, "question": question, "by": who.access}
    return actions.take_photo(visit, picture(shade), **given | more)


def report(visit: Visit, **more: Any) -> actions.ReportValues:
    question = visit.version.questions.get(number=1).key
    return actions.ReportValues(**{"result": "conforming", "answers": {question: "Sí"}} | more)


def reported(visit: Visit, who: Somebody, *, shade: int = 0, **more: Any) -> Any:
    uuid, on = more.pop("uuid", None) or uuid4(), more.pop("on", TODAY)
    photo = photographed(visit, who, uuid, shade=shade)
    values = report(visit, photos=[photo.sha256], **more)
    return actions.take_report(visit, values, client_uuid=uuid, by=who.on(on), on=on)


def another(visit: Visit, cast: Cast) -> Visit:
    """Of the same rule and case, given to Ana."""
    head = cast.emilio.access
    reason = f"Denuncia {Visit.objects.count()}"
    asked = Asked("Otra obra", reason, point=(-701_400_000, -202_100_000))
    made = actions.ask_visit(visit.rule, visit.visible_case(head), asked, by=head)
    return actions.assign_visit(made, cast.ana.person, by=head)


def changed(cast: Cast, rule: VisitRule, **more: Any) -> None:
    """A second version, prepared and approved the same day."""
    draft = actions.start_rule_draft(rule, by=cast.emilio.access)
    actions.save_rule(
        draft, values=values(cast, **more), questions=QUESTIONS, revision=draft.revision,
        by=cast.emilio.access,
    )  # fmt: skip
    draft.refresh_from_db()
    approvals.begin(draft, by=cast.emilio.access)
    approvals.pass_step(draft, seen=seen_of(draft), by=cast.diana.access)
