"""What can never be true of the tables of core, whoever writes."""

import pytest
from django.apps import apps

from minga.core.models import Chain, DigestKey, User, Verification
from tests.conftest import Cast
from tests.core.database import ask, refused, refused_constraint, sql


def test_an_installation_is_one_row(db: None) -> None:
    columns = "chain_id, sequence, head, is_demonstration, opening_day, chosen_day"

    with refused("chain_is_one_row"):
        sql(f"INSERT INTO core_chain (id, {columns}) SELECT 2, {columns} FROM core_chain")


@pytest.mark.parametrize("day", ["opening_day", "chosen_day"])
def test_only_a_demonstration_lives_in_a_day(db: None, day: str) -> None:
    assert not Chain.objects.get().is_demonstration

    with refused("chain_day_only_in_demonstration"):
        sql(f"UPDATE core_chain SET {day} = '2007-11-30'")


def test_a_row_has_one_secret(cast: Cast) -> None:
    key = DigestKey.objects.earliest("pk")
    columns = "model, row_id, key"

    with refused_constraint("digestkey_one_per_row", "core_digestkey.model, core_digestkey.row_id"):
        sql(
            f"INSERT INTO core_digestkey ({columns}) SELECT {columns} FROM core_digestkey "
            "WHERE id = %s",
            key.pk,
        )


@pytest.mark.parametrize("status", ["clean", "damaged", "failed"])
def test_a_verification_that_is_over_says_when(db: None, status: str) -> None:
    Verification.objects.create()

    with refused("verification_finished_iff_has_date"):
        sql("UPDATE core_verification SET status = %s", status)


@pytest.mark.parametrize("status", ["waiting", "running"])
def test_a_verification_in_course_has_no_end(db: None, status: str) -> None:
    asked = Verification.objects.create(status=status)

    with refused("verification_finished_iff_has_date"):
        sql("UPDATE core_verification SET finished_at = asked_at WHERE id = %s", asked.pk)


def test_a_user_name_belongs_to_one_account(cast: Cast) -> None:
    with refused_constraint("core_user_username", "core_user.username"):
        sql("UPDATE core_user SET username = 'ana' WHERE username = 'bruno'")


def test_a_user_name_is_stored_in_lower_case_and_found_in_any(cast: Cast) -> None:
    assert User.objects.get_by_natural_key("ANA").pk == User.objects.get(username="ana").pk
    assert ask("SELECT COUNT(*) FROM core_user WHERE username <> LOWER(username)") == [0]


AREAS = ("core", "territory", "people", "documents", "strategy", "workplan")


def test_every_constraint_of_ours_has_a_name_that_begins_with_its_model() -> None:
    named = [
        (model._meta.model_name, constraint.name)
        for area in AREAS
        for model in apps.get_app_config(area).get_models()
        for constraint in model._meta.constraints
    ]

    assert [(model, name) for model, name in named if not name.startswith(f"{model}_")] == []
