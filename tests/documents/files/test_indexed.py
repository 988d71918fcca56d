"""One PDF of a file: cover, index, numbered pages, bookmarks; whatever came in it."""

import hashlib
import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from minga.core.jobs import actions as jobs
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.models import Event
from minga.core.verification import verify
from minga.documents.files import actions
from minga.documents.files.actions import indexed
from minga.documents.files.errors import NothingToIndex
from minga.documents.files.indexing import binding
from minga.documents.files.models import IndexedFile
from minga.documents.storage import path_of
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast
from tests.core.database import commit
from tests.core.deeds import crash
from tests.documents.files.factories import pages, received, ruled
from tests.documents.papers import PNG, written
from tests.snapshot import written_once
from tests.workplan import factories


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.encrypt("secreto")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def turned() -> bytes:
    """Across, turned by a quarter, and with a frame that does not begin at zero."""
    writer = PdfWriter()
    page = writer.add_blank_page(842, 595)
    page.rotate(90)
    other = writer.add_blank_page(700, 900)
    other.cropbox.lower_left = (50, 60)
    other.cropbox.upper_right = (650, 850)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@written_once
def plan(cast: Cast) -> WorkPlan:
    """A file with something of each kind, good and bad."""
    rule = ruled(cast, "Oficio conductor")
    ruled(cast, "Acta de aprobación", party="el Consejo")
    plan = factories.draft(cast).plan
    received(plan, rule, by=cast.ana, content=pages(3), title="Oficio 12")
    received(plan, by=cast.ana, content=turned(), title="Planos")
    received(plan, by=cast.ana, content=PNG, name="foto.png", title="Foto de la sede")
    received(plan, by=cast.ana, content=written("docx"), name="acta.docx", title="Acta en Word")
    received(plan, by=cast.ana, content=locked(), title="Informe con clave")
    received(plan, by=cast.ana, content=b"%PDF-1.4\nroto", title="Informe roto")
    return plan


def asked(plan: WorkPlan, cast: Cast) -> Job:
    return actions.ask_indexed(plan, url="/", by=cast.ana.access, on=TODAY)


def made(plan: WorkPlan, cast: Cast) -> tuple[IndexedFile, PdfReader]:
    assert perform(asked(plan, cast).public_id) == "done"
    row = IndexedFile.objects.latest("pk")
    return row, PdfReader(path_of(row.sha256))


def test_it_opens_with_bookmarks_page_numbers_and_attachments(cast: Cast, plan: WorkPlan):
    row, reader = made(plan, cast)

    # Cover, 3 of the letter, 2 of plans, a photo, and a page for each of the other three.
    assert len(reader.pages) == row.pages == 1 + 3 + 2 + 1 + 3
    assert row.documents == 6
    texts = [page.extract_text() for page in reader.pages]
    for number, text in enumerate(texts, start=1):
        assert f"Foja {number} de 10" in text
        assert "Programa de trabajo 2007" in text
    titles = [item.title for item in _flat(reader.outline)]
    assert titles[:3] == ["Carátula e índice", "Enviar a aprobación", "1. Oficio 12, foja 2"]
    assert "4. Acta en Word, foja 8" in titles
    for item in _flat(reader.outline):
        _, told, foja = item.title.partition(", foja ")
        leads = reader.get_destination_page_number(item)
        assert leads is not None
        assert not told or leads + 1 == int(foja)
    assert sorted(reader.attachments) == [
        "004-acta.docx",
        "005-oficio.pdf",
        "006-oficio.pdf",
    ]
    assert reader.attachments["004-acta.docx"][0] == written_of(plan, "Acta en Word")
    assert "archivo de trabajo" in texts[7]
    assert "protegido con contraseña" in texts[8]
    assert "dañado" in texts[9]


def written_of(plan: WorkPlan, title: str) -> bytes:
    document = plan.dossier.documents.get(title=title)
    return path_of(document.file.sha256).read_bytes()


def _flat(outline: Any) -> list[Any]:
    found: list[Any] = []
    for item in outline:
        found += _flat(item) if isinstance(item, list) else [item]
    return found


def test_the_index_says_who_when_hash_and_page_and_what_is_missing(cast: Cast, plan: WorkPlan):
    _, reader = made(plan, cast)

    text = " ".join(reader.pages[0].extract_text().split())

    sha = plan.dossier.documents.get(title="Oficio 12").file.sha256
    assert sha in text.replace(" ", "")
    assert "30-11-2007, A. Soto 2" in text
    assert "Acta de aprobación" in text
    assert "Falta; se espera del Consejo" in text


def test_its_hash_is_in_the_row_the_event_and_the_file(cast: Cast, plan: WorkPlan):
    row, _ = made(plan, cast)

    content = path_of(row.sha256).read_bytes()
    assert hashlib.sha256(content).hexdigest() == row.sha256
    event = Event.objects.get(kind="files.indexed")
    assert event.data["sha256"] == row.sha256
    commit()
    assert verify() == []


def test_the_same_file_gives_the_same_bytes(cast: Cast, plan: WorkPlan):
    first, _ = made(plan, cast)
    second, _ = made(plan, cast)

    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == second.sha256


def test_other_readers_open_it_too(cast: Cast, plan: WorkPlan, tmp_path: Path):
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler is not installed")
    row, _ = made(plan, cast)
    copy = tmp_path / "expediente.pdf"
    shutil.copyfile(path_of(row.sha256), copy)

    told = subprocess.run(["pdfinfo", copy], capture_output=True, text=True, check=True)
    text = subprocess.run(
        ["pdftotext", "-f", "6", "-l", "6", copy, "-"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Pages:           10" in told.stdout
    assert told.stderr == ""
    assert "Foja 6 de 10" in text.stdout


def test_a_photo_that_is_damaged_costs_its_page_and_no_more(cast: Cast):
    plan = factories.draft(cast).plan
    received(plan, by=cast.ana, content=PNG[:40] + b"\0" * 60, name="foto.png", title="Foto")

    _, reader = made(plan, cast)

    assert "dañado" in reader.pages[1].extract_text()


def test_what_was_changed_on_disk_is_told_and_not_bound(cast: Cast, plan: WorkPlan):
    path = path_of(plan.dossier.documents.get(title="Oficio 12").file.sha256)
    os.chmod(path, 0o640)
    path.write_bytes(pages(3))

    _, reader = made(plan, cast)

    assert "ya no corresponde a su huella" in reader.pages[1].extract_text()


def test_an_empty_file_is_not_indexed(cast: Cast):
    plan = factories.draft(cast).plan
    with pytest.raises(NothingToIndex):
        asked(plan, cast)


def test_asked_twice_at_once_it_is_one_job(cast: Cast, plan: WorkPlan):
    assert asked(plan, cast) == asked(plan, cast)


def test_killed_in_the_middle_it_begins_again_and_is_filed_once(
    cast: Cast, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch
):
    row = asked(plan, cast)
    stamped = binding._stamp
    monkeypatch.setattr(binding, "_stamp", lambda *args: crash())
    assert perform(row.public_id) == "failed"
    assert not IndexedFile.objects.exists()
    monkeypatch.setattr(binding, "_stamp", stamped)
    row.refresh_from_db()
    jobs.retry(row, reason="Se cortó.", by=cast.ana.access)

    assert perform(row.public_id) == "done"
    # Once more, as if its process had died before it could say that it was done.
    Job.objects.filter(pk=row.pk).update(status="waiting", finished_at=None)
    assert perform(row.public_id) == "done"

    assert IndexedFile.objects.count() == 1


def test_cancelled_it_leaves_nothing(cast: Cast, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch):
    row = asked(plan, cast)
    reading = binding.piece_of

    def cancelling(filing: Any) -> Any:
        Job.objects.filter(pk=row.pk).update(cancel_asked=True)
        return reading(filing)

    monkeypatch.setattr(binding, "piece_of", cancelling)
    monkeypatch.setattr("minga.core.jobs.run.EVERY", 0)

    assert perform(row.public_id) == "cancelled"
    assert not IndexedFile.objects.exists()


def test_a_file_that_changed_meanwhile_is_not_filed_as_it_was(
    cast: Cast, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch
):
    row, bound = asked(plan, cast), binding.bind

    def slow(*args: Any, **kwargs: Any) -> Any:
        done = bound(*args, **kwargs)
        received(plan, by=cast.bruno, content=pages())
        return done

    monkeypatch.setattr("minga.documents.files.jobs.bind", slow)

    assert perform(row.public_id) == "failed"
    row.refresh_from_db()
    assert "cambió mientras se foliaba" in row.failure
    assert not IndexedFile.objects.exists()


def test_who_reads_without_a_part_in_it_does_not_ask(cast: Cast, plan: WorkPlan):
    assert indexed.may_compose(plan, cast.aldo.access)
    for who in (cast.gaby, cast.carla, cast.nora, cast.marta):
        assert not indexed.may_compose(plan, who.access)
