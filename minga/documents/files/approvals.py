"""How a change of what is asked for is approved: the head of the service decides."""

from django.urls import reverse

from minga.core.approvals.flows import Flow, Step, register
from minga.documents.files.actions.rules import approve_change, set_status
from minga.documents.files.models import RuleChange
from minga.documents.files.permissions import APPROVE_RULE, RULE


def title(change: RuleChange) -> str:
    verb = "Dejar de pedir" if change.ends else "Pedir"
    return f"{verb} «{change.document}»"


def declare() -> None:
    register(
        Flow(
            kind="files_rule",
            label="listas de documentos",
            noun="cambio",
            what="el cambio de la lista de documentos: {document}",
            model=RuleChange,
            steps=(
                Step(
                    "director",
                    "Dirección del servicio",
                    APPROVE_RULE,
                    who="la dirección del servicio",
                    only="Solo la dirección del servicio aprueba o devuelve estos cambios.",
                ),
            ),
            prepare=RULE,
            institution="service",
            related=("service__party",),
            title=title,
            url=lambda change: reverse("files:change", args=[change.public_id]),
            data=lambda change: {"document": change.document},
            submit=lambda change, *, by, on: set_status(change, "sent"),
            go_back=lambda change, remarks: set_status(change, "draft"),
            apply=approve_change,
        )
    )
