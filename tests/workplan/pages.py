"""Reading an answer as a person does: its words, and what its fields hold."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from lxml import html

Response = HttpResponse | Any  # the test client adds to it what its stubs do not tell


def to(name: str, *args: object) -> str:
    return reverse(f"workplan:{name}", args=args)


def page(response: Response) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def text(response: Response) -> str:
    """The words of the main part, with single spaces."""
    return words(page(response).xpath("//main")[0])


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def all_words(response: Response, path: str) -> list[str]:
    return [words(element) for element in page(response).xpath(path)]


def typed(response: Response, name: str) -> str:
    """What the field of that name holds: input, text area, choice or list."""
    (field, *_) = page(response).xpath(f'//main//*[@name="{name}"]')
    if field.tag == "textarea":
        return str(field.text_content()).strip()
    if field.tag == "select":
        chosen = field.xpath('.//option[@selected and @value!=""]')
        return str(chosen[0].get("value")) if chosen else ""
    if field.get("type") == "radio":
        checked = page(response).xpath(f'//main//*[@name="{name}"][@checked]')
        return str(checked[0].get("value")) if checked else ""
    return str(field.get("value", ""))


def fields(response: Response) -> set[str]:
    return {str(field.get("name")) for field in page(response).xpath("//main//*[@name]")}


def buttons(response: Response) -> list[str]:
    """Verb and object of each button of the page itself."""
    return all_words(response, "//main//button")


def messages(response: Response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
