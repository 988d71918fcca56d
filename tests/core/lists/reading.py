"""Reading a list as a person does."""

from typing import Any

from lxml import html

from tests.conftest import Somebody

AT = "/viviendas/"


def get(who: Somebody, query: str = "?ver=todo", *, status: int = 200, **more: Any) -> Any:
    response = who.client().get(AT + query, **more)
    assert response.status_code == status, response.get("Location", "")
    return response


def tree(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def numbers(response: Any) -> list[int]:
    """The numbers of the houses in the table, from the first row to the last."""
    cells = tree(response).xpath("//tbody/tr/td[@data-l='Número']")
    return [int(words(cell).replace(".", "")) for cell in cells]


def lede(response: Any) -> str:
    return words(tree(response).get_element_by_id("lista-dice"))


def problems(response: Any) -> list[str]:
    return [words(one) for one in tree(response).xpath("//p[@class='list-problem']")]


def chips(response: Any) -> dict[str, str]:
    """Text → address without it."""
    found = tree(response).xpath("//ul[@class='list-chips']//a")
    return {words(chip).removesuffix(" ×: quitar filtro"): chip.get("href") for chip in found}


def facet(response: Any) -> dict[str, str]:
    found = tree(response).xpath("//nav[@aria-label='Filtros rápidos']/a")
    return {words(chip): chip.get("href") for chip in found}


def link(response: Any, text: str) -> str:
    """The address of the link of the list with that text."""
    found = tree(response).xpath(f"//section[@id='lista']//a[normalize-space()='{text}']/@href")
    assert len(found) == 1, (text, found)
    return str(found[0])
