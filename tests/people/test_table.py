"""Who does what, as data: declared, changed by an approved change, in force from its day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import Overlay, Part, all_permissions, all_processes, declare
from minga.core.versions import PreparedByApprover
from minga.people.approvals import title
from minga.people.models import KnownPermission, TableChange
from minga.people.roles import Role
from minga.people.table import (
    ApprovedTooLate,
    ChangeInThePast,
    NobodyLeft,
    NothingChanges,
    UnknownPermission,
    load,
    propose_change,
    same_hands,
)
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import refused, sql

DAY = timedelta(days=1)
CODE = "regional_calls.review"
CODES = "people_table_tests.sing"
declare(CODES, "cantar en el ensayo", ["auditor"])


def proposed(cast: Cast, code: str = CODE, **changes: Any) -> TableChange:
    values = {
        "roles": ["legal", "internal_control"],
        "valid_from": TODAY + DAY,
        "act_reference": "Res. Ex. 91",
        "reason": "Lo pide Contraloría.",
        "service": cast.serviu,
        "by": cast.nora.access,
    } | changes
    return propose_change(code, **values)


def approved(cast: Cast, change: TableChange, on: date = TODAY) -> None:
    approvals.pass_step(change, seen=seen_of(change), by=cast.diana.on(on), on=on)


def test_every_part_of_the_starting_table_is_there() -> None:
    labels = [process.label for process in all_processes()]
    parts = {(p.process, p.part): p.roles for p in all_permissions() if p.process}

    assert len(labels) >= 13
    assert parts["payments", Part.PREPARE] == {Role.PAYMENTS_OFFICER}
    assert parts["payments", Part.DECIDE] == {Role.PAYMENTS_APPROVER}
    assert parts["contracts", Part.READ] == {Role.INTERNAL_CONTROL, Role.AUDITOR}
    assert parts["work_plan", Part.DECIDE] == {Role.INSTITUTION_HEAD}
    assert ("rate", Part.REVIEW) not in parts


def test_what_persons_data_suffers_has_its_line(cast: Cast) -> None:
    """So that giving both sides to one function is told when it is proposed."""
    change = ("citizens.approve_erasure", ["institution_head", "legal"])

    assert same_hands(*change, Overlay(), TODAY) == [Role.LEGAL]
    assert same_hands("citizens.approve_merge", ["unit_head"], Overlay(), TODAY) == []


def test_in_the_starting_table_nobody_prepares_and_decides() -> None:
    day = Overlay()

    both = [p.code for p in all_permissions() if same_hands(p.code, p.roles, day, TODAY)]

    assert both == []


def test_every_role_has_a_part_in_something() -> None:
    held: set[str] = set().union(*(permission.roles for permission in all_permissions()))
    # They read because of how far their role reaches, and are in no line.
    assert set(Role.values) - held <= {"ministry_reader"}


def test_a_change_rules_from_its_day_on_once_approved(cast: Cast) -> None:
    change = proposed(cast)
    assert not load().changes

    approved(cast, change)

    table = load()
    assert table.holders(CODE, TODAY) == {"legal"}
    assert table.holders(CODE, TODAY + DAY) == {"legal", "internal_control"}


def test_an_access_asks_the_table_of_its_day(cast: Cast) -> None:
    change = proposed(
        cast, "workplan.approve", roles=["institution_head", "unit_head"], valid_from=TODAY + DAY
    )
    approved(cast, change)

    assert not cast.emilio.on(TODAY).may("workplan.approve", cast.serviu.pk)
    assert cast.emilio.on(TODAY + DAY).may("workplan.approve", cast.serviu.pk)
    grants = cast.emilio.on(TODAY + DAY).acting("workplan.approve", cast.serviu.pk).grants
    assert grants[0].role == "unit_head"


def test_a_role_that_loses_it_can_no_more(cast: Cast) -> None:
    change = proposed(cast, "workplan.prepare", roles=["unit_head"], valid_from=TODAY)
    approved(cast, change)

    assert not cast.ana.access.may("workplan.prepare")
    assert cast.emilio.access.may("workplan.prepare")
    assert cast.ana.client().get("/programas/nuevo/").status_code == 403


def test_the_last_change_of_a_day_rules(cast: Cast) -> None:
    approved(cast, proposed(cast, valid_from=TODAY))
    approved(cast, proposed(cast, roles=["internal_control"], valid_from=TODAY))

    assert load().holders(CODE, TODAY) == {"internal_control"}


def test_once_known_it_costs_no_query_more(cast: Cast) -> None:
    approved(cast, proposed(cast))
    cast.ana.on()

    with CaptureQueriesContext(connection) as queries:
        cast.ana.on()

    assert len(queries) == 1


def test_a_change_of_the_table_is_seen_by_the_next_access(cast: Cast) -> None:
    assert not cast.ana.access.may("workplan.approve")
    approved(
        cast,
        proposed(
            cast, "workplan.approve", roles=["institution_head", "unit_officer"], valid_from=TODAY
        ),
    )

    assert cast.ana.access.may("workplan.approve")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"valid_from": TODAY - DAY}, ChangeInThePast),
        ({"roles": []}, NobodyLeft),
        ({"roles": ["king"]}, NobodyLeft),
        ({"roles": ["legal"]}, NothingChanges),
        ({"code": "nada.de_nada"}, UnknownPermission),
    ],
)
def test_what_is_wrong_proposes_nothing(cast: Cast, changes: Any, error: type[DomainError]) -> None:
    with nothing_recorded(), pytest.raises(error):
        proposed(cast, **changes)


def test_who_prepares_it_never_approves_it(cast: Cast) -> None:
    change = proposed(cast)

    with nothing_recorded(), pytest.raises((PreparedByApprover, NotAllowed)):
        approvals.pass_step(change, seen=seen_of(change), by=cast.nora.access, on=TODAY)
    with nothing_recorded(), pytest.raises(NotAllowed):
        proposed(cast, by=cast.diana.access)


def test_approved_after_its_day_it_goes_back(cast: Cast) -> None:
    change = proposed(cast, valid_from=TODAY)

    with nothing_recorded(), pytest.raises(ApprovedTooLate):
        approved(cast, change, TODAY + DAY)


def test_returned_it_is_written_again_and_sent(cast: Cast) -> None:
    change = proposed(cast)
    approvals.return_it(
        change, remarks="Otra fecha.", seen=seen_of(change), by=cast.diana.access, on=TODAY
    )
    change.refresh_from_db()
    assert change.status == "draft"

    proposed(cast, roles=["internal_control"], change=change)
    approved(cast, change)

    assert load().holders(CODE, TODAY + DAY) == {"internal_control"}
    assert TableChange.objects.count() == 1


def test_the_database_approves_nothing_by_itself(cast: Cast) -> None:
    change = proposed(cast)

    with refused("rige cuando otra persona lo aprueba|Espera aprobación"):
        sql("UPDATE people_tablechange SET status = 'approved', approved_on = '2007-11-30'")
    with refused("Espera aprobación"):
        sql("UPDATE people_tableline SET holds = NOT holds")
    approved(cast, change)
    with refused("Lo aprobado no se modifica"):
        sql("UPDATE people_tableline SET holds = NOT holds")
    with refused("Lo aprobado no se modifica"):
        sql("UPDATE people_tablechange SET valid_from = '2007-01-01'")


def test_the_database_knows_which_permissions_there_are(cast: Cast) -> None:
    codes = set(KnownPermission.objects.values_list("code", flat=True))
    change = proposed(cast)
    approvals.return_it(change, remarks="No.", seen=seen_of(change), by=cast.diana.access, on=TODAY)

    assert {CODE, "people.manage", "workplan.approve"} <= codes
    with refused("Ese permiso no existe"):
        sql("UPDATE people_tablechange SET permission = 'nada.de_nada'")


def test_the_same_role_on_both_sides_is_told_and_not_barred(cast: Cast) -> None:
    change = proposed(cast, "workplan.approve", roles=["institution_head", "unit_head"])

    page = cast.diana.client().get(reverse("people:table_change", args=[change.public_id]))
    approved(cast, change)

    assert "La misma función prepararía y aprobaría" in page.content.decode()
    assert same_hands("workplan.approve", ["unit_head"], load(), TODAY) == [Role.UNIT_HEAD]


def test_the_page_shows_the_table_of_a_day_with_its_source(cast: Cast) -> None:
    change = proposed(cast)
    approved(cast, change)
    client = cast.ana.client()

    today = client.get("/quien-hace-que/").content.decode()
    tomorrow = client.get("/quien-hace-que/?dia=2007-12-01").content.decode()

    assert title(change) == "Quién puede revisar llamados regionales"
    assert "rige desde el" in today
    assert "Lo aprobó D. Pérez." in tomorrow
    assert "Lo aprobó D. Pérez." not in today
