"""From the observed result to the rules: each step once, in order, with what it asks for."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.core.errors import NotAllowed, StaleForm
from minga.workplan.norms import actions, errors
from minga.workplan.norms.models import NormStage, NormStep, RegulatoryChange
from minga.workplan.norms.rulesets import rule_sets
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import drop_trigger, refused, refused_constraint, sql
from tests.workplan import factories as plans
from tests.workplan.asserts import last_event, last_said
from tests.workplan.norms import factories
from tests.workplan.norms.factories import change, observed, read, step, tell, until

DAY = timedelta(days=1)


def test_it_begins_by_what_was_observed_and_takes_a_number(cast: Cast) -> None:
    first, second = change(cast), change(cast)
    assert (first.stage, first.folio, second.folio) == ("observed", "1 de 2007", "2 de 2007")
    assert last_said()[2] == f"registró el cambio normativo 2 de 2007: {factories.TITLE}"


def test_each_step_follows_the_one_before(cast: Cast) -> None:
    made = until(cast, NormStage.UPDATED)

    assert made.stage == NormStage.UPDATED
    assert [row.kind for row in made.steps.order_by("pk")] == [
        "proposed",
        "decreed",
        "published",
        "in_force",
        "updated",
    ]
    assert made.in_force_on == made.steps.get(kind="in_force").on
    assert last_said()[2] == "anotó «reglas actualizadas» del cambio normativo 1 de 2007"
    with nothing_recorded(), pytest.raises(errors.NotItsTurn, match="ya terminó"):
        tell(cast, made, NormStage.UPDATED)


@pytest.mark.parametrize(
    "kind", [NormStage.DECREED, NormStage.PUBLISHED, NormStage.IN_FORCE, NormStage.UPDATED]
)
def test_a_later_step_needs_the_earlier_ones(cast: Cast, kind: NormStage) -> None:
    made = change(cast)
    with nothing_recorded(), pytest.raises(errors.NotItsTurn, match="Antes falta anotar «propue"):
        tell(cast, made, kind)


def test_dates_go_in_order(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    day = made.steps.get().on
    with nothing_recorded(), pytest.raises(errors.BeforeTheLast, match="día de «propuesta»"):
        tell(cast, made, NormStage.DECREED, on=day - DAY)
    tell(cast, made, NormStage.DECREED, on=day)


def test_it_is_not_proposed_before_it_was_observed(cast: Cast) -> None:
    made = change(cast)
    with nothing_recorded(), pytest.raises(errors.BeforeTheLast, match="resultado observado"):
        tell(cast, made, NormStage.PROPOSED, on=factories.SEEN - DAY)


def test_only_the_day_from_which_it_rules_may_be_to_come(cast: Cast) -> None:
    made = until(cast, NormStage.DECREED)
    with nothing_recorded(), pytest.raises(errors.InTheFuture):
        tell(cast, made, NormStage.PUBLISHED, on=TODAY + DAY)
    tell(cast, made, NormStage.PUBLISHED)
    tell(cast, made, NormStage.IN_FORCE, on=TODAY + DAY)

    made = read(made)
    assert (made.is_late(TODAY), made.is_late(TODAY + DAY)) == (False, True)


def test_a_decree_has_its_number(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    with nothing_recorded(), pytest.raises(errors.FieldMissing, match="número del decreto"):
        tell(cast, made, NormStage.DECREED, decree=" ")


def test_the_last_step_names_the_rules_or_says_why_none(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    nothing = {"rules_set": "", "rules_version": ""}
    with nothing_recorded():
        with pytest.raises(errors.FieldMissing, match="por qué no cambia ninguna"):
            tell(cast, made, NormStage.UPDATED, **nothing)
        with pytest.raises(errors.UnknownRules, match=r"«otra\.toml»"):
            tell(cast, made, NormStage.UPDATED, rules_set="otra.toml")
        with pytest.raises(errors.FieldMissing, match="versión"):
            tell(cast, made, NormStage.UPDATED, rules_version="")

    row = tell(cast, made, NormStage.UPDATED, **nothing, remarks="Minga no calcula ese subsidio.")

    assert (row.rules_set, read(made).stage) == ("", "updated")


def test_the_rules_offered_are_those_that_are_there() -> None:
    assert {"uf.py", "division.py", "workplan.py"} <= set(rule_sets())
    assert not [name for name in rule_sets() if name.startswith("_")]


def test_the_head_abandons_with_a_reason_what_does_not_rule_yet(cast: Cast) -> None:
    made = until(cast, NormStage.DECREED)
    with nothing_recorded():
        with pytest.raises(NotAllowed):
            actions.abandon(made, reason="No va.", by=cast.ana.access)
        with pytest.raises(errors.FieldMissing):
            actions.abandon(made, reason=" ", by=cast.diana.access)

    actions.abandon(made, reason="El ministerio no la acogió.", by=cast.diana.access)

    assert (read(made).stage, last_event().reason) == ("abandoned", "El ministerio no la acogió.")
    with nothing_recorded():
        with pytest.raises(errors.NotItsTurn, match="ya terminó: abandonado"):
            tell(cast, made, NormStage.PUBLISHED)
        with pytest.raises(errors.NoLongerOpen, match="ya se abandonó"):
            actions.abandon(made, reason="Otra vez.", by=cast.diana.access)


def test_what_rules_is_not_abandoned(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    with nothing_recorded(), pytest.raises(errors.NoLongerOpen, match="ya rige"):
        actions.abandon(made, reason="No va.", by=cast.diana.access)


def test_who_saw_an_earlier_stage_is_told(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    with nothing_recorded():
        with pytest.raises(errors.ChangedMeanwhile, match="«propuesta»"):
            actions.tell_step(made, step(NormStage.DECREED), seen="observed", by=cast.bruno.access)
        with pytest.raises(errors.ChangedMeanwhile):
            actions.abandon(made, reason="No.", seen="observed", by=cast.diana.access)


def test_it_is_corrected_until_somebody_proposes_it(cast: Cast) -> None:
    made = change(cast)
    actions.correct_change(made, observed(title="Otro"), revision=0, by=cast.bruno.access)
    assert read(made).title == "Otro"
    assert last_event().data["changes"] == [["Título", factories.TITLE, "Otro"]]
    with nothing_recorded(), pytest.raises(StaleForm):
        actions.correct_change(made, observed(), revision=0, by=cast.ana.access)
    tell(cast, made, NormStage.PROPOSED)
    with nothing_recorded(), pytest.raises(errors.AlreadyProposed):
        actions.correct_change(made, observed(), revision=2, by=cast.ana.access)


@pytest.mark.parametrize("name", ["diana", "carla", "aldo", "marta"])
def test_only_the_units_of_the_service_keep_it(cast: Cast, name: str) -> None:
    made, by = change(cast), getattr(cast, name).access
    with nothing_recorded():
        with pytest.raises(NotAllowed):
            actions.register_change(cast.serviu, observed(), by=by)
        with pytest.raises(NotAllowed):
            actions.tell_step(made, step(NormStage.PROPOSED), by=by)
        with pytest.raises(NotAllowed):
            actions.correct_change(made, observed(), revision=0, by=by)


def test_what_is_written_is_whole(cast: Cast) -> None:
    head = plans.member(cast.other, plans.Role.INSTITUTION_HEAD)
    foreign = plans.approved(cast, service=cast.other, preparer=cast.carla, head=head)
    other = plans.line(foreign)
    with nothing_recorded():
        for name in ("title", "norm", "observed", "observed_where"):
            with pytest.raises(errors.FieldMissing):
                change(cast, **{name: " "})
        with pytest.raises(errors.FieldMissing, match="antes de registrarlo"):
            change(cast, observed_on=TODAY + DAY)
        with pytest.raises(errors.LineElsewhere):
            change(cast, line=other)


def _insert(model: Any, row: Any, **changes: Any) -> None:
    """A copy of the row, written behind the back of the actions."""
    columns = [f for f in model._meta.concrete_fields if not f.primary_key]
    values = {f.column: getattr(row, f.attname) for f in columns} | changes
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", *values.values())


def _change(row: RegulatoryChange, column: str, value: object) -> None:
    sql(f'UPDATE norms_regulatorychange SET "{column}" = %s WHERE id = %s', value, row.pk)


def test_the_database_holds_what_a_change_is(cast: Cast) -> None:
    made = change(cast)

    def again(**changes: Any) -> None:
        _insert(RegulatoryChange, made, **{"public_id": "bcdfghjkmnpq", "number": 9} | changes)

    table = "norms_regulatorychange"
    with refused_constraint(
        "regulatorychange_number_once", f"{table}.service_id, {table}.year, {table}.number"
    ):
        again(number=made.number)
    for column in ("title", "norm", "observed", "observed_where"):
        with refused("regulatorychange_says_what_was_observed"):
            again(**{column: ""})
    with refused("regulatorychange_observed_before"):
        again(observed_on=TODAY + DAY)
    with refused("regulatorychange_rules_from_a_day"):
        again(in_force_on=TODAY)
    with refused("comienza por el resultado observado"):
        again(stage="proposed")
    with refused("no se borra: se abandona"):
        sql("DELETE FROM norms_regulatorychange WHERE id = %s", made.pk)
    with refused("conserva su número y su servicio"):
        _change(made, "number", 7)
    with refused("lo da su paso"):
        _change(made, "stage", "proposed")


def test_the_database_keeps_what_was_observed_after_proposing(cast: Cast) -> None:
    made = until(cast, NormStage.PUBLISHED)
    for column, value in (
        ("observed", "Otra cosa"),
        ("territory_id", cast.region.pk),
        ("line_id", plans.line(plans.approved(cast)).pk),
        ("created_by_id", cast.bruno.pk),
        ("created_on", TODAY + DAY),
    ):
        with refused("Lo que se observó no cambia después de proponer"):
            _change(made, column, value)
    with refused("lo da su paso"):
        _change(made, "stage", "decreed")


def test_the_database_ties_the_day_from_which_it_rules_to_its_step(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    with refused("rige desde el día que dice su paso"):
        _change(made, "in_force_on", TODAY)


def test_the_database_holds_what_a_step_is(cast: Cast) -> None:
    made = until(cast, NormStage.PROPOSED)
    first = made.steps.get()

    def next_one(**changes: Any) -> None:
        given = {"kind": "decreed", "decree": "DS 1", "on": first.on} | changes
        _insert(NormStep, first, **given)

    with refused("normstep_decree_has_its_number"):
        next_one(decree="")
    with refused("le falta un paso anterior"):
        next_one(kind="published", decree="")
    with refused("le falta un paso anterior|normstep_each_once|UNIQUE"):
        next_one(kind="proposed", decree="")
    with refused("no puede ser anterior al que lo precede"):
        next_one(on=first.on - DAY)
    with refused("normstep_told_when_it_was"):
        next_one(on=first.told_on + DAY)
    with refused("normstep_names_the_rules_or_none"):
        next_one(rules_set="uf.py")
    with refused("normstep_abandoned_says_why"):
        next_one(kind="abandoned", decree="", remarks="")
    with refused("norms_normstep no se modifican ni se borran"):
        sql("UPDATE norms_normstep SET remarks = 'x' WHERE id = %s", first.pk)
    with refused("norms_normstep no se modifican ni se borran"):
        sql("DELETE FROM norms_normstep WHERE id = %s", first.pk)


def test_the_database_names_the_rules_whole_or_none_with_why(cast: Cast) -> None:
    made = until(cast, NormStage.IN_FORCE)
    last = made.steps.latest("pk")
    given: dict[str, Any] = {"kind": "updated", "on": date(2007, 11, 1)}
    for rules in (
        {"rules_set": "", "rules_version": "", "remarks": ""},
        {"rules_set": "uf.py", "rules_version": ""},
        {"rules_set": "", "rules_version": "2"},
    ):
        with refused("normstep_names_the_rules_or_none"):
            _insert(NormStep, last, **given | rules)


def test_the_database_takes_each_step_once(cast: Cast) -> None:
    """Also with the guard of the turn asleep."""
    first = until(cast, NormStage.PROPOSED).steps.get()
    drop_trigger("norms_normstep_in_its_turn_insert", "norms_normstep")
    with refused_constraint("normstep_each_once", "norms_normstep.change_id, norms_normstep.kind"):
        _insert(NormStep, first)
