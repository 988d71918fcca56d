from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
import time_machine
import typst

from minga.core.reports import Column, Group, Table
from minga.core.reports.pdf import write_pdf
from tests.core.reports import samples
from tests.core.reports.accessible import assert_accessible
from tests.core.reports.pdf_reader import open_pdf, read_page, read_structure

# What would mean something to typst, to a shell or to a spreadsheet.
TRAPS = [
    '#import "otro.typ": *',
    "#panic()",
    "$x^2$ y $",
    "*negrita* _cursiva_ `crudo`",
    "@referencia <etiqueta>",
    "\\ barra \\n \\u{41}",
    "comillas \" ' « »",
    "// comentario /* otro */",
    "= Título - lista + suma / término: x",
    "https://ejemplo.cl -- --- ...",
    "[corchetes] {llaves} ~ &amp; <b>",
]


def whole_text(data):
    return read_structure(open_pdf(data)).says()


@pytest.mark.parametrize("form", samples.ALL, ids=lambda form: form.__name__)
def test_every_form_can_be_read_by_a_screen_reader(form):
    report = form()

    assert_accessible(write_pdf(report), report.title)


def test_title_and_headings_are_in_order():
    tree = read_structure(open_pdf(write_pdf(samples.systems())))

    found = [(node.tag, node.says()) for node in tree.find("Title", "H1", "H2")]

    assert found == [
        ("Title", "Actividad 2.1"),
        ("H1", "Sistema: de obras y estudios (SOE)"),
        ("H1", "Sistema: RUKAN, pago de subsidios"),
    ]


def test_lists_inside_a_cell_are_lists():
    tree = read_structure(open_pdf(write_pdf(samples.systems())))

    assert [item.says() for item in tree.find("LBody")][:2] == ["Beneficiarios", "Territorio"]


def test_a_heading_across_the_table_heads_its_rows():
    tree = read_structure(open_pdf(write_pdf(samples.evaluation())))

    heads = {node.identifier: node.says() for node in tree.find("TH")}
    row = next(cell for cell in tree.find("TD") if cell.says().startswith("2.1"))
    named = [heads[str(name)] for name in row.attributes["/Headers"]]

    assert "Objetivo 2. Un tema" in named
    assert "Objetivo 1. Un tema" not in named


@pytest.mark.parametrize("trap", TRAPS)
def test_what_a_person_types_is_shown_and_never_obeyed(trap):
    report = replace(
        samples.saying(trap),
        title=f"T {trap}",
        subject=f"S {trap}",
        institution=f"I {trap}",
        facts=((f"F {trap}", f"V {trap}"),),
        notes=(f"N {trap}",),
        record_line=trap,
    )

    said = whole_text(write_pdf(report))

    for start in ("T ", "S ", "I ", "F ", "V ", "N ", ""):
        assert f"{start}{trap}" in said


def test_what_no_font_can_draw_becomes_a_mark_and_not_an_error():
    said = whole_text(write_pdf(samples.saying("sol 😀👩‍👩‍👧 fin", "漢字", "ñandú → ≥ № “x”")))

    assert "sol ⁇ fin" in said
    assert "ñandú → ≥ № “x”" in said


def test_signs_that_are_only_about_breaking_lines_leave_no_mark():
    said = whole_text(write_pdf(samples.saying("a\u2011b c\u200bd e\u202ff ✓\ufe0f fin")))

    assert "a-b cd e f ✓ fin" in said


def test_a_word_wider_than_its_column_is_broken_and_nothing_is_lost():
    report = samples.work_plan()
    long = "x" * 200 + "FIN"
    table = Table(columns=samples.COLUMNS, groups=(Group(((long, 1, None, 0),), "Uno"),))

    said = whole_text(write_pdf(replace(report, tables=(table,))))

    assert long in said.replace(" ", "").replace("\u200b", "")


def test_the_head_of_the_table_is_on_every_page_and_the_pages_are_counted():
    pdf = open_pdf(write_pdf(samples.sixty_rows()))
    pages = [read_page(page) for page in pdf.pages]

    assert len(pages) > 3
    assert "PONDERACIÓN" in "".join(pages[0].marked.values())
    for number, page in enumerate(pages, 1):
        assert f"Página {number} de {len(pages)}" in page.artifacts
        assert "Registro 7c1f0a9b" in page.artifacts
    for page in pages[1:-1]:
        assert "PONDERACIÓN" in page.artifacts
        assert "datos de demostración" in page.artifacts


def test_the_demonstration_says_so_and_the_real_thing_does_not():
    demonstration = samples.work_plan()

    assert "datos de demostración" in whole_text(write_pdf(demonstration))
    real = whole_text(write_pdf(replace(demonstration, demonstration=False)))
    assert "demostración" not in real


def test_the_page_is_letter_upright_or_across():
    upright = open_pdf(write_pdf(samples.work_plan()))
    across = open_pdf(write_pdf(samples.systems()))

    assert [int(side) for side in upright.pages[0].mediabox] == [0, 0, 612, 792]
    assert [int(side) for side in across.pages[0].mediabox] == [0, 0, 792, 612]


def test_the_file_carries_its_author_its_day_and_its_record():
    pdf = open_pdf(write_pdf(samples.work_plan()))

    with pdf.open_metadata() as metadata:
        assert metadata["dc:creator"] == ["SERVIU Región de Tarapacá"]
        assert metadata["xmp:CreateDate"].startswith("2007-11-30")
        assert "Registro 7c1f0a9b" in metadata["dc:description"]


def test_the_same_form_gives_the_same_bytes_whenever_and_wherever_it_is_written():
    report = samples.work_plan()
    first = write_pdf(report)

    with time_machine.travel(date(2031, 1, 1)), ThreadPoolExecutor(8) as threads:
        others = list(threads.map(write_pdf, [report] * 8))

    assert set(others) == {first}
    assert write_pdf(replace(report, issued_on=date(2007, 12, 1))) != first


def test_a_form_without_title_is_refused_rather_than_written_badly():
    with pytest.raises(typst.TypstError, match="title"):
        write_pdf(replace(samples.work_plan(), title=" "))


def test_empty_tables_and_cells_are_written():
    columns = (Column("A", spans=True), Column("B"), Column("C", "percent"))
    groups = (Group(((None, None),)), Group((), "Sin filas"))
    report = replace(
        samples.work_plan(),
        tables=(Table(columns, groups), Table(columns, (), total=("TOTAL", None, 0))),
        facts=(),
        notes=(),
    )

    data = write_pdf(report)

    assert_accessible(data, report.title)
    assert "Sin filas" in whole_text(data)
