"""Reading files: the kinds, the cases of one, the file of a case, its panel."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest
from minga.core.cases import about, case_kinds
from minga.core.jobs import actions as job_actions
from minga.core.jobs.models import Job
from minga.core.lists.screen import Screen
from minga.core.panels import answer, panel_view
from minga.documents.files.actions.indexed import KIND, contents_hash, may_compose
from minga.documents.files.lacking import cases_with_counts
from minga.documents.files.list import with_file
from minga.documents.files.models import IndexedFile
from minga.documents.files.permissions import FILE, RULE, SAMPLE, SET_ASIDE
from minga.documents.files.views.common import case_of, sentence, standing_for


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Each kind of case that has files, with how many lack something."""
    staff = cast(StaffRequest, request)
    kinds = []
    for kind in case_kinds():
        if kind.dossier:
            counted = cases_with_counts(kind, kind.rows(staff.access), staff.day)
            kinds.append((kind, counted.count(), counted.filter(is_lacking=True).count()))
    context = {
        "kinds": kinds,
        "lacking": sum(lacking for _, _, lacking in kinds),
        "total": sum(total for _, total, _ in kinds),
        "may_draw": staff.access.may(SAMPLE),
        "may_rule": staff.access.may(RULE),
    }
    return render(request, "files/index.html", context)


def of_kind(request: StaffRequest, screen: Screen) -> Mapping[str, Any]:
    """What the page of a list shows besides its rows."""
    return {"kind": with_file(screen.asked.asking.kwargs["kind"])}


@require_GET
def file(request: HttpRequest, key: str, public_id: str) -> HttpResponse:
    """The file of one case: what is missing first, then each state, then what else is there."""
    staff = cast(StaffRequest, request)
    kind, case = case_of(staff, key, public_id)
    standing = standing_for(staff, case)
    service = kind.service_of(case).pk
    indexed = list(
        about(IndexedFile.objects.select_related("document", "by"), case).order_by("-number")
    )
    job = _job(staff, key, public_id)
    figure, said = sentence(standing)
    context = {
        "kind": kind,
        "case": case,
        "title": kind.title(case),
        "url": kind.url(case),
        "standing": standing,
        "figure": figure,
        "said": said,
        "indexed": indexed,
        "fresh": bool(indexed) and indexed[0].contents_sha256 == contents_hash(standing.counted),
        "job": job,
        "may_manage": job is not None and job_actions.may_manage(job, staff.access),
        "may_file": staff.access.may(FILE, service),
        "may_set_aside": staff.access.may(SET_ASIDE, service),
        "may_compose": may_compose(case, staff.access) and bool(standing.counted),
        "me": staff.access.actor_id,
    }
    return render(request, "files/file.html", context)


def _job(request: StaffRequest, key: str, public_id: str) -> Job | None:
    """The person's last one, where it is under way or ended badly."""
    own = Job.objects.asked_by(request.access).filter(
        kind=KIND, params__case=public_id, params__kind=key
    )
    last = own.order_by("-pk").first()
    return last if last and (last.is_active or last.status == Job.Status.FAILED) else None


@panel_view
def panel(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """On the page of the case: the same first line, and what is missing."""
    kind, case = case_of(request, key, public_id)
    standing = standing_for(request, case)
    figure, said = sentence(standing)
    context = {
        "kind": kind,
        "case": case,
        "standing": standing,
        "figure": figure,
        "said": said,
        "missing": standing.next_state.missing if standing.next_state else [],
    }
    return answer(request, "files/_panel.html", context, title="Expediente", back=kind.url(case))
