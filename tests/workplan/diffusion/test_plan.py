"""The diffusion plan: prepared, approved, superseded; never changed."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import NotADraft, PreparedByApprover
from minga.people.roles import Role
from minga.workplan.diffusion import actions, errors
from minga.workplan.diffusion.models import DiffusionPlan, Mechanism
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.diffusion import factories as made

JUNE = date(2007, 6, 15)


def test_a_plan_tells_both_audiences_and_is_approved_by_another(cast: Cast) -> None:
    diffusion = made.approved(cast)

    version = made.in_force(diffusion)
    assert (version.approved_by, version.approved_on) == (cast.diana.person, made.APPROVED)
    assert [row.planned for row in made.mechanisms(diffusion)] == [[made.MAY, made.DECEMBER], []]


def test_it_is_not_sent_while_an_audience_is_left_out(cast: Cast) -> None:
    version = made.draft(cast, None, made.means(cast))

    with nothing_recorded(), pytest.raises(errors.AudienceMissing, match="funcionarios"):
        made.send(cast, version)


def test_a_dated_mechanism_has_dates_and_a_continuous_one_has_none(cast: Cast) -> None:
    version = made.draft(cast)
    by = cast.ana.access

    with pytest.raises(errors.DatesMissing):
        actions.add_mechanism(version, made.means(cast, planned=()), by=by)
    with pytest.raises(errors.ContinuousHasNoDates):
        actions.add_mechanism(version, made.for_staff(cast, planned=(made.MAY,)), by=by)


def test_its_dates_are_of_the_year_of_the_plan(cast: Cast) -> None:
    version = made.draft(cast)

    means = made.means(cast, planned=(date(2008, 1, 2),))
    with pytest.raises(errors.DateOutOfYear, match="02-01-2008"):
        actions.add_mechanism(version, means, by=cast.ana.access)


def test_a_work_plan_has_one_diffusion_plan(cast: Cast) -> None:
    version = made.draft(cast)

    with nothing_recorded(), pytest.raises(errors.DiffusionExists):
        actions.begin_diffusion(version.diffusion.plan, by=cast.bruno.access)


def test_only_the_own_service_prepares_it(cast: Cast) -> None:
    plan = plans.approved(cast)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.begin_diffusion(plan, by=cast.carla.access)


def test_an_approved_version_is_superseded_and_keeps_its_lines(cast: Cast) -> None:
    diffusion = made.approved(cast)
    old = made.in_force(diffusion)
    draft = actions.start_draft(diffusion, by=cast.ana.on(JUNE), on=JUNE)
    first = draft.mechanisms.for_page().order_by("number")[0]
    means = made.means(cast, planned=(made.MAY, made.AUGUST))
    actions.change_mechanism(first, means, revision=0, by=cast.ana.on(JUNE), on=JUNE)
    made.sign(cast, made.send(cast, draft, on=JUNE), on=JUNE)

    new = made.mechanisms(diffusion)[0]
    assert made.read(old).status == "superseded"
    assert old.mechanisms.get(number=1).planned == [made.MAY, made.DECEMBER]
    assert (new.planned, new.line_id) == ([made.MAY, made.AUGUST], first.line_id)


def test_what_is_approved_is_not_edited(cast: Cast) -> None:
    diffusion = made.approved(cast)
    version, first = made.in_force(diffusion), made.mechanisms(diffusion)[0]
    by = cast.ana.access

    with pytest.raises(NotADraft):
        actions.add_mechanism(version, made.means(cast), by=by)
    with pytest.raises(NotADraft):
        actions.change_mechanism(first, made.means(cast), revision=0, by=by)
    with pytest.raises(NotADraft):
        actions.remove_mechanism(first, by=by)


def test_who_prepared_it_does_not_approve_it(cast: Cast) -> None:
    version = made.draft(cast)
    plans.also(cast.diana, Role.UNIT_OFFICER, cast.serviu)
    actions.add_mechanism(version, made.means(cast, name="Prensa"), by=cast.diana.access)
    version = made.send(cast, version)

    with nothing_recorded(), pytest.raises(PreparedByApprover):
        made.sign(cast, version)


def test_a_mechanism_with_publications_stays_in_the_plan(cast: Cast) -> None:
    diffusion = made.approved(cast)
    made.prepared(cast, diffusion)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    first, second = draft.mechanisms.for_page().order_by("number")

    with nothing_recorded(), pytest.raises(errors.HasPublications, match="una publicación"):
        actions.remove_mechanism(first, by=cast.ana.access)
    actions.remove_mechanism(second, by=cast.ana.access)
    assert draft.mechanisms.count() == 1


def test_what_was_published_after_it_left_the_draft_is_put_back(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    first = draft.mechanisms.for_page().order_by("number")[0]
    line, by = first.line, cast.ana.access
    actions.remove_mechanism(first, by=by)
    actions.add_mechanism(draft, made.means(cast, name="Radio"), by=by)
    made.prepared(cast, diffusion)

    with nothing_recorded(), pytest.raises(errors.LeavesWithPublications, match="Cuenta pública"):
        made.send(cast, draft, on=TODAY)
    restored = actions.restore_mechanism(draft, line, by=by)
    assert (restored.number, restored.planned) == (4, [made.MAY, made.DECEMBER])
    made.sign(cast, made.send(cast, draft, on=TODAY), on=TODAY)
    assert made.in_force(diffusion).number == 2


def test_only_what_left_is_put_back(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    by = cast.ana.access
    new = actions.add_mechanism(draft, made.means(cast, name="Radio"), by=by)

    with nothing_recorded(), pytest.raises(errors.InTheDraft):
        actions.restore_mechanism(draft, made.line(diffusion), by=by)
    with nothing_recorded(), pytest.raises(errors.NotInForce):
        actions.restore_mechanism(draft, new.line, by=by)


def test_one_open_version_at_a_time(cast: Cast) -> None:
    diffusion = made.approved(cast)
    actions.start_draft(diffusion, by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.OpenVersionExists):
        actions.start_draft(diffusion, by=cast.bruno.access)


def test_nobody_overwrites_what_another_saved(cast: Cast) -> None:
    version = made.draft(cast)
    first = version.mechanisms.for_page().order_by("number")[0]
    actions.change_mechanism(
        first, made.means(cast, name="Cuenta anual"), revision=0, by=cast.bruno.access
    )

    with nothing_recorded(), pytest.raises(StaleForm) as stale:
        actions.change_mechanism(first, made.means(cast), revision=0, by=cast.ana.access)
    assert stale.value.differences == {"Mecanismo": ("Cuenta anual", "Cuenta pública")}


def test_a_draft_is_discarded_by_its_author_alone(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    with pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(draft, by=cast.bruno.access)
    actions.discard_draft(draft, by=cast.ana.access)

    assert diffusion.versions.count() == 1
    assert Mechanism.objects.count() == 2
    number = actions.start_draft(DiffusionPlan.objects.get(), by=cast.ana.access).number
    assert number == 3, "the number of a discarded draft is never used again"


def test_the_first_version_is_not_discarded(cast: Cast) -> None:
    with pytest.raises(errors.FirstVersionStays):
        actions.discard_draft(made.draft(cast), by=cast.ana.access)
