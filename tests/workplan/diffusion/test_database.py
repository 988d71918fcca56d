"""What the database itself refuses of diffusion plans and publications."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from minga.core import triggers
from minga.core.indicators.registry import indicator_of
from minga.workplan.diffusion import actions
from minga.workplan.diffusion.models import (
    DiffusionPlan,
    DiffusionVersion,
    Mechanism,
    PlannedDate,
    Publication,
    PublicationFigure,
)
from tests.conftest import TODAY, Cast
from tests.core.approvals.by_hand import through_its_steps
from tests.snapshot import written_once
from tests.workplan import factories as plans
from tests.workplan.by_hand import delete, insert, update
from tests.workplan.diffusion import factories as made

DAY = "2007-11-30"
JUNE = date(2007, 6, 15)


@dataclass(frozen=True)
class Made:
    """A superseded version, one in force, a draft; a publication in preparation with its figure,
    one sent, one published and its correction in preparation."""

    cast: Cast
    diffusion: DiffusionPlan
    superseded: DiffusionVersion
    in_force: DiffusionVersion
    draft: DiffusionVersion
    approved: Mechanism
    dated: Mechanism
    continuous: Mechanism
    written: Publication
    figure: PublicationFigure
    sent: Publication
    published: Publication
    fix: Publication
    other: DiffusionPlan

    @property
    def day(self) -> PlannedDate:
        return self.dated.dates.order_by("on")[0]


@written_once
def it(cast: Cast) -> Made:
    diffusion = made.approved(cast)
    superseded = made.in_force(diffusion)
    second = actions.start_draft(diffusion, by=cast.ana.on(JUNE), on=JUNE)
    made.sign(cast, made.send(cast, second, on=JUNE), on=JUNE)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    dated, continuous = draft.mechanisms.for_page().order_by("number")
    score = indicator_of("puntaje-del-programa")
    assert score is not None
    written = made.prepared(cast, diffusion, indicators=[score])
    published = made.published(cast, diffusion, title="Otra")
    return Made(
        cast=cast,
        diffusion=diffusion,
        superseded=made.read(superseded),
        in_force=made.in_force(diffusion),
        draft=draft,
        approved=made.mechanisms(diffusion)[0],
        dated=dated,
        continuous=continuous,
        written=written,
        figure=written.figures.get(),
        sent=made.again(made.sent(cast, made.prepared(cast, diffusion, title="Enviada"))),
        published=published,
        fix=made.corrected(cast, published),
        other=_other(cast),
    )


def _other(cast: Cast) -> DiffusionPlan:
    """Of the year before, never approved."""
    dated = made.means(cast, planned=(date(2006, 5, 15),))
    draft = made.draft(cast, plans.approved(cast, year=2006), dated)
    return DiffusionPlan.objects.get(pk=draft.diffusion_id)


def guards() -> dict[str, str]:
    """Constraints, unique columns and refusing triggers → how they speak."""
    found: dict[str, str] = {}
    for model in apps.get_app_config("diffusion").get_models():
        table = model._meta.db_table
        for constraint in model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            columns = ", ".join(f"{table}.{model._meta.get_field(f).column}" for f in fields)  # type: ignore[union-attr]
            found[constraint.name] = constraint.name + (f"|failed: {columns}$" if fields else "")
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                column = f"{table}.{field.column}"
                found[column] = f"{column.replace('.', '_')}|failed: {column}$"
    for trigger in triggers.declared():
        if trigger.table.startswith("diffusion_") and trigger.message:
            found[trigger.name] = re.escape(trigger.message)
    return found


@contextmanager
def barred(guard: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=guards()[guard]), transaction.atomic():
        yield


def submit(it: Made) -> None:
    update(it.draft, status="submitted", submitted_on=DAY)


def supersede(it: Made) -> None:
    update(it.in_force, status="superseded", superseded_on=DAY)


def approve(it: Made, by: int | None = None, *, steps: bool = True) -> None:
    by = by or it.cast.diana.pk
    if steps:
        through_its_steps(it.draft, it.cast.diana.pk)
    update(it.draft, status="in_force", approved_on=DAY, approved_by_id=by)


def beside_the_one_in_force(it: Made) -> None:
    submit(it)
    approve(it)


def not_sent(it: Made) -> None:
    supersede(it)
    approve(it)


def past_its_steps(it: Made) -> None:
    submit(it)
    supersede(it)
    approve(it, steps=False)


def by_who_prepared(it: Made) -> None:
    submit(it)
    supersede(it)
    approve(it, it.cast.ana.pk)


def without_what_was_published(it: Made) -> None:
    for row in it.dated.dates.all():
        delete(row)
    delete(it.dated)
    submit(it)
    supersede(it)
    approve(it)


def accept(it: Made, row: Publication, by: int, *, steps: bool = True) -> None:
    if steps:
        through_its_steps(row, it.cast.diana.pk)
    update(row, state="published", published_on=DAY, published_by_id=by)


def other_plan(it: Made) -> int:
    return it.other.lines.order_by("pk")[0].pk


def copy(row: Publication, **changes: object) -> int:
    return insert(row, **{"corrects_id": None, "correction": "", "state": "draft"} | changes)


def out_of_the_plan(it: Made) -> int:
    added = actions.add_mechanism(it.draft, made.means(it.cast), by=it.cast.ana.access)
    return copy(it.written, line_id=added.line_id)


def _sent_with(it: Made) -> None:
    made.sent(it.cast, it.written)
    delete(it.figure)


BREAKS: dict[str, Callable[[Made], object]] = {
    "diffusion_diffusionplan.public_id": lambda it: update(
        it.other, public_id=it.diffusion.public_id
    ),
    "diffusion_diffusionplan.plan_id": lambda it: insert(it.diffusion),
    "diffusion_diffusionplan_keeps_plan_update": lambda it: update(
        it.diffusion, plan_id=it.other.plan_id
    ),
    "diffusionversion_number_once": lambda it: update(it.draft, number=2),
    "diffusionversion_one_open": lambda it: insert(it.draft, number=9),
    "diffusionversion_one_in_force": beside_the_one_in_force,
    "diffusionversion_approval_iff_approved": lambda it: update(it.draft, approved_on=DAY),
    "diffusionversion_superseded_date_iff_superseded": lambda it: update(
        it.draft, superseded_on=DAY
    ),
    "diffusionversion_dates_in_order": lambda it: update(
        it.in_force, status="superseded", superseded_on="2007-01-01"
    ),
    "diffusion_diffusionversion_begins_as_draft_insert": lambda it: insert(it.in_force, number=9),
    "diffusion_diffusionversion_only_drafts_go_delete": lambda it: delete(it.superseded),
    "diffusion_diffusionversion_approved_stays_update": lambda it: update(it.in_force, number=9),
    "diffusion_diffusionversion_step_by_step_update": not_sent,
    "diffusion_diffusionversion_through_its_steps_update": past_its_steps,
    "diffusion_diffusionversion_not_by_who_prepared_update": by_who_prepared,
    "diffusion_diffusionversion_keeps_what_published_update": without_what_was_published,
    "diffusion_mechanismline.public_id": lambda it: insert(
        it.dated.line, public_id=it.dated.line.public_id
    ),
    "diffusion_mechanismline_keeps_plan_update": lambda it: update(
        it.dated.line, diffusion_id=it.other.pk
    ),
    "mechanism_number_once": lambda it: update(it.dated, number=2),
    "mechanism_line_once": lambda it: insert(it.dated, indicators="[]", number=9),
    "mechanism_one_audience": lambda it: update(it.dated, audience="both"),
    "mechanism_says_what_it_tells": lambda it: update(it.dated, tells=""),
    "diffusion_mechanism_only_in_drafts_insert": lambda it: insert(
        it.approved, indicators="[]", number=9
    ),
    "diffusion_mechanism_only_in_drafts_update": lambda it: update(it.approved, name="Otro"),
    "diffusion_mechanism_only_in_drafts_delete": lambda it: delete(it.approved),
    "diffusion_mechanism_of_the_same_plan_insert": lambda it: insert(
        it.dated, line_id=other_plan(it), number=9, indicators="[]"
    ),
    "diffusion_mechanism_keeps_version_update": lambda it: update(
        it.dated, line_id=insert(it.dated.line)
    ),
    "diffusion_mechanism_continuous_has_no_dates_update": lambda it: update(
        it.dated, frequency="continuous"
    ),
    "planneddate_once": lambda it: insert(it.day),
    "diffusion_planneddate_only_in_drafts_insert": lambda it: insert(
        it.approved.dates.all()[0], on="2007-07-01"
    ),
    "diffusion_planneddate_only_in_drafts_update": lambda it: update(
        it.approved.dates.all()[0], on="2007-07-01"
    ),
    "diffusion_planneddate_only_in_drafts_delete": lambda it: delete(it.approved.dates.all()[0]),
    "diffusion_planneddate_of_the_year_of_the_plan_insert": lambda it: insert(
        it.day, on="2008-01-01"
    ),
    "diffusion_planneddate_of_the_year_of_the_plan_update": lambda it: update(
        it.day, on="2006-12-31"
    ),
    "diffusion_planneddate_of_a_dated_one_insert": lambda it: insert(
        it.day, mechanism_id=it.continuous.pk
    ),
    "diffusion_planneddate_of_a_dated_one_update": lambda it: update(
        it.day, mechanism_id=it.continuous.pk
    ),
    "diffusion_publication.public_id": lambda it: insert(
        it.written, public_id=it.written.public_id
    ),
    "diffusion_publication.corrects_id": lambda it: insert(it.fix),
    "publication_published_by_somebody": lambda it: update(it.written, published_on=DAY),
    "publication_was_made_already": lambda it: update(it.written, on="2007-12-01"),
    "publication_link_is_of_the_web": lambda it: update(it.written, link="javascript:x"),
    "publication_can_be_seen": lambda it: update(it.written, state="submitted", link=""),
    "publication_correction_says_what": lambda it: update(it.fix, correction=""),
    "diffusion_publication_frozen_while_sent_update": lambda it: update(it.sent, title="x"),
    "diffusion_publication_frozen_while_sent_delete": lambda it: delete(it.sent),
    "diffusion_publication_approved_stays_update": lambda it: update(it.published, title="x"),
    "diffusion_publication_approved_stays_delete": lambda it: delete(it.published),
    "diffusion_publication_published_stays_update": lambda it: update(
        it.published, state="draft", published_on=None, published_by_id=None
    ),
    "diffusion_publication_begins_as_draft_insert": lambda it: copy(
        it.written, state="submitted"
    ),
    "diffusion_publication_published_through_its_step_update": lambda it: accept(
        it, it.written, it.cast.diana.pk, steps=False
    ),
    "diffusion_publication_not_by_who_prepared_update": lambda it: accept(
        it, it.written, it.cast.ana.pk
    ),
    "diffusion_publication_of_a_mechanism_in_force_insert": out_of_the_plan,
    "diffusion_publication_not_before_the_plan_insert": lambda it: copy(
        it.written, on="2007-04-19"
    ),
    "diffusion_publication_not_before_the_plan_update": lambda it: update(
        it.written, on="2007-04-19"
    ),
    "diffusion_publication_corrects_what_was_published_insert": lambda it: copy(
        it.fix, corrects_id=it.written.pk, correction="x"
    ),
    "diffusion_publication_keeps_what_it_corrects_update": lambda it: update(
        it.fix, corrects_id=it.written.pk
    ),
    "publicationfigure_once": lambda it: insert(it.figure),
    "diffusion_publicationfigure_only_in_preparation_insert": lambda it: insert(
        it.figure, publication_id=it.sent.pk
    ),
    "diffusion_publicationfigure_only_in_preparation_delete": _sent_with,
    "diffusion_publicationfigure_of_its_day_insert": lambda it: insert(
        it.figure,
        publication_id=copy(it.written, on="2007-05-16"),
    ),
    "diffusion_publicationfigure_no_update": lambda it: update(
        it.figure, publication_id=it.fix.pk
    ),
}  # fmt: skip


def test_each_attempt_is_refused_by_its_guard(it: Made) -> None:
    """All in one: what is refused leaves nothing, and making the rows takes longer than trying."""
    passed = []
    for guard, attempt in BREAKS.items():
        try:
            with barred(guard):
                attempt(it)
        except (AssertionError, pytest.fail.Exception) as failure:
            passed.append(f"{guard}: {str(failure)[:300]}")
    assert not passed, chr(10).join(passed)


def test_every_guard_is_tried() -> None:
    assert set(guards()) - set(BREAKS) == set()
    assert set(BREAKS) - set(guards()) == set()


def test_the_same_by_another_person_is_taken(it: Made) -> None:
    """So that what bars the attempts above is only what each one breaks."""
    submit(it)
    supersede(it)
    approve(it)
    accept(it, it.written, it.cast.diana.pk)
    copy(it.written)

    assert made.read(it.draft).status == "in_force"
    assert made.again(it.written).state == "published"
    assert TODAY.isoformat() == DAY
