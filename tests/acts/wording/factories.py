"""Model texts as the tests need them, made by the same actions as anybody's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from minga.acts.wording import actions
from minga.acts.wording.models import ModelText
from minga.core.access import Access
from tests.conftest import TODAY, Cast

RESOLUTION = {
    "subject": "Aprueba el programa de trabajo {{ año }} de {{ servicio }}",
    "vistos": "a) Lo que dispone la ley 19.880.",
    "considerando": "1.- Que el programa tiene {{ actividades }} actividades.",
    "resuelvo": "1.- Apruébase el programa:\n\n[[ actividades ]]\n\n2.- Comuníquese.",
}
LETTER = {
    "subject": "Envía información",
    "body": "Junto con saludar a {{ destinatario }}, envío lo pedido.\n\nSin otro particular.",
}


def writer(cast: Cast, on: date = TODAY) -> Access:
    """Nora administers, and so writes texts."""
    return cast.nora.on(on)


def written(
    cast: Cast,
    said: Mapping[str, str] = LETTER,
    *,
    kind: str = "letter",
    title: str = "Envía información",
    by: Access | None = None,
    **more: Any,
) -> ModelText:
    """A draft."""
    return actions.write_text(
        cast.serviu, kind=kind, title=title, said=said, by=by or writer(cast), **more
    )


def approved(cast: Cast, said: Mapping[str, str] = LETTER, **more: Any) -> ModelText:
    """Nora's, approved by Diana."""
    text = written(cast, said, **more)
    actions.send_version(text.versions.get(), by=more.get("by") or writer(cast))
    actions.approve_version(text.versions.get(), by=cast.diana.access)
    return text


def of_the_plan(cast: Cast, said: Mapping[str, str] = RESOLUTION, **more: Any) -> ModelText:
    title = more.pop("title", "Aprueba programa")
    return approved(cast, said, kind="resolution", title=title, case_key="programa", **more)
