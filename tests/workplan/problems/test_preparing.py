"""Preparing, opening and closing a problem; its services."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from minga.commitments.errors import ResponsibleEnded
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.documents.models import DossierReader
from minga.people.actions import close_organisation
from minga.territory.models import Territory
from minga.workplan.problems import actions, errors
from minga.workplan.problems.actions import Brings
from minga.workplan.problems.actions.preparing import BringsNothing
from minga.workplan.problems.figures import figures_of
from minga.workplan.problems.models import TerritorialProblem
from tests.commitments.factories import body
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.workplan.problems import factories

BRINGS = Brings("Obras")


def test_the_head_opens_what_another_prepared(cast: Cast) -> None:
    made = factories.draft(cast)

    actions.open_problem(made, by=cast.diana.access)

    assert factories.read(made).state == "open"
    assert factories.read(made).opened_by_id == cast.diana.pk


def test_what_the_head_opens_is_what_was_read(cast: Cast) -> None:
    made = factories.draft(cast)
    by = cast.ana.access
    figure = {"name": "Metros", "value": 1, "places": 0, "unit": "m", "source": "SERVIU"}
    party = factories.party(made, cast.seremi)
    for write in (
        lambda: actions.add_figure(made, **figure, dated_on=TODAY, by=by),  # type: ignore[arg-type]
        lambda: actions.join_service(made, cast.other, BRINGS, by=by),
        lambda: actions.describe_service(party, BRINGS, by=by),
        lambda: actions.leave_service(party, reason="Termina.", by=by),
    ):
        seen = factories.read(made).revision
        write()
        with nothing_recorded(), pytest.raises(errors.ChangedMeanwhile):
            actions.open_problem(made, seen=seen, by=cast.diana.access)

    actions.open_problem(made, seen=factories.read(made).revision, by=cast.diana.access)


@pytest.mark.parametrize("field", ["title", "statement", "since"])
def test_the_text_of_an_open_problem_stays(cast: Cast, field: str) -> None:
    given = vars(factories.statement())
    made = factories.opened(cast, **given)
    other = {"title": "Otro", "statement": "Otro", "since": date(2006, 5, 3)}

    changed = factories.statement(**given | {field: other[field]})
    with nothing_recorded(), pytest.raises(errors.OpenedAsItReads) as told:
        actions.change_problem(made, changed, by=cast.ana.access)

    assert told.value.field == field
    moved = factories.statement(**given | {"point": (-700000000, -200000000)})
    assert actions.change_problem(made, moved, by=cast.ana.access).at


def test_whoever_wrote_any_of_it_does_not_close_it(cast: Cast) -> None:
    made = factories.opened(cast)
    both = replace(cast.diana.access, grants=(*cast.ana.access.grants, *cast.diana.access.grants))
    said = actions.Promised(factories.party(made, cast.seremi), "Aprobar", TODAY, factories.DUE)
    actions.promise(made, said, by=both)

    with nothing_recorded(), pytest.raises(errors.PreparedIt):
        actions.close_problem(made, solved=False, reason="No.", by=cast.diana.access)


def test_only_the_head_opens(cast: Cast) -> None:
    made = factories.draft(cast)

    for who in (cast.ana, cast.emilio, cast.sofia):
        with pytest.raises(NotAllowed):
            actions.open_problem(made, by=who.access)


def test_who_prepared_it_neither_opens_nor_closes_it(cast: Cast) -> None:
    """Even when the function of the head comes to her."""
    made = factories.draft(cast)
    both = replace(cast.diana.access, grants=(*cast.ana.access.grants, *cast.diana.access.grants))
    actions.change_problem(made, factories.statement(), by=both)

    with nothing_recorded(), pytest.raises(errors.PreparedIt):
        actions.open_problem(made, by=cast.diana.access)
    with nothing_recorded(), pytest.raises(errors.PreparedIt):
        actions.close_problem(made, solved=False, reason="No.", by=cast.diana.access)


def test_one_service_alone_is_not_a_common_problem(cast: Cast) -> None:
    made = factories.draft(cast, alone=True)
    actions.join_service(made, cast.serviu, BRINGS, by=cast.ana.access)

    with nothing_recorded(), pytest.raises(errors.AloneWithIt):
        actions.open_problem(made, by=cast.diana.access)


def test_who_joins_reads_it(cast: Cast) -> None:
    """One in preparation is of its own service; open, of all that take part."""
    made, mayor = factories.draft(cast), factories.mayor(cast)

    def seen() -> bool:
        return TerritorialProblem.objects.visible_to(mayor.access).filter(pk=made.pk).exists()

    assert not seen()
    actions.open_problem(made, by=cast.diana.access)
    assert seen()
    assert DossierReader.objects.filter(
        dossier=made.dossier, organisation=factories.town(cast)
    ).exists()
    assert not TerritorialProblem.objects.visible_to(cast.carla.access).filter(pk=made.pk).exists()


def test_a_draft_is_of_its_own_service_also_for_who_reads_everything(cast: Cast) -> None:
    made = factories.draft(cast)
    reader = cast.marta.access
    assert reader.reads_all

    seen = TerritorialProblem.objects.visible_to(reader)
    assert not seen.filter(pk=made.pk).exists()
    actions.open_problem(made, by=cast.diana.access)
    assert seen.filter(pk=made.pk).exists()


def test_a_service_joins_once_and_brings_something(cast: Cast) -> None:
    made = factories.draft(cast)

    with pytest.raises(errors.JoinedAlready):
        actions.join_service(made, cast.seremi, BRINGS, by=cast.ana.access)
    with pytest.raises(BringsNothing):
        actions.join_service(made, cast.other, Brings("  "), by=cast.ana.access)


def test_a_service_that_ceased_to_exist_joins_by_its_successor(cast: Cast) -> None:
    made, old = factories.draft(cast), body(cast, "oficina-vieja")
    last = TODAY - timedelta(days=3)
    close_organisation(old, last_day=last, reason="Fin", successor=cast.other, by=SCRIBE, on=last)

    with nothing_recorded(), pytest.raises(ResponsibleEnded, match="Otro SERVIU"):
        actions.join_service(made, old, BRINGS, by=cast.ana.access)


def test_a_service_that_owes_does_not_leave(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    party = factories.party(made, cast.seremi)

    with pytest.raises(errors.StillAnswers):
        actions.leave_service(party, reason="Termina.", by=cast.ana.access)
    actions.close_gap(gap, resolved=True, how="Llegó.", by=cast.ana.access)
    actions.leave_service(party, reason="Termina.", by=cast.ana.access)

    assert factories.read(party).left_on == TODAY
    reads = DossierReader.objects.filter(dossier=made.dossier, organisation=cast.seremi)
    assert not reads.exists()
    with pytest.raises(errors.NotOfIt):
        factories.promised(cast, made, cast.seremi)


def test_what_changed_meanwhile_is_told_with_both_texts(cast: Cast) -> None:
    made = factories.draft(cast)
    seen, uno = factories.read(made).revision, factories.statement(statement="Uno")
    actions.change_problem(made, uno, seen=seen, by=cast.ana.access)

    with pytest.raises(StaleForm) as told:
        actions.change_problem(
            made, factories.statement(statement="Dos"), seen=seen, by=cast.bruno.access
        )

    assert told.value.differences == {"Enunciado": ("Uno", "Dos")}
    party = factories.party(made, cast.seremi)
    actions.describe_service(party, BRINGS, seen=0, by=cast.ana.access)
    with pytest.raises(errors.ChangedMeanwhile):
        actions.describe_service(party, BRINGS, seen=0, by=cast.bruno.access)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"statement": ""}, "statement"),
        ({"since": TODAY + timedelta(days=1)}, "since"),
    ],
)
def test_bad_text_is_refused_beside_its_field(
    cast: Cast, changed: dict[str, object], field: str
) -> None:
    with nothing_recorded(), pytest.raises(DomainError) as told:
        actions.prepare_problem(cast.serviu, factories.statement(**changed), by=cast.ana.access)
    assert told.value.field == field


def test_a_place_that_does_not_exist_that_day_is_refused(cast: Cast) -> None:
    later = Territory.objects.get(key="alto-hospicio")
    before = date(2003, 1, 6)

    with pytest.raises(errors.NoSuchPlace):
        actions.prepare_problem(
            cast.serviu,
            factories.statement(territory=later, since=before),
            by=cast.ana.on(before),
            on=before,
        )


def test_it_keeps_its_territory_once_open(cast: Cast) -> None:
    made = factories.opened(cast)

    with pytest.raises(errors.FieldMissing):
        actions.change_problem(made, factories.statement(territory=cast.region), by=cast.ana.access)


def test_a_later_figure_takes_the_place_of_the_one_before(cast: Cast) -> None:
    made = factories.draft(cast)

    def add(value: int, dated_on: date) -> None:
        actions.add_figure(
            made, name="Cobertura", value=value, places=1, unit="%", dated_on=dated_on,
            source="INE", by=cast.ana.access,
        )  # fmt: skip

    add(900, TODAY)
    add(875, TODAY - timedelta(days=40))

    told = [f for f in figures_of(made, TODAY) if not f.is_known]
    assert [(figure.shown, figure.unit) for figure in told] == [("90", "%")]
    with pytest.raises(errors.FieldMissing):
        add(1, TODAY)
    with pytest.raises(errors.DatedInTheFuture):
        add(1, TODAY + timedelta(days=1))


def test_it_is_solved_with_nothing_open(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)

    def close() -> None:
        actions.close_problem(made, solved=True, reason="Está hecho.", by=cast.diana.access)

    with nothing_recorded(), pytest.raises(errors.GapsOpen):
        close()
    actions.close_gap(gap, resolved=True, how="Llegó.", by=cast.ana.access)
    meeting = factories.convened(cast, made)
    with pytest.raises(errors.OneIsOpen):
        close()
    actions.call_off(meeting, reason="Ya no hace falta.", by=cast.ana.access)
    close()

    assert factories.read(made).state == "solved"
    with pytest.raises(errors.AlreadyClosed):
        actions.change_problem(made, factories.statement(), by=cast.ana.access)
    with pytest.raises(errors.NotLive):
        factories.gap(cast, made)


def test_one_that_is_left_leaves_its_gaps_with_the_same_reason(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)

    with pytest.raises(errors.FieldMissing):
        actions.close_problem(made, solved=False, reason=" ", by=cast.diana.access)
    actions.close_problem(made, solved=False, reason="Sin fondos.", by=cast.diana.access)

    assert (factories.read(gap).state, factories.read(gap).how) == ("left", "Sin fondos.")
    assert factories.read(made).state == "left"


def test_others_do_not_write_in_it(cast: Cast) -> None:
    made = factories.opened(cast)

    for who in (cast.carla, cast.sofia, cast.diana, factories.mayor(cast)):
        with pytest.raises(NotAllowed):
            actions.join_service(made, cast.other, BRINGS, by=who.access)


def test_a_day_before_anybody_who_lives_was_mistyped(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(errors.DueBefore, match="desde el 01-01-1900"):
        factories.draft(cast, alone=True, since=date(1899, 12, 31))
    factories.draft(cast, alone=True, since=date(1900, 1, 1))
