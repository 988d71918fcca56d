"""Letters as the tests need them, made by the same actions as anybody's."""

from datetime import date
from typing import Any

from minga.acts.letters import actions, batches, receiving
from minga.acts.letters.addressing import read
from minga.acts.letters.models import Letter, LetterBatch, ReceivedLetter
from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.roles import Role
from tests.conftest import TODAY, Cast, Somebody, _somebody, pdf

SAID = {
    "kind": "ordinary",
    "subject": "Envía resultado",
    "body": "Junto con saludar, envío lo pedido.",
    "signs": "head",
    "signer_charge": "Directora",
}
TO = "Juan Rojas; Alcalde; Municipalidad de Huara; alcaldia@huara.cl"
CAME = {
    "kind": "ordinary",
    "sender": "Municipalidad de Huara",
    "number": "Ord. 88",
    "dated_on": date(2007, 11, 26),
    "received_on": date(2007, 11, 28),
    "subject": "Pide mejorar la sede social",
    "answer_due_on": date(2007, 12, 12),
}
TEXT = SAID | {"body": "Estimado {{ destinatario }}: a {{ institución del destinatario }}."}
TOWNS = "\n".join(f"Persona {n}; Alcalde; Municipalidad {n}; m{n}@muni.cl" for n in range(1, 5))


def registry(cast: Cast) -> Somebody:
    """Who numbers in the own service; found again when asked twice."""
    from minga.people.models import Person  # noqa: PLC0415

    found = Person.objects.filter(user__username="partes").first()
    if found:
        return Somebody(found)
    return _somebody("partes", ("Olga", "Partes"), Role.REGISTRY_OFFICER, cast.serviu)


def written(cast: Cast, by: Access | None = None, **said: Any) -> Letter:
    to = read(said.pop("to", TO))
    case = said.pop("case", None)
    return actions.write_letter(
        cast.serviu, said=SAID | said, to=to, case=case, by=by or cast.ana.access
    )


def signed(cast: Cast, **said: Any) -> Letter:
    letter = approvals.begin(written(cast, **said), by=cast.ana.access)
    return approvals.pass_step(letter, seen=seen_of(letter), by=cast.diana.access)


def numbered(cast: Cast, **said: Any) -> Letter:
    return actions.number_letter(signed(cast, **said), by=registry(cast).access, on=TODAY)


def batch(cast: Cast, rows: str = TOWNS, **said: Any) -> LetterBatch:
    case = said.pop("case", None)
    return batches.save_batch(
        cast.serviu, said=TEXT | said, rows=read(rows), case=case, by=cast.ana.access
    )


def signed_batch(cast: Cast, rows: str = TOWNS, **said: Any) -> LetterBatch:
    made = approvals.begin(batch(cast, rows, **said), by=cast.ana.access)
    return approvals.pass_step(made, seen=seen_of(made), by=cast.diana.access)


def came(cast: Cast, **said: Any) -> ReceivedLetter:
    case = said.pop("case", None)
    by = registry(cast).access
    return receiving.register_received(cast.serviu, said=CAME | said, file=pdf(), case=case, by=by)
