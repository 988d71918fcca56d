"""A person at a browser: what they do, and what the browser complains of meanwhile."""

import re
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Download,
    Locator,
    Page,
    expect,
)

PASSWORD = "minga-2007"
DESK, PHONE, SMALL_PHONE = (
    {"width": 1366, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
# An answer that shows why something was refused is an error only for the console.
EXPECTED = re.compile(r"the server responded with a status of (400|403|404|405|409|422)")

# Does this button make the browser load another page?
SENDS = """button => button.type === "submit" && button.form !== null
    && (button.formNoValidate || button.form.noValidate || button.form.matches(":valid"))
    && ![button, button.form].some(part =>
        part.getAttributeNames().some(name => name.startsWith("hx-")))"""


@dataclass
class Visitor:
    url: str
    context: BrowserContext
    page: Page
    name: str = ""
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def come(cls, chromium: Browser, url: str, name: str = "", **context: Any) -> Self:
        options = {"viewport": DESK, "locale": "es-CL", "base_url": url} | context
        opened = chromium.new_context(**options)
        opened.set_default_timeout(15_000)
        visitor = cls(url, opened, opened.new_page(), name)
        visitor.page.on("console", visitor._hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        # «Leave without saving?»: the tests do mean it.
        visitor.page.on("dialog", lambda dialog: dialog.accept())
        return visitor

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self) -> None:
        self.page.goto("/entrar/")
        self.page.get_by_label("Usuario").fill(self.name)
        self.page.get_by_label("Contraseña").fill(PASSWORD)
        self.page.get_by_role("button", name="Entrar").click()
        expect(self.page.get_by_role("heading", name="Mi trabajo")).to_be_visible()

    def sign_out(self) -> None:
        self._arrive(self.page.locator(".top").get_by_role("button", name="Salir"))

    def open_plan(self) -> None:
        """By the menu and the list, as anyone would."""
        self.page.goto("/programas/")
        self.page.get_by_role("link", name="SERVIU Región de Tarapacá, 2007").click()
        expect(self.heading).to_have_text("Programa de trabajo 2007")

    def open_activity(self, code: str) -> None:
        self.open_plan()
        self.page.locator("#actividades tbody th a").and_(
            self.page.locator(f"tr:has(th .muted:text-is('{code}')) th a")
        ).click()
        expect(self.heading).to_contain_text(code)

    def post(self, path: str, **data: str) -> APIResponse:
        """What a page would never offer: a form of one's own, with the right token."""
        token = next(c["value"] for c in self.context.cookies() if c["name"] == "csrftoken")
        return self.page.request.post(path, form=data | {"csrfmiddlewaretoken": token})

    def press(self, name: str) -> None:
        """A button of the page itself, by what it says, and its answer if it sends a form."""
        button = self._button(name)
        if button.evaluate(SENDS):
            self._arrive(button)
        else:
            button.click()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """A link of the page itself, to where it leads."""
        self._arrive(self.main.get_by_role("link", name=name, exact=exact))

    def follow_first(self, name: str) -> None:
        """The same, of several that say it."""
        self._arrive(self.main.get_by_role("link", name=name).first)

    def follow_in(self, row: str, name: str) -> None:
        """The link of one row of a table, told by what the row says."""
        of_row = self.main.get_by_role("row").filter(has_text=row)
        self._arrive(of_row.get_by_role("link", name=name).first)

    def _arrive(self, by: Locator) -> None:
        """The page that was there is no answer: nothing looks before the next one stands."""
        with self.page.expect_navigation():
            by.click()

    def download(self, name: str) -> Download:
        """A button that hands a file over and leaves the page where it is."""
        with self.page.expect_download() as handed:
            self._button(name).click()
        return handed.value

    def _button(self, name: str) -> Locator:
        return self.main.get_by_role("button", name=name, exact=True)

    def field(self, label: str, *, exact: bool = False) -> Locator:
        return self.main.get_by_label(label, exact=exact)

    def send(self, name: str) -> None:
        """Press though the browser would ask for what is missing: the server must say it."""
        self.page.evaluate("document.querySelectorAll('form').forEach(f => f.noValidate = true)")
        self.press(name)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def lede(self) -> Locator:
        return self.main.locator(".head .lede")

    @property
    def notice(self) -> Locator:
        """What the last action says, or why it was refused: it stands above any other notice."""
        return self.main.locator(".notice").first

    def leave(self) -> list[str]:
        self.context.close()
        return self.complaints
