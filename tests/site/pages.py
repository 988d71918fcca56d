"""Every page in every state that a person can bring it to: asked once, read by many tests."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from minga.core.models import Verification
from minga.strategy.actions import approve_definitions
from minga.workplan import actions
from tests.conftest import Cast, pdf
from tests.site.asking import activity, ask, undone
from tests.site.world import DRAFT_YEAR, World
from tests.workplan import factories


@dataclass
class Page:
    """An answer, as a browser gets it."""

    label: str
    status: int
    content: str
    policy: str
    queries: list[str] = field(repr=False)

    @cached_property
    def tree(self) -> Any:
        return html.document_fromstring(self.content)

    @cached_property
    def text(self) -> str:
        """What a person reads."""
        parts = self.tree.xpath("//text()[not(ancestor::script or ancestor::style)]")
        return " ".join(" ".join(parts).split())


@dataclass
class Tour:
    """Goes round as different people and keeps what it is shown."""

    cast: Cast
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clients = {name: person.client() for name, person in self.cast.everybody().items()}
        self.clients["nobody"] = Client()

    def look(self, who: str, year: int) -> None:
        """Choose another year on top of the page."""
        place = {"place": self.cast.region.public_id, "year": year, "frame": ""}
        self.clients[who].post("/territorio/mirar/", place)

    def see(self, label: str, who: str, url: str, data: dict[str, Any] | None = None) -> None:
        method = "GET" if data is None else "POST"
        with CaptureQueriesContext(connection) as queries:
            response = ask(self.clients[who], method, url, data)
        assert response.headers["Content-Type"].startswith("text/html"), label
        self.pages.append(
            Page(
                f"{label} ({who})",
                response.status_code,
                response.content.decode(),
                response.headers.get("Content-Security-Policy", ""),
                [query["sql"] for query in queries.captured_queries],
            )
        )


def tour(cast: Cast) -> list[Page]:
    """A quiet service first, one at work after; what each part does is taken back."""
    going = Tour(cast)
    for part in (_quiet, _reading, _drafting, _proving, _defining, _verifying, _lost):
        with undone():
            part(going, World(cast))
    return going.pages


def _quiet(going: Tour, world: World) -> None:
    """Nothing was done yet: every empty page."""
    going.see("sign in", "nobody", "/entrar/")
    going.see("sign in refused", "nobody", "/entrar/", {"username": "ana", "password": "no"})
    going.see("sign in empty", "nobody", "/entrar/", {"username": ""})
    going.see("public record", "nobody", "/registro/")
    for who in ("ana", "pia"):
        going.see("nothing awaits", who, "/")
        going.see("no plans", who, "/programas/")
        going.see("no definitions", who, "/definiciones/")
    for words in ("", "a", "nada de nada", "iquique"):
        going.see(f"search «{words}»", "ana", f"/buscar/?q={words}")
    going.see("record without verifications", "aldo", "/registro/")
    going.see("begin a plan", "ana", "/programas/nuevo/")
    going.see("begin a plan refused", "ana", "/programas/nuevo/", {"year": "1990"})
    going.see("propose definitions", "ana", "/definiciones/proponer/")
    going.see("propose refused", "ana", "/definiciones/proponer/", {"title_1": "Sin misión"})
    going.see("style", "ana", "/estilo/")
    plan = factories.draft(world.cast, (), year=DRAFT_YEAR).plan
    going.see("empty draft", "ana", reverse("workplan:draft", args=[plan.public_id]))


def _reading(going: Tour, world: World) -> None:
    """A plan in force with ten activities in every state, read by everybody who may."""
    plan = [world.own.plan.public_id]
    for who in ("ana", "diana", "sofia", "gaby", "aldo", "nora"):
        going.see("home", who, "/")
        going.see("plan", who, reverse("workplan:plan", args=plan))
        going.see("plans", who, "/programas/")
    for chip in ("por-verificar", "por-corregir", "nada"):
        url = reverse("workplan:plan", args=plan) + f"?evidencia={chip}"
        going.see(f"plan, {chip}", "ana", url)
    for day in ("2007-06-30", "2007-01-15"):
        going.see(f"plan on {day}", "ana", reverse("workplan:plan", args=plan) + f"?al={day}")
    going.see("history", "ana", reverse("workplan:history", args=plan))
    going.see("version", "gaby", reverse("workplan:version", args=[*plan, 1]))
    going.see("search", "ana", "/buscar/?q=planes")
    for place in ("region-tarapaca", "iquique", "arica"):
        going.see(place, "ana", reverse("territory:place", args=[world.place(place).public_id]))
    world.own.change  # noqa: B018
    going.see("plan with a modification", "ana", reverse("workplan:plan", args=plan))
    going.see("history with a modification", "ana", reverse("workplan:history", args=plan))


def _proving(going: Tour, world: World) -> None:
    """An activity: none, waiting, returned, verified; and each refusal."""
    plan = world.own.plan
    for position, state in enumerate(("verified", "returned", "waiting")):
        at = [plan.public_id, factories.line(plan, position).public_id]
        for who in ("ana", "sofia", "gaby"):
            going.see(f"activity {state}", who, reverse("workplan:activity", args=at))
    at = [plan.public_id, factories.line(plan, 9).public_id]
    going.see("activity without evidence", "ana", reverse("workplan:activity", args=at))
    upload = reverse("workplan:upload", args=at)
    false = SimpleUploadedFile("informe.pdf", b"not a PDF", "application/pdf")
    typed: dict[str, object] = {"title": "Informe", "dated_on": "2007-11-20"}
    going.see("upload empty", "ana", upload, {})
    going.see("upload of a false type", "ana", upload, typed | {"file": false})
    going.see("upload of another year", "ana", upload, typed | {"dated_on": "2006-11-20"})
    status = reverse("workplan:status", args=at)
    going.see("fulfilled without evidence", "ana", status, {"status": "fulfilled"})
    going.see("no status", "ana", status, {})
    evidence = [world.own.evidence.public_id]
    going_back = reverse("workplan:return_evidence", args=evidence)
    going.see("returned without saying why", "ana", going_back, {})
    verify = reverse("workplan:verify", args=evidence)
    going.see("verifies for another service", "sofia", verify, {})


def _drafting(going: Tour, world: World) -> None:
    """A draft and its forms, sent, returned, in conflict."""
    plan = world.own.draft.public_id
    line = world.own.draft_line.public_id
    going.see("draft", "ana", reverse("workplan:draft", args=[plan]))
    going.see("draft read by its head", "diana", reverse("workplan:draft", args=[plan]))
    going.look("ana", DRAFT_YEAR)
    going.see("plans with a draft", "ana", "/programas/")
    going.see("sent too early", "ana", reverse("workplan:submit", args=[plan]), {})
    going.see("discarded by another", "bruno", reverse("workplan:discard", args=[plan]), {})
    forms = {
        "new_objective": [plan],
        "edit_objective": [plan, 1],
        "new_activity": [plan, 1],
        "edit_activity": [plan, line],
    }
    for name, arguments in forms.items():
        url = reverse(f"workplan:{name}", args=arguments)
        going.see(name, "ana", url)
        going.see(f"{name} refused", "ana", url, {"revision": 0})
    url = reverse("workplan:edit_activity", args=[plan, line])
    going.see("out of the year", "ana", url, activity(world.own) | {"ends_on": "2012-01-01"})
    going.see("in conflict", "ana", url, activity(world.own) | {"revision": 7})
    sent = reverse("workplan:draft", args=[world.own.submitted.public_id])
    for who in ("ana", "diana"):
        going.see("sent", who, sent)
    refuse = reverse("workplan:return", args=[world.own.submitted.public_id])
    going.see("returned without saying why", "diana", refuse, {})
    version = world.own.submitted.versions.get()
    actions.return_version(version, remarks="Faltan los plazos.", by=world.cast.diana.access)
    going.see("returned", "ana", sent)


def _defining(going: Tour, world: World) -> None:
    version = world.own.definition.versions.get()
    refuse = reverse("strategy:return", args=[world.own.definition.public_id])
    going.see(
        "definitions returned without saying why", "diana", refuse, {"seen": version.event_id}
    )
    for who in ("ana", "diana", "gaby"):
        going.see("definitions proposed", who, "/definiciones/")
    approve_definitions(version, by=world.cast.diana.access)
    for who in ("ana", "diana", "gaby", "marta"):
        going.see("definitions approved", who, "/definiciones/")
    going.see("propose again", "ana", "/definiciones/proponer/")


def _verifying(going: Tour, world: World) -> None:
    """The record, and a verification in each of its states."""
    world.own.plan  # noqa: B018
    for status in Verification.Status:
        over = status not in ("waiting", "running")
        found = [{"where": "evento 3", "sentence": "Su contenido fue cambiado."}]
        asked = Verification.objects.create(
            status=status,
            done=12,
            total=40,
            finished_at=timezone.now() + timedelta(seconds=3) if over else None,
            findings=found if status == "damaged" else [],
        )
        url = reverse("core:verification", args=[asked.public_id])
        going.see(f"verification {status.value}", "aldo", url)
    going.see("record", "aldo", "/registro/")
    going.see("events", "aldo", "/registro/eventos/")
    going.see("earlier events", "aldo", "/registro/eventos/?pagina=2")


def _lost(going: Tour, world: World) -> None:
    going.see("not allowed", "ana", "/registro/eventos/")
    going.see("not there", "ana", "/programas/nadie/")
    going.see("not there, signed out", "nobody", "/nada/")
    going.see("no page", "ana", reverse("core:day"))
    going.clients["late"] = Client(enforce_csrf_checks=True)
    going.see("an old form", "late", "/entrar/", {"username": "ana"})
    two = [pdf("uno.pdf"), pdf("dos.pdf")]
    at = [world.own.plan.public_id, world.own.line.public_id]
    going.see("two files at once", "ana", reverse("workplan:upload", args=at), {"file": two})
