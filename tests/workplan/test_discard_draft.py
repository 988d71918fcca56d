"""Discarding a draft: only one's own, that nobody else has seen."""

from minga.core.errors import NotAllowed
from minga.workplan import actions
from minga.workplan.errors import DraftOfAnother, FirstVersionStays
from minga.workplan.models import Activity, Objective
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_said, refused

KEPT = "En este borrador escribió también otra persona, o ya fue devuelto una vez"


def test_it_goes_with_all_it_says_and_the_version_in_force_stays(cast: Cast) -> None:
    plan = factories.approved(cast)
    first = factories.in_force(plan)
    draft = factories.reopened(cast, plan)

    actions.discard_draft(draft, by=cast.ana.access)

    assert list(plan.versions.all()) == [first]
    assert {row.version for row in Activity.objects.all()} == {first}
    assert {row.version for row in Objective.objects.all()} == {first}
    assert last_said()[1:] == ("A. Soto", "descartó el borrador de la versión 2")


def test_its_number_is_never_used_again(cast: Cast) -> None:
    plan = factories.approved(cast)
    actions.discard_draft(factories.reopened(cast, plan), by=cast.ana.access)

    assert factories.reopened(cast, plan).number == 3


def test_the_first_version_is_edited_and_not_discarded(cast: Cast) -> None:
    """Without it the plan of the year could never begin."""
    version = factories.draft(cast)

    with refused(FirstVersionStays, "Es la primera versión del programa y no se descarta"):
        actions.discard_draft(version, by=cast.ana.access)


def test_it_is_kept_when_another_person_wrote_in_it(cast: Cast) -> None:
    draft = factories.reopened(cast, factories.approved(cast))
    actions.add_objective(draft, title="Otro", by=cast.bruno.access)

    with refused(DraftOfAnother, KEPT):
        actions.discard_draft(draft, by=cast.ana.access)


def test_nobody_discards_the_draft_of_another(cast: Cast) -> None:
    draft = factories.reopened(cast, factories.approved(cast))

    with refused(DraftOfAnother, KEPT):
        actions.discard_draft(draft, by=cast.bruno.access)


def test_it_is_kept_once_it_was_returned(cast: Cast) -> None:
    draft = factories.send(cast, factories.reopened(cast, factories.approved(cast)))
    actions.return_version(draft, remarks="Falta la línea base.", by=cast.diana.access)

    with refused(DraftOfAnother, KEPT):
        actions.discard_draft(draft, by=cast.ana.access)


def test_others_do_not_discard_it(cast: Cast) -> None:
    draft = factories.draft(cast)

    for who in ("carla", "diana", "sofia", "gaby", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
            actions.discard_draft(draft, by=cast.everybody()[who].access)
