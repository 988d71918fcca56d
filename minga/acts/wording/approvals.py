"""How a model text is approved: another person than who wrote it, of legal or the head."""

from django.urls import reverse

from minga.acts.wording.models import ModelTextVersion
from minga.acts.wording.permissions import APPROVE, WRITE
from minga.core.approvals.flows import Flow, Step, register

LEGAL = Step(
    "legal",
    "Asesoría jurídica o dirección",
    APPROVE,
    who="asesoría jurídica o la dirección del servicio",
    only="Solo la dirección del servicio aprueba o devuelve un texto tipo.",
)


def page_of(version: ModelTextVersion) -> str:
    return reverse("wording:text", args=[version.model_text.public_id])


def declare() -> None:
    register(
        Flow(
            kind="wording",
            label="textos tipo",
            noun="texto tipo",
            what="la versión {version} del texto tipo «{title}»",
            model=ModelTextVersion,
            steps=(LEGAL,),
            prepare=WRITE,
            sends="Los textos tipo los envía a aprobación quien los escribe.",
            institution="model_text__service",
            identity="model_text",
            related=("model_text__service__party",),
            title=lambda version: f"Texto tipo «{version.model_text}», versión {version.number}",
            url=page_of,
            data=lambda version: {
                "version": version.number,
                "title": version.model_text.title,
            },
        )
    )
