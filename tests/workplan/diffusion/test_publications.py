"""What was published: prepared by one, accepted by another, corrected and never changed."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import indicator_of
from minga.territory.models import Territory
from minga.workplan.diffusion import actions, errors
from minga.workplan.diffusion.actions.publishing import FigureNotMeasured
from minga.workplan.diffusion.models import Publication
from minga.workplan.diffusion.tables import board_of
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.diffusion import factories as made

SCORE = "puntaje-del-programa"


def test_one_prepares_it_and_another_gives_it_as_published(cast: Cast) -> None:
    found = made.published(cast, made.approved(cast))

    assert found.state == "published"
    assert (found.prepared_by, found.published_by) == (cast.ana.person, cast.diana.person)
    assert (found.kind, found.audience) == ("public_account", "users")


def test_a_head_of_a_unit_gives_it_as_published(cast: Cast) -> None:
    sent = made.sent(cast, made.prepared(cast, made.approved(cast)))

    assert made.accept(cast, sent, who=cast.emilio).state == "published"


def test_who_prepared_it_does_not_publish_it(cast: Cast) -> None:
    sent = made.sent(cast, made.prepared(cast, made.approved(cast)))

    with nothing_recorded(), pytest.raises(NotAllowed):
        made.accept(cast, sent, who=cast.ana)


def test_it_is_not_of_the_future(cast: Cast) -> None:
    diffusion = made.approved(cast)

    with nothing_recorded(), pytest.raises(errors.PublishedInFuture, match="30-11-2007"):
        made.prepared(cast, diffusion, day=TODAY + timedelta(days=1))


def test_it_is_not_before_the_plan(cast: Cast) -> None:
    diffusion = made.approved(cast)
    eve = made.APPROVED - timedelta(days=1)

    with nothing_recorded(), pytest.raises(errors.BeforeThePlan, match="20-04-2007"):
        made.prepared(cast, diffusion, day=eve)
    assert made.prepared(cast, diffusion, day=made.APPROVED).on == made.APPROVED


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.cl/x", "www.example.cl"])
def test_its_link_is_of_the_web(cast: Cast, link: str) -> None:
    diffusion = made.approved(cast)

    with nothing_recorded(), pytest.raises(errors.LinkIsNotOfTheWeb):
        made.prepared(cast, diffusion, link=link)


def test_it_is_not_sent_without_link_nor_document(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast), link="")

    with nothing_recorded(), pytest.raises(errors.NothingToSee):
        made.sent(cast, found)


def test_its_place_is_within_the_plan(cast: Cast) -> None:
    diffusion = made.approved(cast)
    inside = Territory.objects.get(key="iquique")
    # Of the region until 08-10-2007.
    left = Territory.objects.get(key="arica")

    assert made.prepared(cast, diffusion, territory=inside).territory == inside
    assert made.prepared(cast, diffusion, territory=left).territory == left
    with pytest.raises(errors.OutsideThePlan):
        made.prepared(cast, diffusion, territory=left, day=date(2007, 11, 5))


def test_a_mechanism_out_of_the_plan_in_force_publishes_nothing(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    added = actions.add_mechanism(draft, made.means(cast, name="Prensa"), by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.NotInForce):
        actions.prepare_publication(added.line, made.told(cast), by=cast.ana.access)


def test_the_figures_it_told_are_kept_as_of_its_day(cast: Cast) -> None:
    plan = plans.approved(cast)
    diffusion = made.approved(cast, plan)
    line = plans.line(plan)
    plans.verified(line, uploader=cast.ana, verifier=cast.bruno, on=date(2007, 5, 10))
    score = indicator_of(SCORE)
    assert score is not None
    found = made.prepared(cast, diffusion, indicators=[score])
    plans.verified(plans.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)

    kept = found.figures.get().snapshot
    assert (kept.on, kept.indicator, kept.value) == (made.MAY, SCORE, Fraction(1, 2))
    assert kept.place == cast.region.public_id


def test_a_figure_of_another_day_is_kept_anew(cast: Cast) -> None:
    diffusion = made.approved(cast)
    score = indicator_of(SCORE)
    assert score is not None
    found = made.prepared(cast, diffusion, indicators=[score])
    said = made.told(cast, day=made.AUGUST, indicators=[score])
    actions.change_publication(found, said, revision=0, by=cast.ana.access)

    assert found.figures.get().snapshot.on == made.AUGUST
    assert IndicatorSnapshot.objects.count() == 2, "what was measured before stays"


def test_a_figure_that_nobody_measured_is_refused_beside_its_field(cast: Cast) -> None:
    diffusion = made.approved(cast)
    attentions = indicator_of("atenciones-respondidas-en-plazo")
    assert attentions is not None

    with nothing_recorded(), pytest.raises(FigureNotMeasured) as refused:
        made.prepared(cast, diffusion, indicators=[attentions])
    assert refused.value.field == "indicators"


def test_what_is_sent_or_published_is_not_edited(cast: Cast) -> None:
    found = made.sent(cast, made.prepared(cast, made.approved(cast)))

    with nothing_recorded(), pytest.raises(errors.NotInPreparation):
        actions.change_publication(found, made.told(cast), revision=0, by=cast.ana.access)
    with nothing_recorded(), pytest.raises(errors.NotInPreparation):
        actions.discard_publication(found, by=cast.ana.access)


def test_nobody_overwrites_what_another_saved(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast))
    by = cast.bruno.access
    actions.change_publication(found, made.told(cast, title="Cuenta"), revision=0, by=by)

    with nothing_recorded(), pytest.raises(StaleForm):
        actions.change_publication(found, made.told(cast), revision=0, by=cast.ana.access)


def test_a_returned_one_is_corrected_and_sent_again(cast: Cast) -> None:
    sent = made.sent(cast, made.prepared(cast, made.approved(cast)))
    by = cast.diana.access
    approvals.return_it(sent, remarks="Falta la comuna.", seen=seen_of(sent), by=by)
    back = made.again(sent)
    assert (back.state, back.remarks) == ("draft", "Falta la comuna.")

    actions.change_publication(back, made.told(cast), revision=0, by=cast.ana.access)
    with pytest.raises(errors.WasSent):
        actions.discard_publication(back, by=cast.ana.access)
    assert made.accept(cast, made.sent(cast, made.again(back))).state == "published"


def test_a_draft_is_discarded_with_its_figures(cast: Cast) -> None:
    score = indicator_of(SCORE)
    assert score is not None
    found = made.prepared(cast, made.approved(cast), indicators=[score])
    actions.discard_publication(found, by=cast.ana.access)

    assert not Publication.objects.exists()


def test_a_correction_takes_its_place_and_says_what_was_wrong(cast: Cast) -> None:
    diffusion = made.approved(cast)
    old = made.published(cast, diffusion)
    fix = made.corrected(cast, old)
    assert made.again(old).correction_made is None, "until another person accepts it"
    made.accept(cast, made.sent(cast, fix))

    old = made.again(old)
    assert old.title == "Cuenta pública 2007"
    assert old.correction_made == fix
    assert list(Publication.objects.standing()) == [fix]
    assert board_of(made.in_force(diffusion), TODAY).made == 1, "a correction is not one more"


def test_it_is_corrected_once(cast: Cast) -> None:
    old = made.published(cast, made.approved(cast))
    made.corrected(cast, old)

    with nothing_recorded(), pytest.raises(errors.CorrectedAlready):
        made.corrected(cast, old)


def test_a_correction_is_corrected_in_its_turn(cast: Cast) -> None:
    old = made.published(cast, made.approved(cast))
    fix = made.accept(cast, made.sent(cast, made.corrected(cast, old)))
    last = made.accept(cast, made.sent(cast, made.corrected(cast, fix)))

    assert list(Publication.objects.standing()) == [last]


def test_a_correction_says_what_was_wrong(cast: Cast) -> None:
    old = made.published(cast, made.approved(cast))

    with nothing_recorded(), pytest.raises(errors.CorrectionMissing):
        actions.correct_publication(old, made.told(cast), correction=" ", by=cast.ana.access)


def test_what_is_not_published_is_not_corrected(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast))

    with nothing_recorded(), pytest.raises(errors.NotPublishedYet):
        made.corrected(cast, found)


def test_each_publication_answers_the_first_day_without_one(cast: Cast) -> None:
    diffusion = made.approved(
        cast, None, made.means(cast, planned=(made.MAY, made.AUGUST, made.DECEMBER)),
        made.for_staff(cast),
    )  # fmt: skip
    made.published(cast, diffusion)

    row = board_of(made.in_force(diffusion), TODAY).rows[0]
    assert (row.made, row.late, row.next) == (1, (made.AUGUST,), made.DECEMBER)
    made.published(cast, diffusion, title="Segunda", day=made.AUGUST)
    row = board_of(made.in_force(diffusion), TODAY).rows[0]
    assert (row.late, row.next) == ((), made.DECEMBER)


def test_what_was_made_before_a_day_answers_only_the_next_one(cast: Cast) -> None:
    means = made.means(cast, planned=(made.MAY, made.AUGUST, made.DECEMBER))
    diffusion = made.approved(cast, None, means, made.for_staff(cast))
    for title, day in (("Una", date(2007, 5, 10)), ("Otra", made.MAY)):
        made.published(cast, diffusion, title=title, day=day)
    made.published(cast, diffusion, position=1, title="Interna", day=made.MAY)

    board = board_of(made.in_force(diffusion), TODAY)

    assert (board.rows[0].made, board.rows[0].late) == (2, (made.AUGUST,))
    assert (board.made, board.planned, board.answered) == (2, 3, 1), "of those with dates"


def test_on_its_day_it_is_not_late_yet(cast: Cast) -> None:
    version = made.in_force(made.approved(cast))

    assert not board_of(version, made.MAY).late
    assert board_of(version, made.MAY + timedelta(days=1)).late == 1


def test_drafts_are_of_those_who_prepare_or_publish(cast: Cast) -> None:
    found = made.prepared(cast, made.approved(cast))

    def seen(*names: str) -> list[bool]:
        return [
            Publication.objects.visible_to(getattr(cast, name).access).exists() for name in names
        ]

    assert seen("ana", "diana", "emilio") == [True] * 3
    assert seen("gaby", "marta", "carla", "nora", "pia") == [False] * 5
    made.accept(cast, made.sent(cast, found))
    assert seen("ana", "gaby", "marta", "aldo", "carla", "pia") == [True] * 4 + [False] * 2


def test_an_officer_of_another_service_prepares_nothing(cast: Cast) -> None:
    diffusion = made.approved(cast)

    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.prepare_publication(made.line(diffusion), made.told(cast), by=cast.carla.access)
    assert issubclass(errors.NotInForce, DomainError)
