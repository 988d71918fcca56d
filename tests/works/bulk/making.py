"""A portfolio with hard cases, its workbook, and the workbook edited as a person would."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import spec_of
from minga.core.months import Month
from minga.people.models import Organisation
from minga.territory.models import Territory
from minga.works.actions import tie_initiatives, withdraw_project, write_communes, write_money
from minga.works.bulk.columns import FIELDS
from minga.works.bulk.filled import workbook
from minga.works.bulk.words import Known
from minga.works.models import Project
from tests.conftest import TODAY, Cast, Somebody
from tests.core.imports import making
from tests.works import factories
from tests.works.initiatives import initiative

LABELS = {item.name: item.label for item in FIELDS}
Sheet = list[dict[str, Any]]


def gore() -> Organisation:
    return Organisation.objects.get(key="gore-tarapaca")


def whole(cast: Cast, by: Somebody, **more: Any) -> Project:
    """With everything that a workbook says, and nothing that the catalogue remarks."""
    given: dict[str, Any] = {
        "line_of_action": "urban_roads", "rate": "rs", "rate_on": TODAY, "unit": cast.unit,
        "neighbourhood": "El Morro", "starts_on": TODAY, "ends_on": TODAY,
        "location": {"type": "Point", "coordinates": [-70.1015, -20.269]},
        "currency_month": Month(2007, 10), "beneficiaries_women": 60, "beneficiaries_men": 40,
        "beneficiaries": 100, "expected_impact": "Acceso pavimentado.\nMenos polvo.",
    } | more  # fmt: skip
    made = factories.project(cast, by=by, **given)
    factories.paid_for(made, by)
    placed(made, by, iquique=7000, pica=3000)
    return made


def placed(made: Project, by: Somebody, **parts: int) -> None:
    places = {Territory.objects.get(key=key): part for key, part in parts.items()}
    write_communes(made, places, by=by.access)


def hard(cast: Cast, by: Somebody) -> list[Project]:
    """Each with something that a spreadsheet would spoil."""
    bare = factories.project(cast, by=by)
    many = whole(cast, by, principal=gore(), name='=HYPERLINK("x") ; "Plaza" 100%')
    placed(
        many, by, iquique=3333, pica=1667, huara=1000, camina=1000, colchane=1000,
        **{"pozo-almonte": 1000, "alto-hospicio": 1000},
    )  # fmt: skip
    codes = ("31-02-001", "31-02-002", "31-02-004")
    costs = [factories.cost(100, code, year) for code in codes for year in (2006, 2007, 2008)]
    sources = [
        factories.source(200), factories.source(200, "regional", organisation=gore()),
        factories.source(200, "municipality"), factories.source(200, "private"),
        factories.source(100, "citizens"),
    ]  # fmt: skip
    write_money(many, costs, sources, by=by.access)
    names = ("Plan; con punto y coma", "0012", "'45", "Plan de barrios", "-Plan")
    frames = [initiative(cast.serviu, name=name) for name in names]
    promised = initiative(cast.serviu, part="commitment", kind="programming_agreement")
    tie_initiatives(many, [*frames, promised], by=by.access)
    odd = factories.project(
        cast, by=by, name="'90 barrios", neighbourhood="0045", beneficiaries_women=0,
        expected_impact="Línea\r\notra\r\n\r\nfin", starts_on=TODAY,
        location={"type": "LineString", "coordinates": [[-70.1, -20.2], [-70.11, -20.21]]},
    )  # fmt: skip
    area = factories.project(
        cast, by=by, name="+56 9", stage="design",
        location={"type": "Polygon", "coordinates": [
            [[-70.1, -20.2], [-70.11, -20.2], [-70.11, -20.21], [-70.1, -20.2]]
        ]},
    )  # fmt: skip
    corners = [[-70.1 - n / 10_000, -20.2] for n in range(1_400)]
    large = factories.project(
        cast, by=by, name="Trazado largo",
        location={"type": "LineString", "coordinates": corners},
    )  # fmt: skip
    gone = whole(cast, by)
    withdraw_project(gone, closed_on=TODAY, reason="Lo hará otro.", by=by.access)
    return [bare, many, odd, area, large, gone]


def book(cast: Cast) -> bytes:
    return workbook(Project.objects.filter(service=cast.serviu), Known.on(cast.serviu, TODAY))


def opened(content: bytes) -> Sheet:
    """The rows of the first sheet, by the name of each field."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as opened_book:
        head, *rows = opened_book.get_sheet_by_index(0).to_python()
    names = {label: name for name, label in LABELS.items()}
    fields = [names[str(cell).removesuffix(" *")] for cell in head]
    return [dict(zip(fields, row, strict=True)) for row in rows]


def written(rows: Sheet) -> bytes:
    names = [name for name in LABELS if any(name in row for row in rows)]
    cells = [[None if row.get(name) == "" else row.get(name) for name in names] for row in rows]
    return making.xlsx(cells, [LABELS[name] for name in names])


def row(**more: Any) -> dict[str, Any]:
    """A new project, in the words of the workbook."""
    given = {
        "bip": "30045678-0", "stage": "ejecución", "name": "Plaza Arica", "typology": "proyecto",
    }  # fmt: skip
    return given | more


def sent(by: Somebody, content: bytes) -> Import:
    return making.imported(content, by.access, "cartera.xlsx", spec=spec_of("projects"))


def taken(by: Somebody, *rows: Mapping[str, Any]) -> Import:
    upload = sent(by, written([dict(row) for row in rows]))
    assert (making.problems(upload), upload.sentence) == ([], "")
    return actions.apply_import(upload, seen=upload.seen, by=by.access)


def told(by: Somebody, *rows: Mapping[str, Any]) -> dict[str, str]:
    """By the field of each error, its sentence."""
    upload = sent(by, written([dict(row) for row in rows]))
    names = {label: name for name, label in LABELS.items()}
    return {
        names.get(remark["label"], ""): remark["sentence"]
        for remark in making.preview(upload).get("errors", [])
    }
