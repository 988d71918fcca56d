"""A model text tried with a real case: what it would say, as a page and as paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.acts.wording import paper
from minga.acts.wording.fields import case_kind
from minga.acts.wording.filling import Filled, fill_version
from minga.acts.wording.masthead import masthead_of
from minga.acts.wording.models import ModelText, ModelTextVersion
from minga.core.access import Access
from minga.core.cases import find_case
from minga.core.models import Chain

MOST = 50
SIGNER = paper.Signature("Nombre de quien firma", "Cargo de quien firma")


@dataclass(frozen=True)
class Choice:
    """A case to try it with."""

    public_id: str
    title: str
    row: Any


def choices(text: ModelText, access: Access) -> list[Choice]:
    kind = case_kind(text.case_key)
    if kind is None:
        return []
    rows = kind.rows(access).order_by("-pk")[:MOST]
    return [Choice(row.public_id, kind.title(row), row) for row in rows]


def filled(
    version: ModelTextVersion,
    case_id: str,
    *,
    among: Sequence[Choice] = (),
    on: date,
    by: Access,
) -> Filled:
    """`among`: cases already at hand, one of which it may be."""
    text = version.model_text
    case: Any = next((choice.row for choice in among if choice.public_id == case_id), None)
    if case is None and text.case_key:
        case = find_case(text.case_key, case_id, by)
    return fill_version(version, case, on=on, by=by, blanks="[{}]")


def as_paper(text: ModelText, said: Filled, *, on: date, chain: Chain) -> bytes:
    head = masthead_of(text.service)
    common: dict[str, Any] = {
        "service": text.service.name,
        "unit": head.second_line,
        "subject": said.subject,
        "place": head.place,
        "signature": SIGNER,
        "draft": True,
        "written_on": on,
        "demonstration": chain.is_demonstration,
        "record_line": f"Prueba del texto tipo «{text.title}», {said.version}.",
    }
    parts: dict[str, Any] = dict(said.parts)
    if text.kind == ModelText.Kind.RESOLUTION:
        resolution = paper.Resolution(
            heading="Resolución exenta", closing=head.closing, **common, **parts
        )
        return paper.resolution(resolution)
    addressee = paper.Addressee("[destinatario]")
    letter = paper.Letter(
        heading="Ordinario", addressees=(addressee,), closing=head.farewell, **common, **parts
    )
    return paper.letter(letter)
