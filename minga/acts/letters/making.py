"""A letter as paper, and its number, inside an action."""

from datetime import date
from typing import Any

from minga.acts.letters.models import Letter, LetterKind, ReceivedLetter
from minga.acts.wording import paper
from minga.acts.wording.masthead import masthead_of
from minga.core.access import Access
from minga.core.folios import take_number
from minga.core.models import Chain
from minga.core.workdays import add_working_days
from minga.documents.actions import file_made
from minga.documents.files.actions import file_among
from minga.documents.models import Dossier
from minga.people.models import Organisation

HEADINGS = {
    LetterKind.ORDINARY: "Ordinario",
    LetterKind.CIRCULAR: "Circular",
    LetterKind.RESERVED: "Reservado",
}


def series_of(letter: Letter) -> str:
    return f"{letter.service.key[:50]}/oficio-{letter.kind}"


def entries_of(service: Organisation) -> str:
    """The series of what comes to a service."""
    return f"{service.key[:50]}/oficio-recibido"


def as_paper(letter: Letter, *, on: date) -> paper.Letter:
    """A draft until it has its number."""
    chain = Chain.objects.get()
    masthead = masthead_of(letter.service)
    known = list(letter.addressees.all()) if letter.pk else []
    to = tuple(row.on_paper for row in known if not row.is_copy)
    copies = tuple(str(row.on_paper) for row in known if row.is_copy)
    signer = letter.signer
    name = f"{signer.given_names} {signer.family_names}" if signer else "Por firmar"
    return paper.Letter(
        service=letter.service.name,
        unit=letter.unit.name if letter.unit else masthead.second_line,
        heading=HEADINGS[LetterKind(letter.kind)],
        number=letter.number,
        dated_on=letter.dated_on,
        written_on=on,
        place=masthead.place,
        subject=letter.subject,
        reference=letter.reference or (letter.answered_to.named if letter.answered_to else ""),
        sender=f"{letter.signer_charge}, {(letter.unit or letter.service).name}",
        addressees=to or (paper.Addressee("[destinatario]"),),
        body=letter.body,
        closing=masthead.farewell,
        signature=paper.Signature(name, letter.signer_charge, letter.signer_is_substitute),
        distribution=(*copies, "Oficina de Partes") if copies else ("Oficina de Partes",),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        draft=letter.number is None,
        demonstration=chain.is_demonstration,
    )


def number(letter: Letter, *, by: Access, on: date) -> None:
    """Number, date, paper filed and term: all of them or none. Its row is locked by the caller."""
    letter.year, letter.dated_on = on.year, on
    letter.number = take_number(series_of(letter), on.year)
    letter.state = Letter.State.ISSUED
    if letter.answer_days:
        letter.answer_due_on = add_working_days(on, letter.answer_days)
    letter.document = file_made(
        dossier_of(letter),
        paper.letter(as_paper(letter, on=on)),
        name=f"oficio-{letter.kind}-{letter.year}-{letter.number}.pdf",
        title=letter.named,
        dated_on=on,
        by=by,
        on=on,
    )
    letter.save()
    file_with_case(letter, by, on)


def file_with_case(letter: Letter | ReceivedLetter, by: Access, on: date) -> None:
    """Its paper among the documents of the file of its case, unless it is reserved."""
    case = letter.case() if letter.case_model and letter.kind != LetterKind.RESERVED else None
    if case is not None and letter.document is not None:
        file_among(case, letter.document, by=by, on=on)


def dossier_of(letter: Letter | ReceivedLetter) -> Any:
    """Of the case that it speaks of; a reserved one is kept apart."""
    kind = letter.case_kind
    if kind is not None and letter.kind != LetterKind.RESERVED:
        case = letter.case()
        found = kind.dossier_of(case) if case is not None else None
        if found is not None:
            return found
    own = Dossier(service=letter.service, is_reserved=letter.kind == LetterKind.RESERVED)
    own.save()
    return own
