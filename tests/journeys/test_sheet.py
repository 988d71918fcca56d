"""The sheet of months in a browser, without a server: keys, paste, totals."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from minga.budget.models import LineItem
from minga.core.assets import script, sheet_script
from minga.core.months import Month
from minga.works.models import Project
from minga.works.schedules.contents import Contents
from minga.works.schedules.grid import sheet_of
from minga.works.schedules.models import Schedule, ScheduleVersion

pytestmark = pytest.mark.browser
WORKS, FURNITURE = "31-02-004", "31-02-005"
PASTE = """([element, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  element.focus();
  const how = { clipboardData, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", how));
}"""


class Known(Contents):
    """Two line items, nothing asked of a database."""

    items = {
        pk: LineItem(pk=pk, subtitle="31", item="02", allocation=last, name=name, kind="other")
        for pk, last, name in ((1, "004", "obras civiles"), (2, "005", "equipamiento"))
    }
    amounts = {
        (1, Month(2007, 12)): 5_000_000,
        (1, Month(2008, 6)): 1_000_000,
        (2, Month(2008, 6)): 2000,
    }
    progress = {Month(2007, 12): 5_00, Month(2008, 6): 40_00}
    milestones = []  # type: ignore[assignment]
    costs = []  # type: ignore[assignment]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    project = Project(public_id="x", name="Plaza")
    version = ScheduleVersion(schedule=Schedule(project=project), number=1)
    sheet = sheet_of(Known(version), 2008)
    context = {"sheet": sheet, "editable": True, "project": project}
    rows = render_to_string("schedules/_sheet.html", context)
    page = chromium.new_page()
    page.set_content(
        f"<form data-sheet data-guard>{rows}<p data-said></p><p data-keys hidden>x</p></form>"
    )
    page.add_script_tag(content=script())
    page.add_script_tag(content=sheet_script())
    yield page
    page.close()


def cell(page: Page, name: str, month: int) -> str:
    return page.locator(f'input[name="{name}/2008-{month:02d}"]').input_value()


def focus(page: Page, name: str, month: int) -> None:
    page.locator(f'input[name="{name}/2008-{month:02d}"]').focus()


def at(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


def paste(page: Page, name: str, month: int, text: str) -> str:
    found = page.locator(f'input[name="{name}/2008-{month:02d}"]').element_handle()
    page.evaluate(PASTE, [found, text])
    return page.locator("[data-said]").inner_text()


def totals(page: Page, row: str) -> list[str]:
    return page.locator(f"tr[data-{row}] td.v").all_text_contents()


def test_keys_move_from_cell_to_cell(page: Page) -> None:
    focus(page, WORKS, 6)
    for key, name in (
        ("ArrowRight", f"{WORKS}/2008-07"),
        ("ArrowDown", f"{FURNITURE}/2008-07"),
        ("Enter", "fisico/2008-07"),
        ("Enter", "fisico/2008-07"),
        ("Shift+Enter", f"{FURNITURE}/2008-07"),
        ("ArrowLeft", f"{FURNITURE}/2008-06"),
        ("Tab", f"{FURNITURE}/2008-07"),
        ("ArrowUp", f"{WORKS}/2008-07"),
    ):
        page.keyboard.press(key)
        assert at(page) == name, key


def test_an_arrow_inside_a_text_is_of_the_text(page: Page) -> None:
    focus(page, WORKS, 6)
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert at(page) == f"{WORKS}/2008-06"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert at(page) == f"{WORKS}/2008-07"


def test_totals_follow_what_is_typed(page: Page) -> None:
    focus(page, WORKS, 7)
    page.keyboard.type("1234")

    assert totals(page, "sum")[5:8] == ["1.002", "1.234", "–"]
    assert totals(page, "accumulated")[4:8] == ["5.000", "6.002", "7.236", "7.236"]
    assert page.locator("tr[data-sum] [data-total]").inner_text() == "2.236"
    page.keyboard.press("Escape")
    assert (cell(page, WORKS, 7), totals(page, "sum")[6]) == ("", "–")
    page.keyboard.type("2500")
    page.keyboard.press("Enter")
    assert cell(page, WORKS, 7) == "2.500"


def test_progress_of_each_month_is_the_difference(page: Page) -> None:
    focus(page, "fisico", 8)
    page.keyboard.type("52,5")

    assert totals(page, "steps")[4:9] == ["–", "35", "–", "12,5", "–"]


def test_a_paste_fills_rows_and_columns(page: Page) -> None:
    said = paste(page, WORKS, 2, "1.000\t2000\t–\tM$ 3.000\r\n\t5\u00a0000\t6.000,00\tx\r\n")

    assert said.startswith("Se pegaron 8 celdas. No se entiende 1: está en rojo.")
    assert [cell(page, WORKS, month) for month in range(2, 6)] == ["1.000", "2.000", "", "3.000"]
    assert [cell(page, FURNITURE, month) for month in range(2, 6)] == ["", "5.000", "6.000", "x"]
    assert totals(page, "sum")[1:5] == ["1.000", "7.000", "6.000", "3.000"]
    wrong = page.locator("[aria-invalid=true]")
    assert wrong.get_attribute("name") == f"{FURNITURE}/2008-05"
    assert page.locator("form").get_attribute("data-unsaved") == "yes"

    page.get_by_role("button", name="Deshacer").click()
    assert (cell(page, WORKS, 2), totals(page, "sum")[1]) == ("", "–")
    assert page.locator("[aria-invalid=true]").count() == 0


def test_a_paste_that_does_not_fit_changes_nothing(page: Page) -> None:
    said = paste(page, FURNITURE, 12, "1\t2")

    assert said == "Lo copiado tiene 1 × 2 celdas y desde aquí caben 2 × 1: no se pegó nada."
    assert cell(page, FURNITURE, 12) == ""


def test_a_text_is_pasted_as_a_text(page: Page) -> None:
    assert paste(page, WORKS, 2, "77") == ""
