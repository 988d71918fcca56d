"""A real portfolio as its staff kept it, from the shared data."""

from collections import Counter
from pathlib import Path

import pytest

from minga.core.imports import workbook
from minga.core.imports.judge import judge
from minga.core.imports.matching import lay_out
from minga.core.imports.spec import STOPS, Field, ImportSpec
from minga.core.kinds import INTEGER, PESOS, TEXT
from tests.site.templates import ROOT

SHEET = ROOT.parent / "shared" / "data" / "cartera_regional_real_2019_2023.csv"
LAW = SHEET.with_name("ley_presupuestos_serviu_tarapaca_2009.csv")
PROJECTS = ImportSpec(
    "portfolio",
    "proyectos",
    "none",
    (
        Field("code", "Código único", TEXT),
        Field("year", "Año presupuestario", INTEGER),
        Field("name", "Nombre iniciativa", TEXT, required=True),
        Field("total", "Monto total proyecto", PESOS),
        Field("commune", "Comuna", TEXT),
    ),
    ("code",),
    existing=lambda access: (),
    apply=lambda found, access: None,
)


def real(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here: it comes with the shared data")
    return path


def test_a_real_portfolio_is_read_with_each_of_its_faults():
    [grid] = workbook.read(real(SHEET))

    layout = lay_out([grid], PROJECTS, {})
    judged = judge(layout, PROJECTS)

    assert layout.header == 0
    assert (layout.chosen["code"], len(layout.columns) > 100) == (1, True)
    assert len(judged.places) > 400
    codes = Counter(problem.code for problem in judged.problems if problem.severity is STOPS)
    # Amounts like «$248,435», years like «2022/2024», codes that come twice.
    assert codes["unreadable"] > 100
    assert codes["repeated"] > 0
    amount = next(p for p in judged.problems if p.field == "total" and p.code == "unreadable")
    assert amount.proposal


def test_the_budget_law_is_read_whole():
    names = ("subtitulo", "item", "asignacion", "denominacion")
    fields = (*(Field(name, name, TEXT) for name in names), Field("monto_miles_clp", "M$", INTEGER))
    law = ImportSpec(
        "law",
        "ley",
        "none",
        fields,
        ("denominacion",),
        existing=lambda a: (),
        apply=lambda f, a: None,
    )

    judged = judge(lay_out(workbook.read(real(LAW)), law, {}), law)

    assert judged.values["subtitulo"][0] == "06"
    assert sum(problem.code == "unreadable" for problem in judged.problems) == 0
