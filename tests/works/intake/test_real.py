"""The portfolio that another region really kept, and the published example of OC4IDS."""

import csv
import io
import re
from collections import Counter

import pytest

from minga.works.intake.models import ForeignProject, IntakeRow, Outcome
from minga.works.intake.saying import sums
from minga.works.models import Project
from minga.works.progress.models import MonthSpending
from tests.conftest import Cast
from tests.works.factories import line_item, programmer
from tests.works.intake.factories import REAL, applied, judged, sent

FILE, EXAMPLE = REAL / "cartera_regional_real_2019_2023.csv", REAL / "oc4ids_example.json"


def skip_without(path: object) -> None:
    if not REAL.joinpath(str(path)).exists():
        pytest.skip("../shared/data is not here: the real files are read from there")


def own_sums() -> tuple[dict[str, list[int]], dict[str, int]]:
    """By the places of its columns, told by hand, and with nothing of ours."""
    rows = list(csv.reader(io.StringIO(FILE.read_text("utf-8"), newline="")))[1:]

    def column(at: int) -> int:
        return sum(int(re.sub(r"[$,]", "", row[at]) or 0) for row in rows)

    real = {"2019": range(32, 40), "2020": range(43, 55), "2021": range(56, 68),
            "2022": range(70, 93, 2), "2023": range(95, 118, 2)}  # fmt: skip
    ahead = {"2022": range(69, 92, 2), "2023": range(94, 117, 2)}
    months = {
        year: [sum(map(column, ahead.get(year, ()))), sum(map(column, places))]
        for year, places in real.items()
    }
    told = {"2019": 42, "2020": 55, "2021": 68, "2022": 93, "2023": 119}
    return months, {year: column(at) for year, at in told.items()}


def test_every_row_of_the_real_file_is_accounted_for_to_the_thousand(cast: Cast) -> None:
    skip_without(FILE)
    paula = programmer(cast.serviu)
    item = line_item("31-02-004")
    given = {"digit": "0", "line_item": item.public_id}
    file = applied(sent(cast.serviu, paula, FILE.read_bytes(), **given), paula)

    rows = list(IntakeRow.objects.filter(file=file))
    count = Counter(row.outcome for row in rows)
    months, told = own_sums()
    assert len(rows) == 420
    assert count[Outcome.REFUSED] == 12
    assert count[Outcome.LOADED] + count[Outcome.WARNED] == 408 == ForeignProject.objects.count()
    assert all(row.notes for row in rows if row.outcome in (Outcome.REFUSED, Outcome.WARNED))
    assert sums([row.months for row in rows]) == months
    assert {year: pair[1] for year, pair in sums([r.years for r in rows]).items()} == told
    spent = sum(MonthSpending.objects.values_list("amount", flat=True))
    kept = ForeignProject.objects.filter(is_origin=True)
    assert spent == 1000 * sum(pair[1] for pair in sums([k.months for k in kept]).values())
    assert kept.count() == Project.objects.count() > 380

    again = sent(cast.serviu, paula, FILE.read_bytes())
    assert Counter(one.outcome for one in judged(again)) == {Outcome.SAME: 408, Outcome.REFUSED: 12}
    before = MonthSpending.objects.count(), Project.objects.count()
    applied(again, paula)
    assert (MonthSpending.objects.count(), Project.objects.count()) == before
    assert ForeignProject.objects.filter(file=again).count() == 0


def test_the_published_example_tells_its_swapped_points(cast: Cast) -> None:
    skip_without(EXAMPLE)
    paula = programmer(cast.serviu)
    file = sent(cast.serviu, paula, EXAMPLE.read_bytes(), "oc4ids_example.json")
    (one,) = judged(file)
    assert one.outcome == Outcome.WARNED
    assert any("52,2572; -0,1163" in note for note in one.notes)
    assert any("GBP" in note for note in one.notes)
    applied(file, paula)
    (again,) = judged(sent(cast.serviu, paula, EXAMPLE.read_bytes(), "otra-vez.json"))
    assert again.outcome == Outcome.SAME
