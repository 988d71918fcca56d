"""A new area of some hundred lines gets list, import, export, approval, history, search and
indicator from the kernel alone: what a person does with it, from the pages."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from minga.core.approvals import actions as approvals
from minga.core.approvals import rounds
from minga.core.imports.models import Import
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.models import Event
from minga.core.registries import Finding
from minga.core.verification import verify
from minga.core.versions import PreparedByApprover, preparers_of
from tests.conftest import Cast, Somebody
from tests.core.database import commit
from tests.orchard.models import Tree

HEADINGS = ("Código", "Especie", "Plantado el", "Valor")
TREES = (
    ("T-1", "Tamarugo", "01-10-2007", "$ 12.500"),
    ("T-2", "Molle", "15-12-2007", "9.900"),
)


def workbook(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    content = BytesIO()
    with Workbook(content) as book:
        sheet = book.add_worksheet("Árboles")
        for number, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("arboles.xlsx", content.getvalue())


def send(client: Client, *rows: tuple[str, ...]) -> Import:
    """Upload as a person does, and let the worker read it."""
    address = reverse("imports:upload", args=["arboles"])
    assert client.post(address, {"file": workbook(*rows)}).status_code == 302
    found = Import.objects.latest("pk")
    assert isinstance(found.job, Job)
    perform(found.job.public_id)
    found.refresh_from_db()
    return found


def damage() -> list[Finding]:
    commit()
    return verify()


def planted(by: Somebody) -> None:
    client = by.client()
    upload = send(client, *TREES)
    applied = client.post(reverse("imports:apply", args=[upload.public_id]), {"seen": upload.seen})
    assert applied.status_code == 302
    assert Tree.objects.count() == 2


def again(by: Somebody, cost: str = "$ 12.500", planted_on: str = "01-10-2007") -> HttpResponse:
    """The first tree, imported once more with another cost or day."""
    client = by.client()
    upload = send(client, ("T-1", "Tamarugo", planted_on, cost), TREES[1])
    assert (upload.status, upload.changed) == ("ready", 1)
    return client.post(reverse("imports:apply", args=[upload.public_id]), {"seen": upload.seen})


def test_it_is_imported_in_one_event_and_the_record_verifies(area: Cast):
    planted(area.ana)

    tree = Tree.objects.get(code="T-1")
    assert (tree.species, tree.cost, tree.service) == ("Tamarugo", 12_500, area.serviu)
    assert Event.objects.filter(kind="imports.applied").count() == 1
    assert damage() == []


def test_every_mistake_of_the_workbook_is_told_at_once(area: Cast):
    upload = send(area.ana.client(), ("T-1", "", "31-02-2007", "1234.5"))

    page = area.ana.client().get(reverse("imports:one", args=[upload.public_id]))

    assert upload.errors == 3
    for cell in ("B2", "C2", "D2"):
        assert cell in page.content.decode()


def test_it_is_listed_filtered_and_exported(area: Cast):
    planted(area.ana)
    client, address = area.ana.client(), reverse("orchard:trees")

    page = client.get(address, {"especie_es": "molle"}).content.decode()
    asked = {"consulta": "especie_es=molle", "formato": "xlsx"}
    export = client.post(reverse("lists:export", args=["arboles"]), asked)

    assert "T-2" in page
    assert "T-1" not in page
    content = BytesIO(b"".join(export) if export.streaming else export.content)
    rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows][-1] == "T-2"
    assert "T-1" not in str(rows)


def test_another_service_sees_none_of_it(area: Cast):
    planted(area.ana)
    tree = Tree.objects.get(code="T-1")
    carla = area.carla.client()

    assert "T-1" not in carla.get(reverse("orchard:trees")).content.decode()
    assert carla.get(reverse("orchard:tree", args=[tree.public_id])).status_code == 404
    assert "Tamarugo" not in carla.get(reverse("search:search"), {"q": "T-1"}).content.decode()


def test_it_is_sent_by_one_and_approved_by_another(area: Cast):
    planted(area.ana)
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)
    tray = area.diana.client().get(reverse("approvals:tray")).content.decode()

    approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.diana.access)

    assert "Tamarugo T-1" in tray
    assert Event.objects.latest("sequence").kind == "orchard.approved"
    assert damage() == []


def test_who_imported_it_does_not_approve_it_though_another_sent_it(area: Cast):
    planted(area.emilio)
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)

    with pytest.raises(PreparedByApprover):
        approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.emilio.access)


def test_everyone_who_imported_it_is_barred_and_not_only_the_last(area: Cast):
    planted(area.emilio)
    assert again(area.emilio, "$ 12.700").status_code == 302
    assert again(area.ana, "$ 13.000").status_code == 302
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)

    assert set(preparers_of(tree).values_list("actor", flat=True)) == {"A. Soto", "E. Vera"}
    only = preparers_of(Tree.objects.get(code="T-2"))
    assert [preparation.actor for preparation in only] == ["E. Vera"]
    with pytest.raises(PreparedByApprover):
        approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.emilio.access)
    approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.diana.access)
    assert damage() == []


def test_what_waits_or_was_approved_no_import_changes(area: Cast):
    planted(area.ana)
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)
    waits = again(area.emilio, "$ 14.000")
    approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.diana.access)
    approved = again(area.emilio, "$ 14.000")

    assert (waits.status_code, approved.status_code) == (409, 409)
    assert "Espera aprobación y no se modifica" in waits.content.decode()
    assert "Está aprobado y no se modifica" in approved.content.decode()
    assert Tree.objects.get(code="T-1").cost == 12_500


def test_what_is_told_after_it_was_approved_prepares_nothing(area: Cast):
    planted(area.ana)
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)
    approvals.pass_step(tree, seen=rounds.seen_of(tree), by=area.diana.access)

    assert again(area.emilio, planted_on="03-10-2007").status_code == 302

    assert Tree.objects.get(code="T-1").planted_on == date(2007, 10, 3)
    assert [preparation.actor for preparation in preparers_of(tree)] == ["A. Soto"]


def test_its_history_is_a_page(area: Cast):
    planted(area.ana)
    tree = approvals.begin(Tree.objects.get(code="T-1"), by=area.ana.access)

    page = area.ana.client().get(reverse("core:history", args=["arbol", tree.public_id]))

    assert "envió a aprobación un árbol" in page.content.decode()


def test_it_is_found(area: Cast):
    planted(area.ana)

    page = area.ana.client().get(reverse("search:search"), {"q": "tamarugo"})

    assert "T-1" in page.content.decode()


def test_it_is_measured(area: Cast):
    planted(area.ana)

    page = area.ana.client().get(reverse("indicators:indicator", args=["arboles-plantados"]))

    assert "50" in page.content.decode()
