"""A plan on a day: rows, objectives, the state of each proof, the days on which the score moved."""

from datetime import date, timedelta

from minga.workplan import actions
from minga.workplan.models import ActivityLine, WorkPlan
from minga.workplan.tables import Board, Proof, Row, Step, board_of
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories

DAY = timedelta(days=1)
MAY, JUNE = date(2007, 5, 2), date(2007, 6, 4)


def board(plan: WorkPlan, day: date = TODAY) -> Board:
    return board_of(plan, factories.in_force(plan).pk, day)


def row(plan: WorkPlan, day: date = TODAY) -> Row:
    return board(plan, day).rows[0]


def report(line: ActivityLine, status: str, by: Somebody, on: date) -> None:
    actions.report_status(line, status=status, reason="Se anuló.", by=by.on(on), on=on)


def test_rows_come_by_objective_and_number_and_add_up(cast: Cast) -> None:
    plan = factories.approved(cast, ((10, 20), (30,), (40,)))
    for position in (1, 2):
        factories.verified(factories.line(plan, position), uploader=cast.ana, verifier=cast.bruno)

    found = board(plan)

    assert [row.activity.code for row in found.rows] == ["1.1", "1.2", "2.1", "3.1"]
    assert [row.earned for row in found.rows] == [0, 20, 30, 0]
    blocks = [(str(b.objective)[0], b.weight, b.earned, b.share) for b in found.blocks]
    assert blocks == [("1", 30, 20, 66), ("2", 30, 30, 100), ("3", 40, 0, 0)]
    assert (found.weight, found.earned, found.missing, found.fulfilled) == (100, 50, 50, 2)


def test_a_plan_without_version_has_an_empty_board(cast: Cast) -> None:
    plan = factories.draft(cast).plan

    found = board_of(plan, None, TODAY)

    assert (found.rows, found.weight, found.earned, found.steps) == ((), 0, 0, ())


def test_nobody_has_reported_it_yet(cast: Cast) -> None:
    found = row(factories.approved(cast))

    assert (found.status, found.status_label, found.status_tone) == (None, "sin informar", "")
    assert (found.proof, found.proof_day) == (Proof.MISSING, None)


def test_the_status_is_the_last_of_the_day_asked(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    report(line, "in_process", cast.ana, MAY)
    report(line, "in_execution", cast.ana, JUNE)

    days = [MAY - DAY, MAY, JUNE - DAY, JUNE]

    labels = [row(plan, day).status_label for day in days]
    assert labels == ["sin informar", "en proceso", "en proceso", "en ejecución"]


def test_uploaded_it_waits_and_verified_it_is_proved_each_from_its_day(cast: Cast) -> None:
    plan = factories.approved(cast)
    evidence = factories.uploaded(factories.line(plan), cast.ana, on=MAY)
    actions.verify_evidence(evidence, by=cast.bruno.on(JUNE), on=JUNE)

    days = [MAY - DAY, MAY, JUNE - DAY, JUNE]

    proofs = [row(plan, day).proof for day in days]
    assert proofs == [Proof.MISSING, Proof.WAITING, Proof.WAITING, Proof.VERIFIED]
    assert [row(plan, day).proof_day for day in days] == [None, MAY, MAY, JUNE]
    assert [board(plan, day).waiting for day in days] == [0, 1, 1, 0]


def test_returned_is_worse_news_than_waiting_or_verified(cast: Cast) -> None:
    plan = factories.approved(cast, evidence_needed=3)
    line = factories.line(plan)
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=MAY)
    wrong = factories.uploaded(line, cast.ana, on=MAY)
    factories.uploaded(line, cast.ana, on=MAY)

    actions.return_evidence(wrong, remarks="Falta.", by=cast.bruno.on(JUNE), on=JUNE)

    assert row(plan, JUNE - DAY).proof == Proof.WAITING
    assert (row(plan).proof, row(plan).proof_day) == (Proof.RETURNED, JUNE)
    assert row(plan).last_returned == wrong


def test_the_corrected_document_hides_the_returned_one_from_its_day_on(cast: Cast) -> None:
    plan = factories.approved(cast)
    line = factories.line(plan)
    wrong = factories.returned(line, uploader=cast.ana, verifier=cast.bruno, on=MAY)

    right = factories.uploaded(line, cast.ana, on=JUNE)

    assert (row(plan, JUNE - DAY).evidence, row(plan, JUNE - DAY).proof) == (
        (wrong,),
        Proof.RETURNED,
    )
    assert (row(plan, JUNE).evidence, row(plan, JUNE).proof) == ((right,), Proof.WAITING)


def test_one_of_two_documents_is_incomplete(cast: Cast) -> None:
    plan = factories.approved(cast, evidence_needed=2)
    line = factories.line(plan)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=MAY)
    assert (row(plan).proof, row(plan).proof_day) == (Proof.PARTIAL, MAY)

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=JUNE)
    assert (row(plan).proof, row(plan).proof_day) == (Proof.VERIFIED, JUNE)


def test_each_proof_has_its_word_and_its_colour() -> None:
    assert {proof.label: proof.tone for proof in Proof} == {
        "verificada": "ok",
        "por verificar": "wait",
        "devuelta": "stop",
        "incompleta": "",
        "falta": "",
    }


def test_the_edge_of_a_row_warns_when_somebody_must_act(cast: Cast) -> None:
    plan = factories.approved(cast, ends_on=JUNE)
    line = factories.line(plan)
    assert (row(plan, JUNE).edge, row(plan, JUNE + DAY).edge) == ("", "is-late")

    evidence = factories.uploaded(line, cast.ana)
    assert row(plan).edge == "is-warn"

    actions.return_evidence(evidence, remarks="Falta.", by=cast.bruno.access)
    assert row(plan).edge == "is-late"

    factories.verified(line, uploader=cast.ana, verifier=cast.bruno)
    assert row(plan).edge == ""


def test_a_step_is_a_day_on_which_the_score_moved(cast: Cast) -> None:
    plan = factories.approved(cast, ((10, 20), (70,)))
    lines = [activity.line for activity in factories.activities(plan)]
    report(lines[2], "in_process", cast.ana, MAY)
    for line in lines[:2]:
        factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=MAY)
    factories.verified(lines[2], uploader=cast.ana, verifier=cast.bruno, on=JUNE)
    report(lines[0], "not_fulfilled", cast.ana, TODAY)

    assert board(plan).steps == (
        Step(MAY, 30, ("1.1", "1.2")),
        Step(JUNE, 100, ("2.1",)),
        Step(TODAY, 90, ("1.1",)),
    )
    assert board(plan, JUNE - DAY).steps == (Step(MAY, 30, ("1.1", "1.2")),)


def test_what_was_gained_and_lost_on_one_day_is_no_step(cast: Cast) -> None:
    plan = factories.approved(cast)
    factories.verified(factories.line(plan), uploader=cast.ana, verifier=cast.bruno)

    report(factories.line(plan), "in_process", cast.ana, TODAY)

    assert board(plan).steps == ()


def test_three_queries_whatever_the_number_of_activities(
    cast: Cast, django_assert_num_queries: object
) -> None:
    plan = factories.approved(cast, ((5,) * 20,))
    factories.uploaded(factories.line(plan), cast.ana)
    version = factories.in_force(plan)

    with django_assert_num_queries(3):  # type: ignore[operator]
        found = board_of(plan, version.pk, TODAY)
        assert [str(row.activity) and row.activity.responsible.name for row in found.rows]
