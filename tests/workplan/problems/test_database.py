"""What the database itself refuses, whoever writes in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from minga.core.ids import new_public_id
from minga.documents.models import Document
from minga.people.actions import close_organisation
from minga.people.models import Organisation
from minga.workplan.problems import actions
from minga.workplan.problems.models import (
    AgendaItem,
    Attendance,
    BackingSignature,
    FormalBacking,
    Gap,
    Meeting,
    PartyCommitment,
    ProblemFigure,
    ProblemService,
    TerritorialProblem,
)
from tests.commitments.factories import body
from tests.conftest import SCRIBE, TODAY, Cast
from tests.snapshot import written_once
from tests.workplan.by_hand import delete, insert, update
from tests.workplan.problems import factories
from tests.workplan.problems.guards import barred, guards


@dataclass
class Made:
    """A live problem with everything, another one in preparation, and one that was left."""

    cast: Cast
    live: TerritorialProblem
    draft: TerritorialProblem
    left: TerritorialProblem
    figure: ProblemFigure
    service: ProblemService
    backing: FormalBacking
    signature: BackingSignature
    promise: PartyCommitment
    gap: Gap
    other_gap: Gap
    done_gap: Gap
    meeting: Meeting
    over: Meeting
    attendance: Attendance
    item: AgendaItem
    point: AgendaItem
    other: PartyCommitment

    def ended(self) -> Organisation:
        made = body(self.cast, "oficina-cerrada")
        last = TODAY - timedelta(days=99)
        close_organisation(made, last_day=last, reason="Fin", by=SCRIBE, on=last)
        return made


@written_once
def made(cast: Cast) -> Made:
    live, draft, second = (factories.opened(cast), factories.draft(cast), factories.opened(cast))
    figure = actions.add_figure(
        live, name="Metros", value=10, places=0, unit="m", dated_on=TODAY, source="SERVIU",
        by=cast.ana.access,
    )  # fmt: skip
    backing = factories.backed(cast, live)
    funded = factories.promised(cast, live, cast.serviu, budget=factories.LINE)
    promise = factories.promised(cast, live)
    over = factories.closed(cast, factories.convened(cast, live))
    done = factories.gap(cast, live)
    actions.close_gap(done, resolved=True, how="Llegó.", by=cast.ana.access)
    meeting = factories.convened(cast, live, points=("Varios",))
    other_gap = factories.gap(cast, second)
    left = factories.opened(cast)
    actions.close_problem(left, solved=False, reason="Se deja.", by=cast.diana.access)
    live = factories.read(live)
    return Made(
        cast, live, draft, factories.read(left), figure, live.services.order_by("pk")[0], backing,
        backing.signatures.order_by("pk")[0], promise, promise.gaps.get(), other_gap,
        factories.read(done), meeting, factories.read(over), meeting.attendances.order_by("pk")[0],
        meeting.items.get(gap=promise.gaps.get()), meeting.items.get(gap=None), funded,
    )  # fmt: skip


def _document_elsewhere(it: Made) -> int:
    """A document of the same file in the dossier of another problem."""
    return insert(Document.objects.get(pk=it.backing.document_id), dossier_id=it.draft.dossier_id)


def _another_commitment(it: Made) -> int:
    made = factories.promised(it.cast, it.live, it.cast.seremi).commitment
    dossier = insert(it.live.dossier)
    return insert(made, number=99, dossier_id=dossier)


def _left_with(it: Made) -> None:
    """Its problem was left in the meantime."""
    actions.call_off(it.meeting, reason="No hay sala.", by=it.cast.ana.access)
    actions.close_problem(it.live, solved=False, reason="Se deja.", by=it.cast.diana.access)
    update(it.promise, amount=7)


def _closed_by_who_wrote(it: Made) -> None:
    """Bruno recorded it and Ana, who had added a point, closes it."""
    actions.add_point(it.meeting, text="Otro", by=it.cast.ana.access)
    for item in it.meeting.items.exclude(gap=None):
        update(item, outcome="left", agreed="No.")
    update(it.meeting, state="held", recorded_by_id=it.cast.bruno.pk)
    document = insert(Document.objects.get(pk=it.backing.document_id))
    update(
        it.meeting, state="closed", closed_on=TODAY, closed_by_id=it.cast.ana.pk,
        minutes_id=document,
    )  # fmt: skip


def _closed_unsaid(it: Made) -> None:
    update(it.meeting, state="held", recorded_by_id=it.cast.ana.pk)
    document = insert(Document.objects.get(pk=it.backing.document_id))
    update(
        it.meeting, state="closed", closed_on=TODAY, closed_by_id=it.cast.bruno.pk,
        minutes_id=document,
    )  # fmt: skip


BREAKS: dict[str, Callable[[Made], object]] = {
    "problem_says_what": lambda it: update(it.draft, title=""),
    "problem_point_is_whole": lambda it: update(it.draft, longitude=5),
    "problem_opened_by_somebody": lambda it: update(it.draft, opened_on=TODAY),
    "problem_closed_with_a_reason": lambda it: update(it.live, closed_because="Sí"),
    "problem_opened_after_it_was_known": lambda it: update(
        it.draft,
        state="open",
        opened_on=TODAY - timedelta(days=9999),
        opened_by_id=it.cast.diana.pk,
    ),
    "problems_territorialproblem_stays_on_record_delete": lambda it: delete(it.draft),
    "problems_territorialproblem_in_its_turn_update": lambda it: update(it.live, state="open"),
    "problems_territorialproblem_closed_stays_update": lambda it: update(it.left, last_meeting=7),
    "problems_territorialproblem_keeps_its_place_update": lambda it: update(
        it.live, territory_id=it.cast.region.pk
    ),
    "problems_territorialproblem_opened_as_it_reads_update": lambda it: update(
        it.live, statement="Otro"
    ),
    "problems_territorialproblem_decided_by_another_update": lambda it: update(
        it.draft, state="open", opened_on=TODAY, opened_by_id=it.cast.ana.pk
    ),
    "problems_territorialproblem_closed_with_nothing_open_update": lambda it: update(
        it.live, state="solved", closed_on=TODAY, closed_by_id=it.cast.diana.pk, closed_because="S"
    ),
    "problemfigure_once_a_day": lambda it: insert(it.figure),
    "problemfigure_few_places": lambda it: insert(it.figure, name="Otra", places=5),
    "problemfigure_says_what_and_whence": lambda it: insert(it.figure, name="Otra", source=""),
    "problems_problemfigure_no_update": lambda it: update(it.figure, value=1),
    "problems_problemfigure_no_delete": lambda it: delete(it.figure),
    "problems_problemfigure_of_a_problem_not_closed_insert": lambda it: insert(
        it.figure, problem_id=it.left.pk
    ),
    "problemservice_joins_once": lambda it: insert(it.service),
    "problemservice_brings_something": lambda it: update(
        it.service, products="", faculties="", resources=""
    ),
    "problemservice_leaves_with_a_reason": lambda it: update(it.service, left_on=TODAY),
    "problems_problemservice_stays_on_record_delete": lambda it: delete(it.service),
    "problems_problemservice_is_the_same_one_update": lambda it: update(
        it.service, organisation_id=it.cast.other.pk
    ),
    "problems_problemservice_that_exists_insert": lambda it: insert(
        it.service, organisation_id=it.ended().pk
    ),
    "problems_problemservice_of_a_problem_not_closed_insert": lambda it: insert(
        it.service, problem_id=it.left.pk, organisation_id=it.cast.other.pk
    ),
    "problems_problemservice_of_a_problem_not_closed_update": lambda it: update(
        it.left.services.order_by("pk")[0], products="Otro"
    ),
    "formalbacking_stands_somewhere": lambda it: insert(
        it.backing, reference="Otro", document_id=None
    ),
    "formalbacking_once": lambda it: insert(
        it.backing, document_id=None, act_public_id=new_public_id()
    ),
    "problems_formalbacking_no_update": lambda it: update(it.backing, reference="Otro"),
    "problems_formalbacking_no_delete": lambda it: delete(it.backing),
    "problems_formalbacking_in_its_own_dossier_insert": lambda it: insert(
        it.backing, reference="Otro", document_id=_document_elsewhere(it)
    ),
    "problems_formalbacking_of_a_live_problem_insert": lambda it: insert(
        it.backing, problem_id=it.draft.pk, document_id=None, act_public_id=new_public_id()
    ),
    "backingsignature_once": lambda it: insert(it.signature),
    "problems_backingsignature_no_update": lambda it: update(it.signature, party_id=1),
    "problems_backingsignature_no_delete": lambda it: delete(it.signature),
    "problems_backingsignature_by_a_service_of_it_insert": lambda it: insert(
        it.signature, party_id=it.draft.services.order_by("pk")[0].pk
    ),
    "problems_partycommitment_promised_once_insert": lambda it: insert(
        it.promise, commitment_id=_another_commitment(it)
    ),
    "partycommitment_line_is_whole": lambda it: update(it.promise, budget_line="31.02"),
    "partycommitment_amount_is_positive": lambda it: update(it.promise, amount=0),
    "partycommitment_year_is_plausible": lambda it: insert(
        it.other, commitment_id=_another_commitment(it), promise_key="otra", budget_year=1990
    ),
    "problems_partycommitment_stays_on_record_delete": lambda it: delete(it.promise),
    "problems_partycommitment_is_the_same_one_update": lambda it: update(
        it.promise, promise_key="otra"
    ),
    "problems_partycommitment_approved_budget_stays_update": lambda it: update(it.other, amount=5),
    "problems_partycommitment_of_a_service_of_it_insert": lambda it: insert(
        it.promise, party_id=it.draft.services.order_by("pk")[0].pk
    ),
    "problems_partycommitment_of_a_live_problem_insert": lambda it: insert(
        it.promise, problem_id=it.draft.pk, party_id=it.draft.services.order_by("pk")[0].pk
    ),
    "problems_partycommitment_of_a_live_problem_update": _left_with,
    "gap_says_what_it_threatens": lambda it: update(it.gap, threatens=""),
    "gap_due_after_it_opened": lambda it: update(it.gap, due_on=TODAY - timedelta(days=1)),
    "gap_closed_with_how": lambda it: update(it.gap, state="left", closed_on=TODAY),
    "gap_of_budget_names_its_promise": lambda it: update(it.gap, promise_id=None),
    "gap_one_of_budget": lambda it: insert(it.gap),
    "problems_gap_stays_on_record_delete": lambda it: delete(it.gap),
    "problems_gap_closed_stays_update": lambda it: update(it.done_gap, due_on=factories.DUE),
    "problems_gap_of_a_service_of_it_insert": lambda it: insert(
        it.other_gap, responsible_id=it.cast.other.pk
    ),
    "problems_gap_threatens_its_own_insert": lambda it: insert(
        it.other_gap, promise_id=it.promise.pk
    ),
    "problems_gap_threatens_its_own_update": lambda it: update(
        it.other_gap, promise_id=it.promise.pk
    ),
    "problems_gap_of_a_live_problem_insert": lambda it: insert(
        it.other_gap, problem_id=it.draft.pk
    ),
    "meeting_number_once": lambda it: insert(
        it.meeting, number=it.over.number, state="called_off", called_off_because="No"
    ),
    "meeting_one_at_a_time": lambda it: insert(it.meeting, number=9),
    "meeting_convened_before_its_day": lambda it: update(it.meeting, day=TODAY - timedelta(days=1)),
    "meeting_closed_by_another": lambda it: update(it.meeting, closed_by_id=it.cast.bruno.pk),
    "meeting_called_off_with_a_reason": lambda it: update(it.meeting, state="called_off"),
    "problems_meeting_stays_on_record_delete": lambda it: delete(it.meeting),
    "problems_meeting_closed_stays_update": lambda it: update(it.over, notes="Otra cosa"),
    "problems_meeting_in_its_turn_update": lambda it: update(it.meeting, number=7),
    "problems_meeting_closed_with_every_gap_said_update": _closed_unsaid,
    "problems_meeting_closed_by_who_did_not_write_in_it_update": _closed_by_who_wrote,
    "problems_meeting_of_a_live_problem_insert": lambda it: insert(
        it.meeting, problem_id=it.draft.pk
    ),
    "attendance_once": lambda it: insert(it.attendance),
    "problems_attendance_of_an_open_meeting_insert": lambda it: insert(
        it.attendance, meeting_id=it.over.pk
    ),
    "problems_attendance_of_an_open_meeting_update": lambda it: update(
        it.over.attendances.order_by("pk")[0], names="Nadie"
    ),
    "problems_attendance_stays_on_record_delete": lambda it: delete(it.attendance),
    "problems_attendance_of_a_service_of_it_insert": lambda it: insert(
        it.attendance, party_id=it.draft.services.order_by("pk")[0].pk
    ),
    "problems_attendance_of_a_service_of_it_update": lambda it: update(
        it.attendance, party_id=it.draft.services.order_by("pk")[0].pk
    ),
    "agendaitem_number_once": lambda it: insert(it.item, gap_id=None),
    "agendaitem_gap_once": lambda it: insert(it.item, number=9),
    "agendaitem_outcome_is_of_a_gap": lambda it: update(it.point, outcome="left", agreed="No"),
    "agendaitem_outcome_is_whole": lambda it: update(it.item, outcome="resolved"),
    "problems_agendaitem_of_an_open_meeting_insert": lambda it: insert(
        it.item, meeting_id=it.over.pk, number=9, gap_id=None
    ),
    "problems_agendaitem_of_an_open_meeting_update": lambda it: update(
        it.over.items.order_by("pk")[0], agreed="Otra cosa"
    ),
    "problems_agendaitem_stays_on_record_delete": lambda it: delete(it.item),
    "problems_agendaitem_of_a_gap_of_it_insert": lambda it: insert(
        it.item, number=9, gap_id=it.other_gap.pk
    ),
    "problems_agendaitem_of_a_gap_of_it_update": lambda it: update(it.item, gap_id=it.other_gap.pk),
}


TABLES = (
    "problem", "problemfigure", "problemservice", "formalbacking", "backingsignature",
    "partycommitment", "gap", "meeting", "attendance", "agendaitem",
)  # fmt: skip


def of_table(table: str) -> dict[str, Callable[[Made], object]]:
    name = "territorialproblem" if table == "problem" else table
    starts = (f"{table}_", f"problems_{name}_")
    return {guard: attempt for guard, attempt in BREAKS.items() if guard.startswith(starts)}


@pytest.mark.parametrize("table", TABLES)
def test_it_is_refused(made: Made, table: str) -> None:
    """Each attempt is taken back by the guard that bars it."""
    for guard, attempt in of_table(table).items():
        with barred(guard):
            attempt(made)


@pytest.mark.one_engine
def test_every_guard_is_tried() -> None:
    assert set(guards()) - set(BREAKS) == set()
    assert sum(len(of_table(table)) for table in TABLES) == len(BREAKS)
