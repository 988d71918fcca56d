"""The minuta territorial: two sheets, the same figures as the page, and nothing for other eyes."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from minga.core.kinds import INTEGER, TEXT
from minga.core.models import Chain
from minga.core.reports import Column, Group, Table
from minga.core.reports.docx import write_docx
from minga.core.reports.pdf import write_pdf
from minga.people.delegations import delegate
from minga.people.models import Membership
from minga.territory import briefs
from minga.territory.briefs import Question, Section, Told
from minga.territory.frames import frame_on
from minga.territory.minuta import minuta
from minga.territory.models import Territory
from minga.territory.page import page_of
from tests.conftest import SCRIBE, Cast, Somebody
from tests.core.reports.pdf_reader import open_pdf
from tests.workplan import factories

DAY = date(2007, 11, 30)
LONG = (
    "Una frase larga que ocupa más de una línea en su columna y que habla de obras en los barrios. "
)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[Section]:
    """No section but those of the test."""
    monkeypatch.setattr(briefs, "_registered", [])
    return briefs._registered


def asked(cast: Cast, who: Somebody, key: str = "region-tarapaca", on: date = DAY) -> Question:
    return Question(
        Territory.objects.get(key=key), frame_on(on), min(on, DAY), who.on(min(on, DAY))
    )


def made(question: Question) -> Any:
    chain = Chain.objects.get()
    return minuta(page_of(question).place, question, institution="SERVIU", chain=chain)


def table(rows: int, text: str = "Obra") -> Table:
    cells = tuple((f"{text}{number}", number) for number in range(rows))
    return Table((Column("Obra", TEXT), Column("Avance", INTEGER)), (Group(cells),))


def section(key: str, told: Told, **more: Any) -> Section:
    return Section(key, key.capitalize(), 50, lambda question: told, "Nada todavía.", **more)


def pages(pdf: bytes) -> int:
    return len(open_pdf(pdf).pages)


def words_of(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_it_is_at_most_two_sheets_however_much_happens(cast: Cast, only: list[Section]) -> None:
    for number in range(6):
        briefs.register_brief(section(f"muchas{number}", Told(table=table(60, LONG), total=500)))

    report = made(asked(cast, cast.ana))

    assert pages(write_pdf(report)) == 2
    for found in report.tables:
        shown = sum(len(group.rows) for group in found.groups)
        assert 0 < shown < 13
        assert f"Se muestran {shown} y {500 - shown} más" in found.note


@pytest.mark.skipif(not shutil.which("soffice"), reason="no office program to set the document")
@pytest.mark.slow
def test_an_office_program_sets_it_on_two_sheets_too(
    cast: Cast, only: list[Section], tmp_path: Path
) -> None:
    for number in range(6):
        briefs.register_brief(section(f"muchas{number}", Told(table=table(60, LONG), total=500)))
    (tmp_path / "minuta.docx").write_bytes(write_docx(made(asked(cast, cast.ana))))

    home = f"-env:UserInstallation=file://{tmp_path}/office"
    order = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*order, str(tmp_path / "minuta.docx")], check=True, capture_output=True)

    assert pages((tmp_path / "minuta.pdf").read_bytes()) == 2


def test_with_too_many_sections_the_last_ones_are_named(cast: Cast, only: list[Section]) -> None:
    for number in range(30):
        briefs.register_brief(section(f"s{number:02}", Told(table=table(9, LONG))))

    report = made(asked(cast, cast.ana))

    assert pages(write_pdf(report)) == 2
    assert 4 < len(report.tables) < 30
    named = [f"S{number:02}" for number in range(len(report.tables), 30)]
    assert report.notes[0] == f"Además, en Minga: {', '.join(named)}."


def test_few_rows_are_all_there_and_nothing_is_said_to_be_missing(
    cast: Cast, only: list[Section]
) -> None:
    briefs.register_brief(section("obras", Told(sentence="Tres obras.", table=table(3))))

    (found,) = made(asked(cast, cast.ana)).tables

    assert len(found.groups[0].rows) == 3
    assert found.note == "Tres obras."


def test_a_section_without_data_says_so_in_one_line(cast: Cast, only: list[Section]) -> None:
    briefs.register_brief(section("obras", Told()))

    report = made(asked(cast, cast.ana))

    assert report.tables[0].is_sentence
    assert report.tables[0].note == "Nada todavía."
    assert "Nada todavía." in words_of(write_docx(report))


def test_what_the_reader_may_not_see_is_not_in_it(cast: Cast, only: list[Section]) -> None:
    briefs.register_brief(section("secreto", Told(table=table(3)), permission="core.audit"))

    def titles(who: Somebody) -> list[str]:
        return [found.title for found in made(asked(cast, who)).tables]

    assert titles(cast.ana) == []
    assert titles(cast.aldo) == ["Secreto"]


def test_plans_of_others_are_neither_shown_nor_counted(cast: Cast) -> None:
    factories.submitted(cast)

    def plans(who: Somebody) -> str:
        report = made(asked(cast, who))
        found = next(t for t in report.tables if t.title == "Programas de trabajo")
        return f"{found.note} {found.groups}"

    assert "sin aprobar" in plans(cast.ana)
    assert "Todavía no hay ninguno" in plans(cast.gaby)
    assert "SERVIU" not in plans(cast.gaby)


def test_events_of_others_are_not_told(cast: Cast) -> None:
    factories.submitted(cast)

    def happened(who: Somebody) -> str:
        report = made(asked(cast, who, on=date(2007, 3, 30)))
        return str(next(t for t in report.tables if t.title == "Últimos hechos"))

    assert "programa de trabajo 2007" in happened(cast.ana).lower()
    assert "programa de trabajo" not in happened(cast.carla).lower()


def test_screen_pdf_and_word_say_the_same_figures(cast: Cast) -> None:
    factories.approved(cast)
    client = cast.ana.client()
    place = cast.region.public_id
    page = client.get(f"/territorio/{place}/").content.decode()
    panel = client.get(f"/programas/del-lugar/{place}/", HTTP_HX_REQUEST="true").content.decode()

    report = made(asked(cast, cast.ana))

    printed = words_of(write_docx(report))
    assert re.sub(r"<.*?>", "", page).count(report.subject) == 1
    for label, value in report.facts:
        assert f"<dt>{label}</dt>" in page
        assert f"<dd>{value}</dd>" in page
        assert value in printed.replace("\u00a0", " ")
    (row,) = next(t for t in report.tables if t.title == "Programas de trabajo").groups[0].rows
    assert f"{row[3]} de {row[2]}" in panel
    assert f'data-l="Ganado">{row[4]}<' in panel
    assert all(str(cell) in printed for cell in row)


def test_the_contacts_are_the_heads_of_who_answers_for_the_place(cast: Cast) -> None:
    report = made(asked(cast, cast.ana, "pica"))

    found = next(t for t in report.tables if t.title == "Organizaciones y contactos")

    rows = {row[0]: row[2] for row in found.groups[0].rows}
    assert rows["SERVIU Región de Tarapacá"] == "D. Pérez"
    assert rows["GORE"] == "sin registrar"
    assert "Otro SERVIU" not in rows


def test_who_decides_something_by_delegation_is_not_told_as_the_head(cast: Cast) -> None:
    delegate(
        Membership.objects.own().get(person=cast.diana.person),
        cast.emilio.person,
        permissions=["workplan.approve"],
        valid_from=DAY,
        last_day=DAY,
        act_reference="Res. Ex. 121",
        by=SCRIBE,
    )

    report = made(asked(cast, cast.ana, "pica"))

    found = next(t for t in report.tables if t.title == "Organizaciones y contactos")
    heads = {row[0]: row[2] for row in found.groups[0].rows}
    assert heads["SERVIU Región de Tarapacá"] == "D. Pérez"


def test_the_same_day_gives_the_same_bytes(cast: Cast) -> None:
    question = asked(cast, cast.ana, "pica")

    assert write_pdf(made(question)) == write_pdf(made(question))
    assert write_docx(made(question)) == write_docx(made(question))


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_it_is_handed_over_with_a_plain_name(cast: Cast, fmt: str) -> None:
    public_id = Territory.objects.get(key="camina").public_id

    answer = cast.ana.client().get(f"/territorio/{public_id}/minuta.{fmt}?al=2007-10-07")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'minuta-territorial-camina-2007-10-07.{fmt}"')


def test_another_format_is_not_there(cast: Cast) -> None:
    assert (
        cast.ana.client().get(f"/territorio/{cast.region.public_id}/minuta.xlsx").status_code == 404
    )


def test_the_questions_to_the_database_do_not_grow_with_what_happens(cast: Cast) -> None:
    factories.approved(cast)
    url = f"/territorio/{cast.region.public_id}/minuta.docx"
    client = cast.ana.client()

    def asks() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    few = asks()
    for year in (2003, 2004, 2005):
        factories.approved(cast, year=year)

    assert few < 32
    assert asks() <= few + 9  # up to four records of each kind are asked who may read them
