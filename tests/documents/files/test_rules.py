"""What is asked for changes with dates, by two persons, and never what was."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.core.versions import PreparedByApprover
from minga.documents.files import errors
from minga.documents.files.models import Requirement
from tests.conftest import Cast, nothing_recorded
from tests.core.database import refused, sql
from tests.documents.files.factories import EARLY, RULED, approve, asking, proposed, ruled

LATER = date(2007, 6, 1)


def test_who_proposes_does_not_approve(cast: Cast):
    change = proposed(cast)
    assert not Requirement.objects.exists()
    with nothing_recorded(), pytest.raises((NotAllowed, PreparedByApprover)):
        approve(type(cast)(**{**vars(cast), "diana": cast.nora}), change)

    approve(cast, change)

    rule = Requirement.objects.get()
    assert (rule.valid_from, rule.valid_until) == (RULED, None)


def test_only_who_administers_proposes(cast: Cast):
    for who in (cast.ana, cast.diana, cast.carla, cast.aldo):
        with nothing_recorded(), pytest.raises(NotAllowed):
            proposed(type(cast)(**{**vars(cast), "nora": who}))


def test_a_change_ends_the_rule_and_opens_its_own(cast: Cast):
    rule = ruled(cast, "Acta", party="la unidad")

    changed = ruled(
        cast, "Acta firmada", line=rule.line, party="el Consejo", on=LATER, valid_from=LATER
    )

    rule.refresh_from_db()
    assert (rule.document, rule.party, rule.valid_until) == ("Acta", "la unidad", LATER)
    assert (changed.line, changed.valid_from, changed.whose) == (rule.line, LATER, "del Consejo")


def test_it_is_not_for_the_past_nor_for_nothing(cast: Cast):
    rule = ruled(cast, "Acta")
    with nothing_recorded(), pytest.raises(errors.RuleInThePast):
        proposed(cast, valid_from=date(2007, 1, 1))
    with nothing_recorded(), pytest.raises(errors.NothingChanges):
        proposed(cast, asking("Acta", line=rule.line), valid_from=LATER, on=LATER)
    with nothing_recorded(), pytest.raises(errors.RuledLater):
        proposed(cast, asking("Otra", line=rule.line), valid_from=RULED)
    with nothing_recorded(), pytest.raises(errors.UnknownState):
        proposed(cast, asking(state="archivado"))


def test_one_change_at_a_time_for_a_document(cast: Cast):
    rule = ruled(cast, "Acta")
    proposed(cast, asking("Acta firmada", line=rule.line), valid_from=LATER, on=LATER)

    with nothing_recorded(), pytest.raises(errors.ChangeWaits):
        proposed(cast, asking("Acta sellada", line=rule.line), valid_from=LATER, on=LATER)


def test_approved_too_late_is_refused(cast: Cast):
    change = proposed(cast)
    with nothing_recorded(), pytest.raises(errors.ApprovedTooLate):
        approve(cast, change, LATER)


def test_the_database_holds_what_ruled(cast: Cast):
    rule = ruled(cast)
    with refused("Una regla vigente no se modifica"):
        sql("UPDATE files_requirement SET compulsory = %s WHERE id = %s", False, rule.pk)
    with refused("Una regla vigente no se modifica"):
        sql("UPDATE files_requirement SET valid_until = %s WHERE id = %s", LATER, rule.pk)
    with refused("no se borra"):
        sql("DELETE FROM files_requirement WHERE id = %s", rule.pk)
    with refused("Un cambio aprobado no se modifica"):
        sql("UPDATE files_rulechange SET document = 'x' WHERE id = %s", rule.change_id)
    waiting = proposed(cast, asking("Otro"))
    with refused("cuando otra persona lo aprueba|Espera aprobación"):
        sql("UPDATE files_rulechange SET status = 'approved' WHERE id = %s", waiting.pk)
    assert EARLY < RULED
