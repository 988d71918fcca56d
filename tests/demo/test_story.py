"""The demonstration of Tarapacá 2007: its figures are the document's, its record is whole."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from minga.demo import plan_2007
from minga.demo.cast import BODIES, CHARACTERS
from tests.cli.process import answers, minga

SCORE = ["workplan", "score", "--institution", "serviu", "--year", "2007", "--region", "01"]


def ask(data: Path, query: str) -> list[Any]:
    """The first column of each row, read without touching the folder."""
    with closing(sqlite3.connect(f"file:{data / 'minga.sqlite3'}?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute(query)]


@pytest.mark.slow
def test_its_score_is_the_one_of_the_document(demo_data: Path) -> None:
    (score,) = answers(demo_data, SCORE)

    assert (score["weight"], score["earned"], score["on"]) == (100, 50, "2007-11-30")
    assert [objective["earned"] for objective in score["objectives"]] == [20, 10, 0, 0, 20]
    assert [objective["weight"] for objective in score["objectives"]] == [20] * 5
    activities = [a for objective in score["objectives"] for a in objective["activities"]]
    assert [activity["number"] for activity in activities] == [
        f"{objective}.{number}" for objective in range(1, 6) for number in (1, 2)
    ]
    assert {activity["weight"] for activity in activities} == {10}


@pytest.mark.slow
def test_each_activity_has_the_status_as_printed(demo_data: Path) -> None:
    (score,) = answers(demo_data, SCORE)

    statuses = [a["status"] for o in score["objectives"] for a in o["activities"]]

    assert statuses == [
        *("fulfilled", "fulfilled"),
        *("in_process", "fulfilled"),
        *("in_process", "in_process"),
        *("in_execution", "in_execution"),
        *("fulfilled", "fulfilled"),
    ]


# The day before each verification and its day.
HISTORY = {
    "2006-12-31": 0, "2007-03-30": 0,
    "2007-04-29": 0, "2007-04-30": 10,
    "2007-06-28": 10, "2007-06-29": 20,
    "2007-07-30": 20, "2007-07-31": 30,
    "2007-08-30": 30, "2007-08-31": 40,
    "2007-11-14": 40, "2007-11-15": 50, "2010-01-01": 50,
}  # fmt: skip


@pytest.mark.slow
def test_the_score_grew_with_each_verification(demo_data: Path) -> None:
    found = answers(demo_data, *([*SCORE, "--on", day] for day in HISTORY))

    assert {score["on"]: score["earned"] for score in found} == HISTORY


@pytest.mark.slow
def test_its_record_is_whole_and_its_installation_in_order(demo_data: Path) -> None:
    verified, head = answers(demo_data, ["audit", "verify"], ["audit", "head"])

    assert (verified["clean"], verified["findings"]) == (True, [])
    assert verified["head"] == head["head"]
    assert minga(demo_data, "doctor").returncode == 0


@pytest.mark.slow
def test_everything_was_done_by_somebody_of_the_cast_in_its_day(demo_data: Path) -> None:
    days = ask(demo_data, 'SELECT "on" FROM core_event ORDER BY sequence')
    actors = set(ask(demo_data, "SELECT DISTINCT actor FROM core_event"))
    users = ask(demo_data, "SELECT username FROM core_user ORDER BY id")

    assert days == sorted(days)
    assert (days[0], max(*days, "2007-11-30")) == ("2007-01-02", "2007-11-30")
    assert users == [character.username for character in CHARACTERS]
    assert actors <= {"Demostración"} | {
        f"{character.given_names[0]}. {character.family_names}" for character in CHARACTERS
    }


@pytest.mark.slow
def test_nobody_verified_what_they_uploaded_nor_approved_what_they_wrote(demo_data: Path) -> None:
    own = "SELECT COUNT(*) FROM workplan_evidencereview r JOIN workplan_evidence e ON "
    own += "e.id = r.evidence_id WHERE r.reviewer_id = e.uploaded_by_id"
    prepared = "SELECT COUNT(*) FROM workplan_workplanversion v JOIN core_preparation p ON "
    prepared += "p.subject_id = v.id AND p.subject_model = 'workplan.workplanversion' "
    prepared += "AND p.actor_id = v.approved_by_id"

    assert ask(demo_data, own) == [0]
    assert ask(demo_data, prepared) == [0]


@pytest.mark.slow
def test_every_paper_is_a_file_of_its_own(demo_data: Path) -> None:
    names = ask(demo_data, "SELECT sha256 FROM documents_storedfile")
    stored = [path.name for path in (demo_data / "files").rglob("*") if path.is_file()]
    kinds = set(ask(demo_data, "SELECT DISTINCT extension FROM documents_storedfile"))

    written = [p for _, items in plan_2007.objectives() for item in items for p in item.papers]
    assert sorted(names) == sorted(stored)
    assert len(names) > len(written)  # and what letters, files and visits filed
    assert kinds >= {"pdf", "xlsx", "docx"}


def test_the_document_sums_a_hundred_in_ten_activities() -> None:
    planned = [item for _, items in plan_2007.objectives() for item in items]

    assert [item.weight for item in planned] == [10] * 10
    assert len(list(plan_2007.objectives())) == 5
    assert len(plan_2007.strategic_objectives()) == 6


def test_who_writes_in_the_document_is_of_the_cast() -> None:
    users = {character.username for character in CHARACTERS}
    bodies = {body.key for body in BODIES}

    for _, items in plan_2007.objectives():
        for item in items:
            named = {
                item.reporter,
                *(p.by for p in item.papers),
                *(p.reviewer for p in item.papers),
            }
            assert named - {""} <= users
            assert item.responsible in bodies
            assert all(p.by != p.reviewer for p in item.papers)


def test_each_paper_is_dated_uploaded_and_reviewed_in_this_order() -> None:
    for _, items in plan_2007.objectives():
        for paper in (paper for item in items for paper in item.papers):
            assert paper.dated <= paper.uploaded <= (paper.reviewed or paper.uploaded)
            assert paper.dated.year == 2007
            assert bool(paper.reviewed) == bool(paper.reviewer)
