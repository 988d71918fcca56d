"""The same seed picks the same sample, here and outside; nobody draws in secret."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from minga.cli.main import main
from minga.core.errors import NotAllowed
from minga.core.verification import verify
from minga.documents.files import actions, errors
from minga.documents.files.models import Sample, SampleItem
from minga.documents.files.picking import new_seed, pick, population_hash, rank
from tests.conftest import Cast, nothing_recorded
from tests.core.database import by_hand, commit, refused, sql
from tests.workplan import factories

IDS = [f"caso{number:02d}" for number in range(1, 21)]
SEED = "00112233445566778899aabbccddeeff"
VECTOR = ["caso02", "caso19", "caso06", "caso12", "caso03"]
HASH = "ec0839c8ab1eaa9b5154e73a081fb8e4d33d0e8ef9496d7a1a33527381f309d7"


def test_vectors():
    """Computed outside: `printf '%s' "$seed$id" | sha256sum`, sorted, the first five."""
    assert rank(SEED, "caso01") == hashlib.sha256(f"{SEED}caso01".encode()).hexdigest()
    assert pick(SEED, IDS, 5) == VECTOR
    assert pick(SEED, reversed(IDS), 5) == VECTOR
    assert pick(SEED, [*IDS, *IDS], 5) == VECTOR
    assert pick("0" * 32, IDS, 5) != VECTOR
    assert population_hash(IDS) == HASH


def test_seeds_are_not_repeated():
    assert len({new_seed() for _ in range(100)}) == 100
    assert len(new_seed()) == 32


@pytest.fixture
def plans(cast: Cast) -> list[str]:
    made = [factories.draft(cast, year=year).plan for year in range(2000, 2008)]
    return [plan.public_id for plan in made]


def draw(cast: Cast, size: int = 3, **more: Any) -> Sample:
    said = {"reason": "Revisión semestral", "by": cast.aldo.access} | more
    return actions.draw(cast.serviu, "programa", size=size, **said)


def test_a_draw_keeps_seed_population_and_cases(cast: Cast, plans: list[str]):
    sample = draw(cast)

    assert sample.population == sorted(plans)
    assert sample.population_sha256 == population_hash(plans)
    kept = sample.items.order_by("position").values_list("case_public_id", flat=True)
    assert list(kept) == pick(sample.seed, plans, 3)


def test_cases_that_come_later_change_nothing(cast: Cast, plans: list[str]):
    sample = draw(cast)
    factories.draft(cast, year=2008)
    sample.refresh_from_db()

    assert len(sample.population) == len(plans)
    assert pick(sample.seed, sample.population, 3) == [
        item.case_public_id for item in sample.items.order_by("position")
    ]


def test_every_draw_has_its_number(cast: Cast, plans: list[str]):
    first, second = draw(cast), draw(cast, reason="La anterior incluyó un caso de prueba")

    assert (first.number, second.number) == (1, 2)
    assert first.seed != second.seed
    with refused("no se modifican"):
        sql("DELETE FROM files_sampleitem WHERE sample_id = %s", first.pk)
    with refused("no se modifican"):
        sql("UPDATE files_sample SET seed = 'otra' WHERE id = %s", first.pk)


def test_of_a_year_or_of_all(cast: Cast, plans: list[str]):
    assert draw(cast, 1, of_year=2005).population_size == 1
    with nothing_recorded(), pytest.raises(errors.NobodyToDraw):
        draw(cast, of_year=1990)
    with nothing_recorded(), pytest.raises(errors.TooMany, match="tiene 8"):
        draw(cast, 9)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        draw(cast, reason=" ")
    for who in (cast.ana, cast.diana, cast.nora, cast.carla):
        with nothing_recorded(), pytest.raises(NotAllowed):
            draw(cast, by=who.access)


def test_it_is_repeated_from_the_command_line(
    cast: Cast, plans: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    sample = draw(cast)
    kept = [item.case_public_id for item in sample.items.order_by("position")]
    listed = tmp_path / "poblacion.txt"
    listed.write_text("\n".join(reversed(plans)) + "\n", encoding="utf-8")

    assert main(["files", "sample", sample.public_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sample"] == kept
    seeded = ["--seed", sample.seed, "--size", "3", "--json"]
    assert main(["files", "sample", str(listed), *seeded]) == 0
    outside = json.loads(capsys.readouterr().out)
    assert (outside["sample"], outside["population_sha256"]) == (kept, sample.population_sha256)
    assert main(["files", "sample", "nadie"]) == 1
    assert main(["files", "sample", str(listed), "--seed", "x"]) == 1
    assert main(["files", "sample", "no-existe.txt", *seeded]) == 1


def test_a_shell_repeats_it_without_minga(cast: Cast, plans: list[str]):
    sample = draw(cast)
    script = (
        'while read id; do printf "%s %s\\n" '
        '"$(printf "%s" "$0$id" | sha256sum | cut -d" " -f1)" "$id"; done | sort | '
        'head -n 3 | cut -d" " -f2'
    )
    said = subprocess.run(
        ["bash", "-c", script, sample.seed],
        input="\n".join(plans) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [
        item.case_public_id for item in sample.items.order_by("position")
    ]


def test_the_verification_sees_a_case_that_was_put_in_by_hand(cast: Cast, plans: list[str]):
    sample = draw(cast)
    commit()
    assert verify() == []
    last = SampleItem.objects.get(sample=sample, position=3)
    spare = next(one for one in plans if one not in pick(sample.seed, plans, 3))
    with by_hand():
        sql("UPDATE files_sampleitem SET case_public_id = %s WHERE id = %s", spare, last.pk)

    found = [finding.sentence for finding in verify()]

    assert "Sus casos no son los que salen con su semilla." in found
