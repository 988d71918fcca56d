"""Preparing a version: parts in order, copied line by line, told what they change."""

import pytest

from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import NotADraft, PreparedByApprover
from minga.workplan.procedures import actions, errors
from minga.workplan.procedures.changes import changes
from minga.workplan.procedures.models import Procedure, ProcedureActivity, ProcedureVersion
from minga.workplan.procedures.parts import ACTIVITIES, OUTPUTS, REQUIREMENTS
from tests.conftest import Cast
from tests.workplan.asserts import last_said
from tests.workplan.procedures import factories
from tests.workplan.procedures.factories import AGAIN, APPROVED, SENT, STEPS, WRITTEN


def order(version: ProcedureVersion) -> list[tuple[int, str]]:
    return list(version.activities.order_by("number").values_list("number", "what"))


def test_a_procedure_begins_with_an_empty_draft_and_its_period(cast: Cast) -> None:
    version = factories.empty(cast)

    assert (version.number, version.status) == (1, "draft")
    assert version.procedure.periods.get().months == 12
    assert last_said()[2] == "comenzó a preparar el procedimiento P-01"


def test_a_code_is_of_one_procedure(cast: Cast) -> None:
    factories.empty(cast)

    with pytest.raises(errors.CodeTaken):
        factories.empty(cast, title="Otro")


def test_the_owner_is_a_unit_of_the_service(cast: Cast) -> None:
    with pytest.raises(errors.OwnerElsewhere):
        factories.empty(cast, owner=cast.seremi)


def test_who_is_of_another_service_prepares_nothing_here(cast: Cast) -> None:
    version = factories.draft(cast)

    for somebody in (cast.carla, cast.diana, cast.aldo):
        with pytest.raises(NotAllowed):
            actions.add_part(
                version, ACTIVITIES, factories.activity(cast), by=somebody.access, on=WRITTEN
            )


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"responsible": None, "responsible_words": " "}, errors.NoResponsible),
        ({"what": " "}, errors.FieldMissing),
        ({"working_days": 0}, errors.TermOutOfRange),
        ({"working_days": 501}, errors.TermOutOfRange),
    ],
)
def test_an_activity_says_what_who_and_how_long(
    cast: Cast, wrong: dict[str, object], error: type[Exception]
) -> None:
    version = factories.empty(cast)

    with pytest.raises(error):
        actions.add_part(
            version, ACTIVITIES, factories.activity(cast, **wrong), by=cast.ana.access, on=WRITTEN
        )


def test_a_function_in_words_answers_too(cast: Cast) -> None:
    version = factories.empty(cast)
    values = factories.activity(cast, responsible=None, responsible_words="Jefatura")

    one = actions.add_part(version, ACTIVITIES, values, by=cast.ana.access, on=WRITTEN)

    assert (one.who, one.term) == ("Jefatura", "5 días hábiles")


def test_activities_move_one_place_and_stop_at_the_ends(cast: Cast) -> None:
    version, by = factories.draft(cast), cast.ana.on(WRITTEN)
    first = version.activities.get(number=1)

    actions.move_part(first, up=True, by=by, on=WRITTEN)
    assert [what for _, what in order(version)] == list(STEPS)
    actions.move_part(first, up=False, by=by, on=WRITTEN)
    assert order(version)[:2] == [(1, STEPS[1]), (2, STEPS[0])]
    for _ in range(5):
        actions.move_part(first, up=False, by=by, on=WRITTEN)
    assert order(version)[-1] == (4, STEPS[0])


def test_what_is_left_after_one_goes_is_numbered_again(cast: Cast) -> None:
    version, by = factories.draft(cast), cast.ana.on(WRITTEN)

    actions.remove_part(version.activities.get(number=2), by=by, on=WRITTEN)

    assert order(version) == [(1, STEPS[0]), (2, STEPS[2]), (3, STEPS[3])]


def test_an_output_goes_with_its_requirements(cast: Cast) -> None:
    version, by = factories.draft(cast), cast.ana.on(WRITTEN)

    actions.remove_part(version.outputs.get(), by=by, on=WRITTEN)

    assert not REQUIREMENTS.of(version).exists()


def test_a_requirement_is_of_an_output_of_the_same_draft(cast: Cast) -> None:
    version, other = factories.draft(cast), factories.draft(cast, code="P-02")

    for output in (None, other.outputs.get()):
        with pytest.raises(errors.FieldMissing):
            actions.add_part(
                version,
                REQUIREMENTS,
                factories.requirement(),
                output=output,
                by=cast.ana.access,
                on=WRITTEN,
            )


def test_a_form_opened_before_another_saved_is_refused_with_both_texts(cast: Cast) -> None:
    version, by = factories.draft(cast), cast.bruno.on(WRITTEN)
    one = version.activities.get(number=1)
    actions.change_part(
        one, factories.activity(cast, what="Pedirla antes"), revision=0, by=by, on=WRITTEN
    )

    with pytest.raises(StaleForm) as stale:
        actions.change_part(
            one, factories.activity(cast, what="Otra cosa"), revision=0, by=by, on=WRITTEN
        )

    assert stale.value.differences == {"Qué se hace": ("Pedirla antes", "Otra cosa")}
    assert stale.value.status == 409


def test_a_part_that_somebody_removed_is_told(cast: Cast) -> None:
    version, by = factories.draft(cast), cast.ana.on(WRITTEN)
    one = version.activities.get(number=1)
    actions.remove_part(version.activities.get(number=1), by=by, on=WRITTEN)

    with pytest.raises(errors.PartGone):
        actions.change_part(one, factories.activity(cast), revision=0, by=by, on=WRITTEN)


def test_an_empty_version_is_not_sent_and_says_what_it_lacks(cast: Cast) -> None:
    version = factories.empty(cast)

    with pytest.raises(errors.VersionEmpty) as refused:
        factories.sent(cast, version)

    assert str(refused.value) == (
        "Todavía no se puede enviar. Falta el objetivo, el alcance, una actividad y un producto."
    )


def test_an_output_without_requirements_is_not_sent(cast: Cast) -> None:
    version = factories.draft(cast)
    actions.add_part(
        version,
        OUTPUTS,
        {"name": "Informe", "receiver": "GORE"},
        by=cast.ana.on(WRITTEN),
        on=WRITTEN,
    )

    with pytest.raises(errors.VersionEmpty, match="requisito de satisfacción de «Informe»"):
        factories.sent(cast, version)


def test_it_is_reviewed_by_the_head_of_its_unit_and_then_approved(cast: Cast) -> None:
    version = factories.sent(cast, factories.draft(cast))

    with pytest.raises(NotAllowed):
        actions.pass_version(version, by=cast.diana.on(SENT), on=SENT)
    actions.pass_version(version, by=cast.emilio.on(SENT), on=SENT)
    assert factories.read(version).status == "submitted"
    with pytest.raises(NotAllowed):
        actions.pass_version(factories.read(version), by=cast.emilio.on(SENT), on=SENT)
    actions.pass_version(factories.read(version), by=cast.diana.on(APPROVED), on=APPROVED)

    version = factories.read(version)
    assert (version.status, version.approved_by_id) == ("in_force", cast.diana.pk)
    assert last_said()[2] == "aprobó la versión 1 del procedimiento P-01"


def test_who_wrote_in_it_does_not_review_it(cast: Cast) -> None:
    version = factories.draft(cast)
    actions.add_part(
        version, ACTIVITIES, factories.activity(cast), by=cast.emilio.on(WRITTEN), on=WRITTEN
    )
    factories.sent(cast, version)

    with pytest.raises(PreparedByApprover):
        actions.pass_version(factories.read(version), by=cast.emilio.on(SENT), on=SENT)


def test_what_is_approved_is_not_written_in(cast: Cast) -> None:
    procedure = factories.approved(cast)
    one = factories.ruling(procedure).activities.get(number=1)

    with pytest.raises(NotADraft):
        actions.change_part(one, factories.activity(cast), revision=0, by=cast.ana.access, on=AGAIN)


def test_the_next_version_copies_every_line_with_its_key(cast: Cast) -> None:
    procedure = factories.approved(cast)
    ruling = factories.ruling(procedure)

    draft = actions.start_draft(procedure, by=cast.ana.on(AGAIN), on=AGAIN)

    for kind in (ACTIVITIES, OUTPUTS, REQUIREMENTS):
        columns = ("line_key", "number", *kind.names)
        assert list(kind.of(draft).values_list(*columns)) == list(
            kind.of(ruling).values_list(*columns)
        )
    assert draft.change == ""
    assert changes(ruling, draft) == []


def test_a_version_that_changes_nothing_is_not_sent(cast: Cast) -> None:
    procedure = factories.approved(cast)
    by = cast.ana.on(AGAIN)
    draft = actions.start_draft(procedure, by=by, on=AGAIN)
    texts = factories.TEXTS | {"change": "Nada en verdad."}
    actions.change_text(draft, texts, revision=0, by=by, on=AGAIN)

    with pytest.raises(errors.NothingChanges):
        factories.sent(cast, draft, AGAIN)


def test_a_version_says_what_it_changes_and_why(cast: Cast) -> None:
    draft = actions.start_draft(factories.approved(cast), by=cast.ana.on(AGAIN), on=AGAIN)

    with pytest.raises(errors.VersionEmpty, match="decir qué cambia y por qué"):
        factories.sent(cast, draft, AGAIN)


def test_differences_tell_what_comes_what_changes_and_what_goes(cast: Cast) -> None:
    procedure = factories.approved(cast)
    version = factories.reopened(cast, procedure)
    by = cast.ana.on(AGAIN)
    one = version.activities.get(number=1)
    actions.change_part(
        one, factories.activity(cast, what="Pedir la pauta por oficio"), revision=0, by=by, on=AGAIN
    )

    told = changes(factories.ruling(procedure), version)

    assert told is not None
    assert [(item.title, item.how) for item in told] == [
        ("Actividad 1: Pedir la pauta por oficio", "cambia"),
        ("Actividad 3: Ajustar a la ley", "se agrega"),
        ("Actividad 4: Enviar el plan", "sale"),
    ]


def test_a_place_that_changes_is_told_and_an_insertion_moves_nobody(cast: Cast) -> None:
    procedure = factories.approved(cast)
    draft = actions.start_draft(procedure, by=cast.ana.on(AGAIN), on=AGAIN)
    actions.move_part(draft.activities.get(number=2), up=True, by=cast.ana.on(AGAIN), on=AGAIN)

    told = changes(factories.ruling(procedure), draft)

    assert told is not None
    assert {item.how for item in told} == {"cambia de lugar"}
    assert len(told) == 2


def test_a_requirement_moves_only_within_its_output(cast: Cast) -> None:
    """An output that changes its place takes its requirements along."""
    version, by = factories.draft(cast), cast.ana.on(factories.WRITTEN)
    second = actions.add_part(
        version, OUTPUTS, {"name": "Acta", "receiver": "Archivo"}, by=by, on=factories.WRITTEN
    )
    actions.add_part(
        version, REQUIREMENTS, factories.requirement(), output=second, by=by, on=factories.WRITTEN
    )
    procedure = factories.signed(cast, factories.read(version)).procedure
    draft = actions.start_draft(procedure, by=cast.ana.on(AGAIN), on=AGAIN)
    actions.move_part(draft.outputs.get(number=2), up=True, by=cast.ana.on(AGAIN), on=AGAIN)

    told = changes(factories.ruling(procedure), draft)

    assert told is not None
    assert {item.title.split()[0] for item in told} == {"Producto"}


def test_one_open_version_at_a_time(cast: Cast) -> None:
    procedure = factories.approved(cast)
    factories.reopened(cast, procedure)

    with pytest.raises(errors.OpenVersionExists):
        actions.start_draft(procedure, by=cast.ana.access)


def test_only_an_own_draft_that_nobody_saw_is_discarded(cast: Cast) -> None:
    procedure = factories.approved(cast)
    draft = factories.reopened(cast, procedure)

    with pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(draft, by=cast.bruno.access)
    actions.discard_draft(draft, by=cast.ana.access)

    assert procedure.versions.count() == 1
    assert ProcedureActivity.objects.count() == len(STEPS)
    again = actions.start_draft(procedure, by=cast.ana.access)
    assert again.number == 3


def test_the_first_version_stays(cast: Cast) -> None:
    with pytest.raises(errors.FirstVersionStays):
        actions.discard_draft(factories.empty(cast), by=cast.ana.access)


def test_the_one_before_is_superseded_and_stays_readable(cast: Cast) -> None:
    procedure = factories.approved(cast)

    factories.changed(cast, procedure)

    old = Procedure.objects.get(pk=procedure.pk).versions.get(number=1)
    assert (old.status, old.superseded_on, old.activities.count()) == ("superseded", AGAIN, 4)
    assert old.is_obsolete
