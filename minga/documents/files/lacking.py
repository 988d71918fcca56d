"""Which cases of a kind lack documents, counted by the database: for lists and for «Mi trabajo»."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from minga.core.access import Access
from minga.core.cases import CaseKind
from minga.documents.files.models import Filing, Passage, Requirement, Waiver


def asked_of(kind: CaseKind, day: date) -> QuerySet[Requirement]:
    """For the row outside: the compulsory documents of the states that it did not enter yet."""
    case = {"case_model": kind.model_label, "case_id": OuterRef(OuterRef("pk"))}
    passed = Passage.objects.until(day).filter(state=OuterRef("state"), **case)
    rules = Requirement.objects.on(day).filter(
        kind=kind.key, compulsory=True, service=OuterRef(kind.service)
    )
    return rules.filter(~Exists(passed)).order_by()


def unsettled(kind: CaseKind, day: date) -> QuerySet[Requirement]:
    case = {"case_model": kind.model_label, "case_id": OuterRef(OuterRef("pk"))}
    came = Filing.objects.counted(day).filter(line=OuterRef("line"), **case)
    waived = Waiver.objects.until(day).filter(line=OuterRef("line"), **case)
    return asked_of(kind, day).filter(~Exists(came), ~Exists(waived))


def cases_with_counts(kind: CaseKind, rows: Any, day: date) -> Any:
    """`asked`, `lacking` and `is_lacking` on each case."""
    lacks = Exists(unsettled(kind, day))
    return rows.annotate(
        asked=_count(asked_of(kind, day)), lacking=_count(unsettled(kind, day)), is_lacking=lacks
    )


def lacking_for(kind: CaseKind, access: Access, day: date, roles: Collection[str]) -> Any:
    """The cases of the person's own institutions that lack something one of these roles gathers."""
    own = unsettled(kind, day).filter(role__in=roles)
    mine = {f"{kind.service}__in": access.institutions}
    return kind.rows(access).filter(Exists(own), **mine)


def missing_of(
    kind: CaseKind, cases: Sequence[Any], rules: Iterable[Requirement], day: date
) -> dict[int, list[Requirement]]:
    """By the key of each case, what it lacks of these rules for the states that lie ahead. One
    query."""
    own = {"case_model": kind.model_label, "case_id__in": [case.pk for case in cases]}
    came = Filing.objects.counted(day).filter(**own).order_by()
    waived = Waiver.objects.until(day).filter(**own)
    passed = Passage.objects.until(day).filter(**own)
    settled = set(
        came.values_list("case_id", "line").union(
            waived.values_list("case_id", "line"), passed.values_list("case_id", "state")
        )
    )
    wanted = [rule for rule in rules if rule.compulsory and rule.holds_on(day)]
    return {
        case.pk: [
            rule
            for rule in wanted
            if rule.service_id == kind.service_of(case).pk
            and not settled & {(case.pk, rule.line), (case.pk, rule.state)}
        ]
        for case in cases
    }


def _count(rows: QuerySet[Requirement]) -> Coalesce:
    counted = rows.values("kind").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
