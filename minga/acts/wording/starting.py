"""Where a letter or an act begins: nothing, or the words of a model text with a case's data."""

from dataclasses import dataclass, field
from typing import Any

from minga.acts.wording.filling import TextNotInForce, fill_version
from minga.acts.wording.models import ModelText, ModelTextVersion
from minga.core.access import StaffRequest
from minga.core.cases import find_case
from minga.core.errors import DomainError
from minga.people.models import Organisation


@dataclass
class Begun:
    texts: list[ModelText]
    initial: dict[str, Any] = field(default_factory=dict)
    version: ModelTextVersion | None = None
    case: Any = None
    refusal: DomainError | None = None

    @property
    def error(self) -> str:
        return str(self.refusal or "")

    def require(self) -> None:
        """What was asked for in the address was found: nothing is saved about another thing."""
        if self.refusal is not None:
            raise self.refusal


def start(
    request: StaffRequest, service: Organisation, *, kind: str = "letter", blanks: str = "[{}]"
) -> Begun:
    """`?texto=` a model text, `?caso=clave:id` a case."""
    key, _, public_id = request.GET.get("caso", "").partition(":")
    texts = ModelText.objects.filter(service=service, kind=kind).in_force_on(request.day)
    begun = Begun(list(texts.filter(case_key__in=("", key)).order_by("title")))
    try:
        begun.case = find_case(key, public_id, request.access) if key else None
        asked = request.GET.get("texto", "")
        text = next((text for text in begun.texts if text.public_id == asked), None)
        if text is not None:
            _fill(begun, text, request, blanks)
    except DomainError as error:
        begun.refusal = error
    return begun


def _fill(begun: Begun, text: ModelText, request: StaffRequest, blanks: str) -> None:
    version = text.in_force(request.day)
    if version is None:
        raise TextNotInForce(text.title)
    said = fill_version(version, begun.case, on=request.day, by=request.access, blanks=blanks)
    begun.version = version
    begun.initial = {"subject": said.subject, **said.parts}
