"""The list of the cases of a kind with how their files stand."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.cases import CaseKind, CaseNotFound, kind_named, kind_of
from minga.core.kinds import INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec
from minga.documents.files.lacking import cases_with_counts, missing_of
from minga.documents.files.models import Requirement
from minga.documents.files.standing import begun


def with_file(key: str) -> CaseKind:
    """404 for a kind that does not exist or has no documents."""
    try:
        kind = kind_named(key)
    except CaseNotFound:
        raise Http404 from None
    if not kind.dossier:
        raise Http404
    return kind


def _cases(asking: Asking) -> Any:
    kind = with_file(asking.kwargs["kind"])
    manager: Any = kind.model._default_manager
    rows = manager.select_related(*kind.related)
    return cases_with_counts(kind, rows, asking.day)


def _name(cases: Sequence[Any], asking: Asking) -> None:
    """What is missing, by name: of the cases of the page, not of each one."""
    if not cases:
        return
    kind = kind_of(cases[0])
    rules = list(Requirement.objects.on(asking.day).filter(kind=kind.key).order_by("pk"))
    missing = missing_of(kind, cases, rules, asking.day)
    first = begun(kind, cases)
    for case in cases:
        own = missing[case.pk]
        case.missing_names = "; ".join(rule.document for rule in own)
        since = [max(rule.valid_from, first.get(case.pk, asking.day)) for rule in own]
        case.longest = max(((asking.day - day).days for day in since), default=None)


def url_of(case: Any) -> str:
    return reverse("files:file", args=[kind_of(case).key, case.public_id])


def _says(found: Found) -> SafeString:
    kind = with_file(found.asked.asking.kwargs["kind"])
    if not found.total:
        return format_html("No hay {} aquí.", kind.plural)
    return format_html("<b>{}</b> de {}.", found.counted, kind.plural)


FILES = ListSpec(
    "expedientes",
    "Expedientes",
    "files:files",
    queryset=_cases,
    columns=[
        Column(
            "caso",
            "Caso",
            value=lambda case: kind_of(case).title(case),
            order=("pk",),
            lead=True,
            link=url_of,
        ),
        Column("piden", "Se piden para su próximo estado", INTEGER, path="asked", short="Se piden"),
        Column("faltan", "Documentos que faltan", INTEGER, path="lacking", short="Faltan"),
        Column("cuales", "Cuáles", value=lambda case: case.missing_names or "ninguno"),
        Column(
            "dias",
            "Espera desde hace",
            INTEGER,
            value=lambda case: case.longest,
            unit="días",
            short="Días de espera",
        ),
    ],
    filters=[
        Choice(
            "estan",
            "Expediente",
            "is_lacking",
            [(True, "con documentos que faltan"), (False, "completos")],
        )
    ],
    order="-faltan",
    nouns=("expediente", "expedientes"),
    empty_title="Aquí verá los expedientes y lo que les falta",
    empty="Cuando haya casos de este tipo, cada uno tendrá aquí su expediente.",
    says=_says,
    row_url=url_of,
    decorate=_name,
    template="files/files.html",
)
