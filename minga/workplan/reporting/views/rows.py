"""Writing the rows of a draft, with what the record says beside the paragraph being written."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.core.http import post_only
from minga.core.versions import NotADraft
from minga.workplan.backing import Said, said_of
from minga.workplan.reporting import actions, errors
from minga.workplan.reporting.actions import Quote
from minga.workplan.reporting.following import now_of
from minga.workplan.reporting.forms import RowForm
from minga.workplan.reporting.models import PlanReport, PlanReportVersion, ReportRow
from minga.workplan.reporting.permissions import PREPARE
from minga.workplan.reporting.spec import Section, Spec, in_sections, spec_of, title_of
from minga.workplan.reporting.views.common import open_version, report_page
from minga.workplan.reporting.views.drafts import form_page, of_the_draft


@dataclass(frozen=True)
class Offer:
    """What the record says for the paragraph; `mark` names it in the form."""

    said: Said

    @property
    def mark(self) -> str:
        return sha256(self.said.sentence.encode()).hexdigest()[:12]


@dataclass
class RowPage:
    """The page of a row: of which report and section, what the record offers, what is posted."""

    request: StaffRequest
    report: PlanReport
    version: PlanReportVersion
    section: Section
    row: ReportRow | None = None

    def __post_init__(self) -> None:
        self.spec: Spec = spec_of(self.report)
        self.offers = self._offers() if self.spec.is_backed else []

    def _offers(self) -> list[Offer]:
        plan, request = self.report.plan, self.request
        found = said_of(plan, self.section.code, request.day, request.access)
        return [Offer(said) for said in found]

    def form(self) -> RowForm:
        """As it opens, or as it was posted: with the sentence that its button takes in."""
        if self.request.method == "POST":
            return self._posted()
        if self.row:
            return RowForm.of(self.spec, self.section, self.row)
        return RowForm.new(self.spec, self.section, self.request.GET.get("tema", ""))

    def _posted(self) -> RowForm:
        data, take = self.request.POST.copy(), self.request.POST.get("take")
        offer = next((offer for offer in self.offers if offer.mark == take), None)
        said = offer.said if offer else None
        text = data.get("achieved", "")
        if said and said.sentence not in text:
            _add(data, "achieved", said.sentence)
            _add(data, "recommendations", said.advice)
        form = RowForm(self.spec, self.section, data)
        if take and said is None:
            form.refuse(errors.SentenceChanged())
        elif said and said.sentence in text:
            form.refuse(errors.SentenceTaken())
        return form

    def quotes(self, text: str) -> list[Quote]:
        """What the record says that is in the text, taken in or typed: it stands on its rows."""
        return [
            Quote(offer.said.sentence, offer.said.rows)
            for offer in self.offers
            if offer.said.sentence in text
        ]

    def show(self, form: RowForm) -> HttpResponse:
        text = str(form["achieved"].value() or "")
        context = {
            "plan": self.report.plan,
            "report": self.report,
            "spec": self.spec,
            "title": title_of(self.report),
            "section": self.section,
            "row": self.row,
            "form": form,
            "offers": [(offer, offer.said.sentence in text) for offer in self.offers],
            "quotes": list(self.row.quotes.all()) if self.row else [],
            "opens_quotes": True,
            "verb": f"Guardar {self.spec.adds}" if self.row else f"Agregar {self.spec.adds}",
        }
        return render(self.request, "reporting/row.html", context, status=form.http_status)

    def run(self, act: Callable[[RowForm, list[Quote]], ReportRow]) -> HttpResponse:
        """Show the form; act when it is valid; show it again with what was typed and why it was
        refused."""
        form = self.form()
        if self.request.method == "POST" and form.is_valid():
            try:
                saved = act(form, self.quotes(form.cleaned_data["achieved"]))
            except errors.AlreadyAdded as error:
                messages.info(self.request, str(error))
                return redirect("reporting:draft", self.report.public_id)
            except DomainError as error:
                form.refuse(error)
                if form.conflict and self.row:
                    self.row.refresh_from_db(fields=["revision"])
                    form.show_again(self.row.revision)
            else:
                return self._saved(saved)
        return self.show(form)

    def _saved(self, row: ReportRow) -> HttpResponse:
        public_id = self.report.public_id
        if self.request.POST.get("take"):
            messages.success(self.request, "Frase llevada al texto, con lo que la respalda.")
            return redirect("reporting:edit_row", public_id, row.key)
        messages.success(self.request, "Guardado en el borrador.")
        return redirect(f"{reverse('reporting:draft', args=[public_id])}#{row.key}")


def _add(data: QueryDict, name: str, sentence: str) -> None:
    """A sentence at the end of what was typed, unless it is already there."""
    text = data.get(name, "")
    if sentence and sentence not in text:
        data[name] = f"{text.rstrip()}\n{sentence}".strip()


@form_page
@needs(PREPARE)
def new_row(request: StaffRequest, public_id: str, section: str) -> HttpResponse:
    try:
        report, version = open_version(request, public_id)
    except NotADraft as error:
        return _too_late(request, public_id, section, error)
    page = RowPage(request, report, version, _section(report, version, section))
    return page.run(
        lambda form, quotes: actions.add_row(
            version,
            section,
            form.values(),
            key=form.cleaned_data["key"],
            quotes=quotes,
            by=request.access,
        )
    )


@form_page
@needs(PREPARE)
def edit_row(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    try:
        report, version = open_version(request, public_id)
    except NotADraft as error:
        return _too_late(request, public_id, "", error, key=key)
    row = version.rows.for_page().select_related("version").filter(key=key).first()
    if row is None:
        return _gone(request, report, version)
    code = now_of(version)[1].get(row.section, row.section)
    page = RowPage(request, report, version, _section(report, version, code), row)
    return page.run(
        lambda form, quotes: actions.change_row(
            row,
            form.values(),
            revision=form.cleaned_data["revision"],
            quotes=quotes,
            by=request.access,
        )
    )


def _gone(request: StaffRequest, report: PlanReport, version: PlanReportVersion) -> HttpResponse:
    """Another person took the row out: what was typed stays in sight."""
    if request.method != "POST":
        raise Http404
    shown = RowPage(request, report, version, Section("", title_of(report), ""))
    form = shown.form()
    form.refuse(errors.RowGone())
    return shown.show(form)


def _section(report: PlanReport, version: PlanReportVersion, code: str) -> Section:
    """Also one that the plan no longer has, while it has rows."""
    spec = spec_of(report)
    known = {section.code: section for section, _ in in_sections(spec, version, version.rows.all())}
    if code not in known:
        raise Http404
    return known[code]


def _too_late(
    request: StaffRequest, public_id: str, section: str, error: NotADraft, **more: Any
) -> HttpResponse:
    """It was approved meanwhile: what was typed stays in sight, and why it is not saved."""
    if request.method != "POST":
        messages.error(request, str(error))
        return redirect("reporting:report", public_id)
    page = report_page(request, public_id)
    report, version = page.report, page.versions[0]
    if more:
        section = get_object_or_404(version.rows.all(), **more).section
    shown = RowPage(request, report, version, _section(report, version, section))
    form = shown.form()
    form.full_clean()
    error.status = 409
    form.refuse(error)
    return shown.show(form)


@post_only
@needs(PREPARE)
@of_the_draft
def drop_row(request: StaffRequest, public_id: str, key: str) -> HttpResponse:
    _, version = open_version(request, public_id)
    row = get_object_or_404(version.rows.select_related("version"), key=key)
    try:
        actions.remove_row(row, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Quitado del borrador. La versión vigente no cambia.")
    return redirect("reporting:draft", public_id)
