"""The gate of a state: what an area's action asks before a case enters it.

    def _enter(plan, *, by, on):
        require_complete(plan, "aprobacion", on)

Called inside an action that holds the row of the case. Without rules nothing is barred.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from minga.core.cases import CaseKind, kind_of
from minga.documents.files.errors import Incomplete
from minga.documents.files.models import Filing, Passage, Requirement, Waiver


def missing(case: Any, state: str, on: date) -> list[Requirement]:
    """The compulsory documents that a case lacks for a state by the rules of a day, whether or not
    it entered it before. One query."""
    kind = kind_of(case)
    own = {"case_model": kind.model_label, "case_id": case.pk, "line": OuterRef("line")}
    asked = Requirement.objects.on(on).filter(
        service=kind.service_of(case).pk, kind=kind.key, state=state, compulsory=True
    )
    unsettled = asked.filter(
        ~Exists(Filing.objects.counted(on).filter(**own)),
        ~Exists(Waiver.objects.until(on).filter(**own)),
    )
    return list(unsettled.order_by("pk"))


def lacks(kind: CaseKind, state: str, on: date, case: str, service: str) -> Coalesce:
    """How many documents the case at the end of a path lacks: to be read along with another query.
    `case` and `service`: the paths to their keys."""
    own = {
        "case_model": kind.model_label,
        "case_id": OuterRef(OuterRef(case)),
        "line": OuterRef("line"),
    }
    asked = Requirement.objects.on(on).filter(
        service=OuterRef(service), kind=kind.key, state=state, compulsory=True
    )
    unsettled = asked.filter(
        ~Exists(Filing.objects.counted(on).filter(**own)),
        ~Exists(Waiver.objects.until(on).filter(**own)),
    )
    counted = unsettled.order_by().values("kind").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def refusal(case: Any, state: str, on: date) -> Incomplete | None:
    """Why a case can't enter a state today: for a page, beforehand."""
    rules = missing(case, state, on)
    if not rules:
        return None
    named = [(rule.document, rule.whose) for rule in rules]
    return Incomplete(named, kind_of(case).states.get(state, state))


def require_complete(case: Any, state: str, on: date) -> Passage:
    """Refuse with the names of what is missing, or note that the case entered the state."""
    refused = refusal(case, state, on)
    if refused:
        raise refused
    kind = kind_of(case)
    required = Requirement.objects.on(on).filter(
        service=kind.service_of(case).pk, kind=kind.key, state=state, compulsory=True
    )
    passage = Passage(state=state, on=on, required=required.count())
    passage.set_case(case)
    passage.save()
    return passage
