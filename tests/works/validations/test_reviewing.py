"""From the rows of a project to its findings, justified by their figures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minga.core.errors import NotAllowed
from minga.core.months import Month
from minga.territory.models import Territory
from minga.works.actions import change_project, write_communes, write_money
from minga.works.checking import Severity, Stopped, findings_of, require_sound
from minga.works.models import Project
from minga.works.schedules.actions import Dated
from minga.works.validations import actions
from minga.works.validations.models import KeptFinding, WarningJustification
from minga.works.validations.reviewing import found_in, found_in_whole
from tests.budget.guarantees import guarantee
from tests.budget.laws import loaded
from tests.conftest import TODAY, Cast, Somebody
from tests.snapshot import written_once
from tests.works.contracts.factories import inspector, running
from tests.works.factories import CIVIL_WORKS, cost, paid_for, programmer, project, record, source
from tests.works.schedules.factories import drafted, written

pytestmark = pytest.mark.django_db
COMMUNE = "huara"
WHY = "El mandante paga por convenio aparte, según el oficio 77."


@written_once
def by(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


@written_once
def paid(cast: Cast, by: Somebody) -> Project:
    """M$ 500.000 of civil works in 2008, paid by the sector; with no commune."""
    made = project(cast, by=by, rate="rs", currency_month=Month(2007, 12))
    return paid_for(made, by)


def codes(found: Project, version: int | None = None) -> list[str]:
    return [finding.code for finding in findings_of(found, version)]


def test_a_project_without_schedule_is_looked_at_all_the_same(paid: Project) -> None:
    assert codes(paid) == ["REG-07"]


def test_a_draft_is_looked_at_in_the_place_of_what_rules(paid: Project, by: Somebody) -> None:
    """Round 1 desierta in March, round 2 in April, contract in May: accepted."""
    draft = written(drafted(paid, by), by)
    assert codes(paid, draft.pk) == ["REG-07"]


def test_what_is_being_prepared_is_looked_at_before_anything_rules(
    paid: Project, by: Somebody
) -> None:
    draft = written(drafted(paid, by), by, money={(CIVIL_WORKS, Month(2008, 6)): 499_999})
    assert codes(paid) == codes(paid, draft.pk) == ["PRO-01", "REG-07"]


def test_a_tender_after_its_contract_says_both_dates(paid: Project, by: Somebody) -> None:
    days = (
        Dated("Contrato 1", "bidding", date(2008, 3, 3), 1, "awarded"),
        Dated("Contrato 1", "contract", date(2008, 2, 4)),
    )
    draft = written(drafted(paid, by), by, days=days)
    with pytest.raises(Stopped) as stopped:
        require_sound(paid, draft.pk)
    assert "la firma del contrato (04-02-2008)" in str(stopped.value)
    assert "el llamado a licitación (03-03-2008)" in str(stopped.value)
    found = stopped.value.findings[0]
    assert (found.code, found.url) == ("HIT-01", f"/programacion/{paid.public_id}/borrador/hitos/")
    assert found.cell == "hito/Contrato 1/0/contract"


def test_a_failed_round_brings_no_contract(paid: Project, by: Somebody) -> None:
    days = (
        Dated("Contrato 1", "bidding", date(2008, 3, 3), 1, "deserted"),
        Dated("Contrato 1", "contract", date(2008, 5, 5)),
    )
    draft = written(drafted(paid, by), by, days=days)
    assert codes(paid, draft.pk) == ["HIT-04", "HIT-05", "PRO-05", "REG-07"]


def test_months_short_of_the_year_say_the_difference(paid: Project, by: Somebody) -> None:
    draft = written(drafted(paid, by), by, money={(CIVIL_WORKS, Month(2008, 6)): 499_999})
    found = findings_of(paid, draft.pk)[0]
    assert (found.code, found.severity) == ("PRO-01", Severity.STOPS)
    assert found.sentence.endswith("suman M$ 499.999 y su costo del año es M$ 500.000: "
                                   "faltan M$ 1.")  # fmt: skip
    assert found.cell == "31-02-004/2008"


def test_what_warns_is_justified_once(paid: Project, by: Somebody) -> None:
    found = findings_of(paid)[0]
    said = actions.justify(paid, found.digest, WHY, by=by.access)
    assert (said.code, said.sentence, said.text) == ("REG-07", found.sentence, WHY)
    assert findings_of(paid)[0].justification == WHY
    with pytest.raises(actions.AlreadyJustified):
        actions.justify(paid, found.digest, WHY, by=by.access)
    assert WarningJustification.objects.count() == 1


def test_a_justification_is_of_its_figures(cast: Cast, by: Somebody) -> None:
    made = project(cast, by=by, beneficiaries=100)
    found = next(f for f in findings_of(made) if f.code == "REG-02")
    actions.justify(made, found.digest, WHY, by=by.access)
    changed = change_project(made, record(bip=made.bip, beneficiaries=90), by=by.access)
    again = next(f for f in findings_of(changed) if f.code == "REG-02")
    assert not again.justification


@pytest.mark.parametrize("text", ["", "   ", "Sí"])
def test_a_justification_says_something(paid: Project, by: Somebody, text: str) -> None:
    with pytest.raises(actions.SaysTooLittle):
        actions.justify(paid, findings_of(paid)[0].digest, text, by=by.access)


def test_what_is_no_longer_found_is_not_justified(paid: Project, by: Somebody) -> None:
    with pytest.raises(actions.NoLongerFound):
        actions.justify(paid, "0" * 16, WHY, by=by.access)


def test_only_who_formulates_justifies(paid: Project, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.justify(paid, findings_of(paid)[0].digest, WHY, by=cast.diana.access)


def test_what_was_found_is_kept_with_its_first_day(paid: Project, by: Somebody) -> None:
    actions.keep([paid], on=TODAY)
    later = TODAY + timedelta(days=1)
    assert actions.keep([paid], on=later) == 1
    row = KeptFinding.objects.get()
    assert (row.code, row.found_on, row.seen_on) == ("REG-07", TODAY, later)


def test_what_was_mended_leaves_the_list(paid: Project, by: Somebody, cast: Cast) -> None:
    actions.keep([paid], on=TODAY)
    commune = Territory.objects.get(key=COMMUNE)
    write_communes(paid, {commune: 10_000}, by=by.access)
    assert actions.keep([Project.objects.get(pk=paid.pk)], on=TODAY) == 0
    assert not KeptFinding.objects.exists()


def test_questions_do_not_grow_with_projects(cast: Cast, by: Somebody) -> None:
    def asked(many: int) -> int:
        projects = [paid_for(project(cast, by=by), by) for _ in range(many)]
        for one in projects:
            written(drafted(one, by), by)
        with CaptureQueriesContext(connection) as asking:
            found_in(projects, on=TODAY)
        return len(asking)

    assert asked(1) == asked(4)


def test_a_whole_portfolio_without_law_has_nothing(paid: Project, cast: Cast) -> None:
    assert found_in_whole(cast.serviu, on=TODAY) == []


def test_sources_are_looked_at_by_who_pays(cast: Cast, by: Somebody) -> None:
    made = project(cast, by=by, principal=cast.seremi)
    write_money(made, [cost(10_000)], [source(10_000)], by=by.access)
    assert "FIN-03" in codes(made)
    write_money(made, [cost(10_000)], [source(10_000, "regional")], by=by.access)
    assert "FIN-03" not in codes(made)


@pytest.mark.parametrize(("days", "found"), [(59, True), (60, False)])
@pytest.mark.parametrize("own", [True, False])
def test_a_guarantee_that_ends_before_its_contract_warns(
    cast: Cast, by: Somebody, days: int, found: bool, own: bool
) -> None:
    """60 days after its term, as the parameter says; kept in the dossier of the contract or in that
    of its project."""
    made = project(cast, by=by)
    contract = running(made, inspector(cast.serviu))
    dossier = contract.dossier if own else made.dossier
    assert contract.ends_on is not None
    until = contract.ends_on + timedelta(days=days)
    guarantee(cast, dossier=dossier, valid_until=until)
    guarantee(cast, dossier=dossier, purpose="bid", valid_until=until - timedelta(days=9))
    assert ("CON-03" in codes(made)) == found


def test_a_programme_over_a_line_of_the_law_warns(paid: Project, by: Somebody, cast: Cast) -> None:
    loaded(cast)
    draft = written(drafted(paid, by), by)
    found = next(f for f in findings_of(paid, draft.pk) if f.code == "PRE-01")
    assert "M$ 500.000 de 31-02 en 2008" in found.sentence
    assert "le da M$ 300: sobran M$ 499.700." in found.sentence
