"""What each row of a batch will read, and whether it can be written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from minga.acts.letters import errors
from minga.acts.letters.addressing import Line
from minga.acts.letters.models import Letter, LetterBatch
from minga.acts.wording.fields import common_values
from minga.acts.wording.filling import fill_words
from minga.acts.wording.paper import Addressee

LONGEST = Letter._meta.get_field("subject").max_length or 0


def judge(batch: LetterBatch, rows: Sequence[Line], on: date) -> None:
    """Every row that would be left with a hole, or a subject that does not fit, by its number."""
    problems = []
    for line in rows:
        (subject, _), missing = words(batch, line.to, line.said, on)
        if missing:
            names = ", ".join(f"«{name}»" for name in missing)
            problems.append(f"{line.place}: falta {names}.")
        if len(subject) > LONGEST:
            problems.append(
                f"{line.place}: su materia tiene {len(subject)} letras y caben {LONGEST}."
            )
    if problems:
        raise errors.RowsWrong(problems)


def words(
    batch: LetterBatch, to: Addressee, said: Mapping[str, Any], on: date
) -> tuple[tuple[str, str], list[str]]:
    """Subject and body as one row will read them, and the fields that nothing fills."""
    values = {
        **common_values(on),
        "servicio": batch.service.name,
        "cargo del firmante": batch.signer_charge,
        "destinatario": to.name or to.charge or to.organisation,
        "cargo del destinatario": to.charge,
        "institución del destinatario": to.organisation,
        **said,
    }
    subject, lacks = fill_words(batch.subject, values)
    body, more = fill_words(batch.body, values)
    return (subject.replace(r"\|", "|"), body), [*dict.fromkeys([*lacks, *more])]
