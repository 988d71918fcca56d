"""What holds for the HTML of every page, in every state of `tests/site/pages.py`."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from minga.core import registries
from minga.core.middleware import POLICY
from minga.people.actions import add_person
from tests.conftest import PASSWORD, SCRIBE
from tests.site.pages import Page

# All by one process: the tour takes longer than what is asked of its pages.
pytestmark = pytest.mark.xdist_group("tour")

MOST_QUERIES = 17
# A visit shows its form, photos, reports, terms and who had it; an act its visas, parts and
# notices, and whether what it will bring about can still be: one question for each. A letter has
# its addressees, visas and what it answers; a commitment, who answers for it today. A procedure
# shows its parts, uses, reviews and non-conformities; its draft, both versions side by side.
MANY_PARTS = {
    "visit (": 3,
    "two reports (": 3,
    "act ": 7,
    "/oficios/nuevo/ ": 3,
    "letter ": 1,
    "answer ": 1,
    "batch in draft ": 2,
    "commitment ": 1,
    # What its service corrected of the bands.
    "agreement (": 1,
    "agreement before it was approved (": 1,
    "modified agreement (": 1,
    # Services, figures, backing and who signed it, promises, gaps, meetings: one question each.
    "problem (": 5,
    "problem in preparation (": 4,
    "problem text (": 6,
    "handing ": 1,
    "adding rows ": 2,
    # An activity also asks what other plans proved; definitions, for products and their objectives.
    "activity ": 1,
    "definitions ": 1,
    "changes proposed ": 3,
    "propose with products ": 2,
    "a product (": 2,
    "figures (": 2,
    # Each part of a plan that leaves commitments is asked once.
    "carried": 4,
    "where they went ": 1,
    # Which of the links a reader may follow: a question for each kind of thing that is named.
    "followed commitment ": 1,
    "told commitment ": 2,
    # Figures, months, contracts, what is wrong with a project, its closing: one question each.
    "report ejecucion ": 8,
    "report by place ": 8,
    "report arrastre ": 2,
    # The objectives of the plan are the sections of its analysis.
    "report ": 1,
    "editing a row ": 2,
    # Every area that knows something for a paragraph of the evaluation is asked once.
    "what the record says ": 12,
    "a procedure": 7,
    "procedures (": 2,
    "non-conformity ": 3,
    "procedure draft empty ": 8,
    "draft of a procedure ": 8,
    "procedure sent ": 8,
    "second draft ": 14,
    "diffusion changing ": 2,
    "first draft ": 1,
    # Communes, costs, sources, what it lacks, product, initiatives, preconditions, history.
    "project (": 12,
    "project without anything ": 8,
    "project withdrawn ": 8,
    # The whole catalogue of checks, over everything that is known of the project.
    "findings of a project ": 20,
    "panel of findings ": 20,
    "a justification of nothing ": 20,
    "a warning justified ": 20,
    # A programme: money, works and milestones of each version, the costs, the line items.
    "schedule draft ": 19,
    "schedule sent ": 19,
    "schedule with a row more ": 19,
    "schedules compared ": 1,
    "schedule again ": 22,
}
# They ask every area what it has of a person: it grows with the areas, not with the rows.
OF_ALL_AREAS = ("pass_work", "person (", "oneself (", "week of ")
# Most areas ask one question for what awaits; some of them, for two or three kinds of thing.
EACH_AREA = 1.25
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# An English month, a Python value, an amount with a decimal point: what escaped from es-CL.
ESCAPED = re.compile(
    r"\b(?:January|February|March|April|June|July|August|October|December|None|True|False)\b"
    r"|\d\.\d %"
)
FIELDS = "//input[not(@type='hidden' or @type='submit')] | //select | //textarea"
HEADINGS = "[self::h1 or self::h2 or self::h3 or self::h4]"
# The session notes that it was seen once a minute, on whichever page that is.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK", 'UPDATE "accounts_session"')
# What was published elsewhere is read there.
OURS = "//a[not(contains(@rel, 'external'))]/@href"
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def wrong(pages: Iterable[Page], look: Callable[[Page], object]) -> dict[str, object]:
    """Only the pages where something was found."""
    found = {page.label: look(page) for page in pages}
    return {label: thing for label, thing in found.items() if thing}


def test_the_tour_sees_every_answer_that_a_page_can_give(pages: list[Page]):
    statuses = Counter(page.status for page in pages)
    assert set(statuses) == {200, 400, 403, 404, 405, 409, 422}
    assert len(pages) == len({page.label for page in pages}) > 90


def test_a_page_is_in_chilean_spanish_with_one_title_and_one_heading(pages: list[Page]):
    def look(page: Page) -> list[str]:
        headings = [" ".join(h.text_content().split()) for h in page.tree.xpath("//h1")]
        title = page.tree.findtext(".//title").strip()
        whole = (
            page.tree.get("lang") == "es-CL" and title.endswith(" · Minga") and len(headings) == 1
        )
        return [] if whole and headings[0] and title != "· Minga" else [title, *headings]

    assert wrong(pages, look) == {}


def test_headings_go_down_one_by_one(pages: list[Page]):
    def look(page: Page) -> list[str]:
        levels = [int(h.tag[1]) for h in page.tree.xpath("//main//*" + HEADINGS)]
        return [f"h{a} → h{b}" for a, b in pairwise(levels) if b > a + 1]

    assert wrong(pages, look) == {}


def test_a_page_speaks_quietly(pages: list[Page]):
    assert wrong(pages, lambda page: re.findall(r"exitosa\w*|[!¡]", page.text)) == {}


def test_dates_and_figures_are_chilean(pages: list[Page]):
    assert wrong(pages, lambda page: ISO_DAY.findall(page.text) + ESCAPED.findall(page.text)) == {}


def test_every_field_has_a_label(pages: list[Page]):
    def look(page: Page) -> list[str]:
        named = set(page.tree.xpath("//label/@for"))
        return [
            item.get("name", item.tag)
            for item in page.tree.xpath(FIELDS)
            if item.get("id") not in named
            and not item.xpath("ancestor::label")
            and not (item.get("aria-label") or item.get("aria-labelledby"))
        ]

    assert wrong(pages, look) == {}


def test_every_link_and_button_says_something(pages: list[Page]):
    def look(page: Page) -> list[str]:
        pressed = page.tree.xpath("//a | //button | //summary")
        # A place on a map says its name without showing it.
        said = ((item, item.text_content().strip() or item.get("aria-label")) for item in pressed)
        return [item.get("href", item.tag) for item, words in said if not words]

    assert wrong(pages, look) == {}


def test_what_changes_something_carries_its_token_and_nothing_else_does(pages: list[Page]):
    def look(page: Page) -> list[str]:
        return [
            form.get("action", "here")
            for form in page.tree.xpath("//form")
            if (form.get("method") == "post")
            != bool(form.xpath(".//input[@name='csrfmiddlewaretoken']"))
        ]

    assert wrong(pages, look) == {}


def test_what_points_to_a_place_of_the_page_finds_it_once(pages: list[Page]):
    def look(page: Page) -> list[str]:
        ids = Counter(page.tree.xpath("//@id"))
        named = " ".join(page.tree.xpath(" | ".join(f"//@{name}" for name in POINTERS))).split()
        named += [link[1:] for link in page.tree.xpath("//a/@href") if re.match("#.", link)]
        return [name for name in named if ids[name] != 1] + [i for i, n in ids.items() if n > 1]

    assert wrong(pages, look) == {}


def test_every_link_leads_to_an_address(pages: list[Page]):
    def look(page: Page) -> list[str]:
        links = {*page.tree.xpath(OURS), *page.tree.xpath("//form/@action")}
        paths = {re.split(r"[?#]", link)[0] for link in links} - {""}
        return [path for path in paths if not leads(path)]

    assert wrong(pages, look) == {}


def leads(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_every_page_carries_the_content_policy(pages: list[Page]):
    assert wrong(pages, lambda page: page.policy != POLICY) == {}
    assert "unsafe" not in POLICY


def test_no_page_asks_the_database_too_many_times(pages: list[Page]):
    """With a plan of ten activities, most of them with evidence."""

    def look(page: Page) -> int:
        asked = [sql for sql in page.queries if not sql.startswith(OF_THE_TEST)]
        # «Mi trabajo» asks every area what awaits, and who passes the work of another, what is
        # open: both grow with the areas, not with the rows.
        of_all = "<title>Mi trabajo" in page.content or page.label.startswith(OF_ALL_AREAS)
        areas = int(len(registries.awaiting) * EACH_AREA) if of_all else 0
        more = next((n for name, n in MANY_PARTS.items() if page.label.startswith(name)), areas)
        return len(asked) if len(asked) > MOST_QUERIES + more else 0

    read = [page for page in pages if page.status == 200]
    assert wrong(read, look) == {}


def test_a_form_shown_again_says_above_what_to_mend(pages: list[Page]):
    def look(page: Page) -> bool:
        return not page.tree.xpath("//main//*[contains(@class, 'notice stop')]")

    assert wrong([page for page in pages if page.status in (409, 422)], look) == {}


def test_a_site_without_territories_says_what_will_be_there(db: None):
    person = add_person(
        given_names="Rosa", family_names="Lara", username="rosa", password=PASSWORD, by=SCRIBE
    )
    client = Client()
    client.force_login(person.user)

    assert "Aquí verá los territorios" in client.get("/territorio/").content.decode()
