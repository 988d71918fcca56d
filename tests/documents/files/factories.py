"""Rules and files as the tests need them, made by the same actions as anybody's."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.documents.files import actions
from minga.documents.files.models import Filing, Requirement, RuleChange
from tests.conftest import TODAY, Cast, Somebody

EARLY, RULED = date(2007, 1, 15), date(2007, 2, 1)
_numbers = count(1)


def asking(document: str = "Oficio conductor", **more: Any) -> actions.Asking:
    said: dict[str, Any] = {
        "kind": "programa",
        "state": "aprobacion",
        "document": document,
        "party": "la unidad de gestión",
        "role": "unit_officer",
        "compulsory": True,
        "may_not_apply": False,
        "source": "Res. Ex. 12 de 2007",
    }
    return actions.Asking(**(said | more))


def proposed(
    cast: Cast,
    asked: actions.Asking | None = None,
    *,
    valid_from: date = RULED,
    on: date = EARLY,
    **more: Any,
) -> RuleChange:
    return actions.propose_rule(
        cast.serviu,
        asked or asking(),
        valid_from=valid_from,
        reason="Lo pide el reglamento.",
        by=cast.nora.on(on),
        on=on,
        **more,
    )


def approve(cast: Cast, change: RuleChange, on: date = EARLY) -> RuleChange:
    approvals.pass_step(change, seen=seen_of(change), by=cast.diana.on(on), on=on)
    change.refresh_from_db()
    return change


def ruled(
    cast: Cast, document: str = "Oficio conductor", *, on: date = EARLY, **more: Any
) -> Requirement:
    """Asked for from February on, unless said otherwise."""
    valid_from = more.pop("valid_from", RULED)
    change = approve(
        cast, proposed(cast, asking(document, **more), valid_from=valid_from, on=on), on
    )
    return Requirement.objects.get(change=change)


def pages(number: int = 1, *, width: int = 612, height: int = 792, title: str = "") -> bytes:
    """A real PDF, other than any before."""
    writer = PdfWriter()
    for _ in range(number):
        writer.add_blank_page(width, height)
    writer.add_metadata({"/Title": title or f"Documento {next(_numbers)}"})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def upload(content: bytes | None = None, name: str = "oficio.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pages() if content is None else content)


def received(
    case: Any,
    rule: Requirement | None = None,
    *,
    by: Somebody,
    on: date = TODAY,
    content: bytes | None = None,
    name: str = "oficio.pdf",
    **more: Any,
) -> Filing:
    title = more.pop("title", rule.document if rule else "Minuta")
    return actions.receive(
        case,
        file=upload(content, name),
        title=title,
        dated_on=on,
        line=rule.line if rule else "",
        by=by.on(on),
        on=on,
        **more,
    )
