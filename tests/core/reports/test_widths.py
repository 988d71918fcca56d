"""How a table finds room: the sheet turns, the type narrows, a figure is never parted."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from minga.core import kinds
from minga.core.reports import Column, Group, Report, Table, TableTooWide
from minga.core.reports.docx import write_docx
from minga.core.reports.pdf import write_pdf
from minga.core.reports.widths import SMALLEST, column_widths, fitted, is_across, needs
from minga.core.reports.xlsx import write_xlsx
from tests.core.reports import samples
from tests.core.reports.pdf_reader import Page, open_pdf, read_page

NAME = "Mejoramiento del borde costero de Pisagua, segunda etapa"


def months(count: int, amount: int = 1_234_567) -> Table:
    columns = (Column("Proyecto"), *(Column(f"Mes {n}", kinds.INTEGER) for n in range(count)))
    return Table(columns, (Group(tuple((NAME, *[amount] * count) for _ in range(30))),))


def report(table: Table) -> Report:
    return replace(samples.work_plan(), tables=(table,))


def test_a_sheet_turns_for_the_table_that_needs_it() -> None:
    assert not is_across(report(months(2)))
    assert is_across(report(months(9)))
    assert is_across(replace(report(months(2)), landscape=True))
    assert not is_across(replace(report(months(9)), landscape=False))
    pdf = open_pdf(write_pdf(report(months(9))))
    assert pdf.pages[0].mediabox[2] == 792
    assert docx.Document(BytesIO(write_docx(report(months(9))))).sections[0].page_width.pt == 792


def test_a_form_whose_columns_have_their_widths_keeps_its_sheet() -> None:
    assert not is_across(samples.work_plan())
    assert not is_across(samples.sixty_rows())


def test_a_wide_table_is_set_in_narrower_type() -> None:
    room = 72_000

    sizes = [fitted(months(count), room)[0] for count in (3, 12, 14)]

    assert sizes[0] == 100
    assert 100 > sizes[1] > sizes[2] >= SMALLEST


def test_a_figure_is_never_parted() -> None:
    table = months(14)
    size, widths = fitted(table, 72_000)

    assert all(width >= need for width, need in list(zip(widths, needs(table), strict=True))[1:])
    assert sum(widths) <= 72_000 * 100 // size


def test_what_no_sheet_holds_is_refused_with_what_to_do_and_goes_as_a_workbook() -> None:
    wide = report(months(40, 999_999_999_999))

    for write in (write_pdf, write_docx):
        with pytest.raises(TableTooWide, match="Descárguela como planilla Excel"):
            write(wide)
    assert write_xlsx(wide)


def test_figures_take_what_they_need_and_texts_share_the_rest() -> None:
    columns = (
        Column("Código"),
        Column("Nombre"),
        Column("Monto", kinds.PESOS),
        Column("Día", kinds.DATE),
    )
    table = Table(columns, (Group((("A-1", NAME, 1_000, samples.DAY),)),))

    code, name, amount, day = column_widths(table, 60_000)

    assert [amount, day] == needs(table)[2:]
    assert name > code
    assert 59_990 <= code + name + amount + day <= 60_000


def test_a_table_of_figures_alone_fills_the_sheet() -> None:
    columns = (Column("Año", kinds.INTEGER), Column("Monto", kinds.PESOS))

    widths = column_widths(Table(columns, (Group(((2007, 5),)),)), 60_000)

    assert 59_990 <= sum(widths) <= 60_000


@pytest.fixture(scope="module")
def long_table() -> list[Page]:
    """The pages of 120 rows in three groups."""
    pdf = open_pdf(write_pdf(samples.money(120)))
    return [read_page(page) for page in pdf.pages]


def test_a_long_table_goes_on_with_its_head_and_ends_with_its_sum(long_table: list[Page]) -> None:
    said = [" ".join(page.marked.values()) for page in long_table]

    assert len(said) > 3
    for number, (page, text) in enumerate(zip(long_table, said, strict=True), 1):
        assert "PROYECTO" in f"{page.artifacts} {text}"
        assert f"Página {number} de {len(said)}" in page.artifacts
    # The sum is not alone on the last page.
    assert "calle 120" in said[-1]
    assert "TOTAL" in said[-1]
    assert "TOTAL" not in " ".join(said[:-1])


def test_the_name_of_a_group_is_never_the_last_line_of_a_page(long_table: list[Page]) -> None:
    said = [" ".join(page.marked.values()) for page in long_table]
    named = [
        text.split(f"Comuna {group}")[1]
        for text in said
        for group in (1, 2, 3)
        if f"Comuna {group}" in text
    ]

    assert len(named) == 3
    assert all("Pavimentación" in rest for rest in named)


@pytest.mark.parametrize("count", [15, 16, 17])
def test_the_sum_is_never_alone_on_a_page(count: int) -> None:
    pdf = open_pdf(write_pdf(samples.money(count)))

    said = [" ".join(read_page(page).marked.values()) for page in pdf.pages]
    (with_sum,) = [text for text in said if "TOTAL" in text]
    assert f"calle {count}" in with_sum
