"""A programme in versions: the baseline, the reprogrammings, and who approves them."""

from datetime import date

import pytest

from minga.core.approvals import errors as approval_errors
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.models import Event
from minga.core.months import Month
from minga.core.versions import ChangedSinceOpened, NotADraft
from minga.people.actions import add_membership
from minga.people.roles import Role
from minga.works import checking
from minga.works.errors import NoLongerActive
from minga.works.schedules import actions, errors
from minga.works.schedules.actions import Dated
from minga.works.schedules.changes import changes
from minga.works.schedules.contents import Contents
from minga.works.schedules.models import Schedule, ScheduleVersion
from tests.budget.factories import line_item
from tests.conftest import SCRIBE, TODAY, Cast
from tests.core.database import sql
from tests.works.factories import CIVIL_WORKS, programmer, project
from tests.works.schedules.factories import (
    AUGUST,
    DAYS,
    JULY,
    JUNE,
    approved,
    drafted,
    reprogrammed,
    sent,
    written,
)


def money(version: ScheduleVersion) -> dict[str, int]:
    return {str(row): row.amount for row in version.amounts.select_related("line_item")}


def test_the_first_version_is_the_baseline(cast: Cast) -> None:
    by = programmer(cast.serviu)
    version = approved(cast, project(cast, by=by), by)

    assert (version.number, version.status, version.called) == (1, "in_force", "línea base")
    assert money(version) == {"31-02-004 2008-06": 200_000_000, "31-02-004 2008-07": 300_000_000}
    assert [row.accumulated for row in version.progress.all()] == [4000, 10_000]
    assert version.milestones.count() == len(DAYS)
    last = Event.objects.latest("sequence")
    assert (last.kind, last.data["version"]) == ("schedules.approved", 1)


def test_a_reprogramming_takes_its_place_and_the_baseline_stays(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    base = approved(cast, made, by)
    again = reprogrammed(cast, made, by)

    base.refresh_from_db()
    assert (base.status, again.status, again.called) == (
        "superseded",
        "in_force",
        "reprogramación 1",
    )
    assert list(ScheduleVersion.objects.baselines()) == [base]
    assert sum(money(base).values()) == sum(money(again).values()) == 500_000_000


def test_it_begins_from_what_is_in_force_or_empty(cast: Cast) -> None:
    by = programmer(cast.serviu)
    first, second = project(cast, by=by), project(cast, by=by)
    base = approved(cast, first, by)
    approved(cast, second, by)

    copied = drafted(first, by)
    empty = actions.start_draft(second, reason="De nuevo", empty=True, by=by.access)
    assert (money(copied), copied.milestones.count()) == (money(base), len(DAYS))
    assert (money(empty), empty.milestones.count(), empty.progress.count()) == ({}, 0, 0)


def test_a_reprogramming_says_why(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    approved(cast, made, by)

    with pytest.raises(errors.ReasonMissing, match="Escriba el motivo"):
        drafted(made, by, reason="  ")
    draft = drafted(made, by, reason=" Lluvias ")
    assert draft.reason == "Lluvias"
    with pytest.raises(errors.ReasonMissing):
        actions.change_reason(draft, " ", by=by.access)
    assert actions.change_reason(draft, "Paro", by=by.access).reason == "Paro"


def test_one_draft_at_a_time(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    drafted(made, by)

    with pytest.raises(errors.OpenVersionExists, match="La versión 1 ya está borrador"):
        drafted(made, by)
    assert Schedule.objects.count() == 1


def test_who_prepares_never_approves(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    # In a small service the head may also programme: not both for the same version.
    add_membership(
        cast.diana.person,
        role=Role.PROGRAMMING_OFFICER,
        organisation=cast.serviu,
        valid_from=date(2007, 1, 1),
        by=SCRIBE,
    )
    draft = drafted(made, cast.diana)
    written(draft, by)
    version = actions.submit_version(draft, by=by.access)

    with pytest.raises(NotAllowed, match="Solo la dirección del servicio"):
        actions.approve_version(version, by=by.access)
    with pytest.raises(DomainError, match="Usted escribió en esta versión"):
        actions.approve_version(version, by=cast.diana.access)
    version.refresh_from_db()
    assert version.status == "submitted"


def test_only_programming_of_the_service_prepares(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    for somebody in (cast.ana, cast.diana, programmer(cast.other)):
        with pytest.raises(NotAllowed, match="profesionales de programación"):
            actions.start_draft(made, by=somebody.access)
    draft = drafted(made, by)
    with pytest.raises(NotAllowed):
        actions.write_months(draft, {}, {}, by=cast.ana.access)
    with pytest.raises(NotAllowed):
        actions.submit_version(draft, by=cast.ana.access)


def test_it_comes_back_with_what_to_mend(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    version = sent(made, by)
    with pytest.raises(NotADraft, match="Está enviada a aprobación"):
        written(version, by)

    actions.return_version(version, remarks="Falta el terreno", by=cast.diana.access)
    version.refresh_from_db()
    assert (version.status, version.remarks) == ("draft", "Falta el terreno")
    written(version, by, days=())
    assert not version.milestones.exists()


def test_an_approval_of_what_changed_since_is_refused(cast: Cast) -> None:
    by = programmer(cast.serviu)
    version = sent(project(cast, by=by), by)

    with pytest.raises(ChangedSinceOpened):
        actions.approve_version(version, seen=1, by=cast.diana.access)


def test_what_is_not_whole_is_not_sent(cast: Cast) -> None:
    by = programmer(cast.serviu)
    draft = drafted(project(cast, by=by), by)

    with pytest.raises(errors.VersionEmpty, match="el monto de algún mes y el avance físico"):
        actions.submit_version(draft, by=by.access)
    written(draft, by, works={})
    with pytest.raises(errors.VersionEmpty, match="falta el avance físico"):
        actions.submit_version(draft, by=by.access)


def test_one_that_changes_nothing_is_not_sent(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    approved(cast, made, by)
    draft = drafted(made, by)

    with pytest.raises(errors.NothingChanges, match="dice lo mismo que la vigente"):
        actions.submit_version(draft, by=by.access)


def test_what_stops_is_asked_of_the_catalogue_when_sent_and_when_approved(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    asked: list[int | None] = []
    found: list[checking.Finding] = []

    def review(project: object, version: int | None) -> list[checking.Finding]:
        asked.append(version)
        return found

    monkeypatch.setattr(checking, "_reviews", [review])
    version = sent(made, by)
    assert asked == [version.pk]
    found.append(
        checking.Finding(
            "X1", checking.Severity.STOPS, "La licitación va antes.", "DS 236", "Hitos", "/x/"
        )
    )
    with pytest.raises(checking.Stopped, match="La licitación va antes"):
        actions.approve_version(version, by=cast.diana.access)
    actions.return_version(version, remarks="Hitos", by=cast.diana.access)
    with pytest.raises(checking.Stopped):
        actions.submit_version(version, by=by.access)


def test_only_its_author_discards_what_was_never_sent(cast: Cast) -> None:
    by, other = programmer(cast.serviu), programmer(cast.serviu)
    made = project(cast, by=by)
    base = drafted(made, by)
    with pytest.raises(errors.FirstVersionStays):
        actions.discard_draft(base, by=by.access)
    written(base, by)
    actions.submit_version(base, by=by.access)
    actions.approve_version(base, by=cast.diana.access)

    draft = drafted(made, by)
    with pytest.raises(errors.DraftOfAnother):
        actions.discard_draft(draft, by=other.access)
    actions.discard_draft(draft, by=by.access)
    assert made.schedule.versions.count() == 1
    assert drafted(made, by).number == 3


def test_one_that_left_the_portfolio_is_no_longer_programmed(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    draft = drafted(made, by)
    sql(
        "UPDATE works_project SET state = 'withdrawn', closed_on = '2007-11-01', "
        "closed_because = 'Sin terreno' WHERE id = %s",
        made.pk,
    )
    with pytest.raises(NoLongerActive):
        written(draft, by)
    with pytest.raises(NoLongerActive):
        drafted(made, by)


def test_two_persons_at_one_draft(cast: Cast) -> None:
    by, other = programmer(cast.serviu), programmer(cast.serviu)
    draft = drafted(project(cast, by=by), by)
    amounts = {(line_item(CIVIL_WORKS), JUNE): 1000}
    actions.write_months(draft, amounts, {}, revision=0, by=by.access)

    with pytest.raises(StaleForm):
        actions.write_months(draft, {}, {}, revision=0, by=other.access)
    with pytest.raises(StaleForm):
        actions.write_milestones(draft, DAYS, revision=0, by=other.access)
    assert money(draft) == {"31-02-004 2008-06": 1000}


def test_only_the_cells_that_were_typed_are_written(cast: Cast) -> None:
    by = programmer(cast.serviu)
    draft = written(drafted(project(cast, by=by), by), by)
    works = line_item(CIVIL_WORKS)
    kept = draft.amounts.get(month=JUNE)

    actions.write_months(
        draft,
        {(works, AUGUST): 5000, (works, JULY): 0},
        {JULY: 50_00},
        cells={(works.pk, JULY), (works.pk, AUGUST)},
        months={JULY},
        by=by.access,
    )
    assert money(draft) == {"31-02-004 2008-06": 200_000_000, "31-02-004 2008-08": 5000}
    assert {str(row): row.accumulated for row in draft.progress.all()} == {
        "2008-06": 4000,
        "2008-07": 5000,
    }
    # What says the same stays the row it was.
    assert draft.amounts.get(month=JUNE).event_id == kept.event_id


BAD_MONTHS = [
    ({JUNE: -1000}, {}, "M\\$ 1 es menos que cero", "31-02-004/2008-06"),
    ({JUNE: 1500}, {}, "no son miles de pesos", "31-02-004/2008-06"),
    ({JUNE: 10**15 + 1000}, {}, "demasiado grande", "31-02-004/2008-06"),
    ({Month(1949, 12): 1000}, {}, "«1949-12» queda fuera", "31-02-004/1949-12"),
    ({Month(2101, 1): 1000}, {}, "va de 1950 a 2100", "31-02-004/2101-01"),
    ({}, {JUNE: 100_01}, "100,01 % no está entre 0 y 100", "fisico/2008-06"),
    ({}, {JUNE: -1}, "no está entre 0 y 100", "fisico/2008-06"),
    ({}, {Month(1949, 12): 0}, "queda fuera", "fisico/1949-12"),
]


@pytest.mark.parametrize(("amounts", "works", "sentence", "cell"), BAD_MONTHS)
def test_months_that_can_not_be(
    cast: Cast, amounts: dict[Month, int], works: dict[Month, int], sentence: str, cell: str
) -> None:
    by = programmer(cast.serviu)
    draft = written(drafted(project(cast, by=by), by), by)
    said = {(line_item(CIVIL_WORKS), month): amount for month, amount in amounts.items()}

    with pytest.raises(errors.InCell, match=sentence) as refused:
        actions.write_months(draft, said, works, by=by.access)
    assert refused.value.cell == cell
    assert sum(money(draft).values()) == 500_000_000


def test_what_is_not_of_projects_is_not_programmed(cast: Cast) -> None:
    by = programmer(cast.serviu)
    draft = drafted(project(cast, by=by), by)
    line_item(CIVIL_WORKS)
    other = type(line_item(CIVIL_WORKS)).objects.filter(kind="").first()
    assert other is not None
    with pytest.raises(errors.NotALineItemOfProjects):
        actions.write_months(draft, {(other, JUNE): 1000}, {}, by=by.access)


BAD_DAYS = [
    ([Dated("  ", "contract", date(2008, 5, 1))], "Escriba el nombre"),
    ([DAYS[3], DAYS[3]], "aparece dos veces"),
    ([Dated("C", "contract", date(2101, 1, 1))], "queda fuera"),
    ([Dated("C", "bidding", date(2008, 3, 1))], "diga de qué ronda"),
    ([Dated("C", "bidding", date(2008, 3, 1), 10, "awarded")], "de 1 a 9"),
    ([Dated("C", "bidding", date(2008, 3, 1), 1, "otra")], "cómo termina"),
    ([Dated("C", "contract", date(2008, 3, 1), 1, "awarded")], "no de una ronda"),
    ([Dated("C", "award", date(2008, 3, 1), 1, "deserted")], "no se adjudica"),
    ([Dated("C", "opening", date(2008, 3, 1), 1, "direct")], "no se licita"),
    (
        [
            Dated("C", "bidding", date(2008, 3, 1), 1, "awarded"),
            Dated("C", "opening", date(2008, 3, 2), 1, "deserted"),
        ],
        "termina de una sola manera",
    ),
]


@pytest.mark.parametrize(("days", "sentence"), BAD_DAYS)
def test_milestones_that_can_not_be(cast: Cast, days: list[Dated], sentence: str) -> None:
    by = programmer(cast.serviu)
    draft = written(drafted(project(cast, by=by), by), by)

    with pytest.raises(DomainError, match=sentence):
        actions.write_milestones(draft, days, by=by.access)
    assert draft.milestones.count() == len(DAYS)


def test_a_round_that_ends_otherwise(cast: Cast) -> None:
    by = programmer(cast.serviu)
    draft = written(drafted(project(cast, by=by), by), by)
    contract = draft.milestones.get(kind="contract")
    days = [
        Dated("Contrato 1", "bidding", date(2008, 3, 3), 1, "awarded"),
        Dated("Contrato 1", "opening", date(2008, 3, 20), 1, "awarded"),
        *DAYS[3:],
    ]
    actions.write_milestones(draft, days, by=by.access)

    assert set(draft.milestones.filter(round__gt=0).values_list("kind", "outcome")) == {
        ("bidding", "awarded"),
        ("opening", "awarded"),
    }
    assert draft.milestones.get(kind="contract").event_id == contract.event_id


def test_two_versions_compared(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    base = approved(cast, made, by)
    found = changes(Contents(base), Contents(reprogrammed(cast, made, by)))

    assert found.difference == 0
    assert [(row.when, row.old, row.new, row.by) for row in found.amounts] == [
        ("julio de 2008", "M$ 300.000", "M$ 250.000", "−M$ 50.000"),
        ("agosto de 2008", "M$ 0", "M$ 50.000", "+M$ 50.000"),
    ]
    assert [(row.when, row.old, row.new, row.by) for row in found.progress] == [
        ("julio de 2008", "100 %", "90 %", "−10 puntos"),
        ("agosto de 2008", "sin avance", "100 %", ""),
    ]
    (moved,) = found.milestones
    assert (moved.what, moved.old, moved.new, moved.by) == (
        "Término de las obras",
        "31-07-2008",
        "14-08-2008",
        "se atrasa 14 días",
    )


def test_what_was_spent_is_programmed_in_thousands_and_adds_up(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    works = line_item(CIVIL_WORKS)
    spent = {(works, JULY): 1_400, (works, JUNE): 1_400, (works, AUGUST): 1_700}
    draft = actions.draft_from(made, spent, {}, (), "", by=by.access)

    # 1.400, 2.800 and 4.500 accumulated.
    assert list(money(draft).values()) == [1000, 2000, 2000]


def test_one_built_from_execution(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    approved(cast, made, by)
    works = line_item(CIVIL_WORKS)
    draft = actions.draft_from(
        made,
        {(works, JUNE): 180_000_000, (works, AUGUST): 320_000_000},
        {JUNE: 36_00, AUGUST: 100_00},
        DAYS[3:],
        "Arrastre de 2007",
        by=by.access,
        on=TODAY,
    )
    assert (draft.number, draft.is_from_execution, draft.reason) == (2, True, "Arrastre de 2007")
    assert sum(money(draft).values()) == 500_000_000
    with pytest.raises(approval_errors.DomainError):
        actions.draft_from(made, {}, {}, (), "Otra", by=by.access)
    actions.submit_version(draft, by=by.access)
    actions.approve_version(draft, by=cast.diana.access)
