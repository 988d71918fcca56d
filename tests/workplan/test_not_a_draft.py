"""What was sent, approved or superseded is not edited: each sentence says what to do instead."""

from collections.abc import Callable

import pytest

from minga.core.versions import NotADraft
from minga.workplan import actions
from minga.workplan.models import WorkPlanVersion
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import refused

Edit = Callable[[WorkPlanVersion, Cast], object]
EDITS: dict[str, Edit] = {
    "add an objective": lambda version, cast: actions.add_objective(
        version, title="Otro", by=cast.ana.access
    ),
    "change an objective": lambda version, cast: actions.change_objective(
        version.objectives.get(), title="Otro", revision=0, by=cast.ana.access
    ),
    "remove an objective": lambda version, cast: actions.remove_objective(
        version.objectives.get(), by=cast.ana.access
    ),
    "add an activity": lambda version, cast: actions.add_activity(
        version.objectives.get(), factories.values(cast), by=cast.ana.access
    ),
    "change an activity": lambda version, cast: actions.change_activity(
        factories.activities_of(version)[0],
        factories.values(cast),
        revision=0,
        by=cast.ana.access,
    ),
    "remove an activity": lambda version, cast: actions.remove_activity(
        factories.activities_of(version)[0], by=cast.ana.access
    ),
    "send it": lambda version, cast: actions.submit_version(version, by=cast.ana.access),
    "discard it": lambda version, cast: actions.discard_draft(version, by=cast.ana.access),
}
every_edit = pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)


@every_edit
def test_what_waits_for_approval_is_first_returned(cast: Cast, edit: Edit) -> None:
    version = factories.submitted(cast)

    with refused(NotADraft, "Está enviada a aprobación: pida que la devuelvan"):
        edit(version, cast)


@every_edit
def test_what_is_in_force_is_modified_by_another_version(cast: Cast, edit: Edit) -> None:
    version = factories.in_force(factories.approved(cast))

    with refused(NotADraft, "Está aprobada y no se modifica: prepare una modificación"):
        edit(version, cast)


@every_edit
def test_what_was_superseded_is_kept_as_it_was(cast: Cast, edit: Edit) -> None:
    plan = factories.approved(cast)
    version = factories.in_force(plan)
    factories.modified(cast, plan)

    with refused(NotADraft, "Fue reemplazada y se conserva como estaba"):
        edit(factories.read(version), cast)
