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

from minga.core.imports import actions as imports
from minga.core.models import Verification
from minga.demo.places import load_places
from minga.strategy.actions import approve_definitions
from minga.territory.actions import load_figures
from minga.territory.tables import populations
from minga.workplan import actions
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, pdf
from tests.core.imports import making
from tests.site import joined
from tests.site.asking import (
    BOUNDARIES,
    activity,
    apply_boundaries,
    ask,
    boundaries_file,
    uf_file,
    undone,
)
from tests.site.attending import attending
from tests.site.world import DRAFT_YEAR, World
from tests.territory.boundaries.making import geojson, three
from tests.territory.boundaries.test_facilities import school
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
        people = self.cast.everybody() | self.cast.counter()
        self.clients = {name: person.client() for name, person in people.items()}
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
    for part in (
        _quiet,
        _reading,
        _drafting,
        _proving,
        _defining,
        _verifying,
        _working,
        _worth,
        _measuring,
        _approving,
        _standing_in,
        _organising,
        _accounts,
        _listing,
        _importing,
        _dividing,
        _bounding,
        attending,
        *joined.parts(),
        _lost,
    ):
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
    going.see("style_charts", "ana", "/estilo/graficos/")
    going.see("style_maps", "ana", "/estilo/mapas/")
    region = world.cast.region.public_id
    going.see("a place on another day", "pia", f"/territorio/{region}/?al=2007-10-07")
    for key in ("contactos", "hechos"):
        for who in ("ana", "pia"):
            going.see(f"told of a place: {key}", who, f"/territorio/{region}/que-pasa/{key}/")
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


def _worth(going: Tour, world: World) -> None:
    """The UF: a month, a day without value, the IPC, files read and refused, a value corrected."""
    address = reverse("uf:correct", args=["2007-12-31"])
    right = {"value": "19.700,00", "reason": "Rectificación.", "seen": 1962266}
    going.see("uf of a month", "ana", "/uf/")
    going.see("uf converted", "nora", "/uf/?dia=2007-12-31&monto=205")
    going.see("uf of no day", "ana", "/uf/?dia=ayer&monto=1234.5")
    going.see("uf of no month", "ana", "/uf/?mes=2007-13")
    going.see("no uf that day", "ana", "/uf/?dia=2012-01-01")
    going.see("ipc", "ana", "/uf/ipc/?anio=2007")
    going.see("load uf", "nora", "/uf/cargar/")
    going.see("load nothing", "nora", "/uf/cargar/", {})
    for label, text in (("read", "01-03-2010;21.000,00"), ("refused", "31-02-2026;1")):
        sent = {"file": uf_file(text), "source": "Banco Central"}
        going.see(f"uf file {label}", "nora", "/uf/cargar/", sent)
    going.see("correct uf", "nora", address)
    going.see("correct uf refused", "nora", address, {"value": "19700.5"})
    going.see("correct uf in conflict", "nora", address, right | {"seen": 1})


def _measuring(going: Tour, world: World) -> None:
    """Indicators without and with figures, kept ones, the history of a record and its panels."""
    score = "/indicadores/puntaje-del-programa/"
    for who in ("ana", "pia"):
        going.see("indicators", who, "/indicadores/")
        going.see("not measured", who, score)
        going.see("months not measured", who, f"{score}meses/")
        going.see("nothing kept", who, "/indicadores/mediciones/")
        going.see(
            "no plans of a place", who, f"/programas/del-lugar/{world.cast.region.public_id}/"
        )
    kept = reverse("indicators:snapshot", args=[world.own.snapshot.public_id])
    for path in ("", "valor/", "meses/", "?por=place&al=2007-11-01"):
        going.see(f"indicator {path}", "ana", score + path)
    going.see("kept without saying why", "ana", f"{score}guardar/", {})
    going.see("kept figures", "ana", "/indicadores/mediciones/")
    going.see("kept figure", "gaby", kept)
    going.see("kept figure again", "ana", f"{kept}?recalcular=1")
    for who in ("ana", "gaby"):
        told = ["programa-de-trabajo", world.own.plan.public_id]
        going.see("history of a record", who, reverse("core:history", args=told))
    going.see("plans of a place", "ana", f"/programas/del-lugar/{world.cast.region.public_id}/")
    going.see("search for who rebuilds", "nora", "/buscar/?q=plan")


def _working(going: Tour, world: World) -> None:
    """Background work in each of its states, what is sent on a schedule, the mail."""
    for who in ("ana", "nora", "pia"):
        going.see("no jobs", who, "/trabajos/")
    going.see("nothing is sent", "ana", "/trabajos/envios/")
    going.see("no mail", "nora", "/correo/")
    going.see("program a sending", "ana", "/trabajos/envios/nuevo/")
    going.see("program a sending refused", "ana", "/trabajos/envios/nuevo/", {"report": "nada"})
    told = {"done": 1200, "total": 5000, "sentence": "Hoja Obras"}
    rows = {
        "waiting": world.own.job(),
        "running": world.own.job("running", token="abc", started_at=timezone.now(), **told),
        "stopping": world.own.job("running", token="abc", cancel_asked=True),
        "cancelled": world.own.job("cancelled"),
        "failed": world.own.failed,
        "done": world.own.result,
    }
    for state, row in rows.items():
        going.see(f"job {state}", "ana", row.get_absolute_url())
    going.see(
        "job cleaned", "nora", world.own.job(file_removed_at=timezone.now()).get_absolute_url()
    )
    retry = reverse("jobs:retry", args=[world.own.failed.public_id])
    going.see("retried without saying why", "ana", retry, {})
    for query in ("", "?estado=no-terminaron", "?de=todos"):
        going.see(f"jobs {query}", "nora" if "todos" in query else "ana", f"/trabajos/{query}")
    assert world.own.sending
    assert world.mail
    for who in ("ana", "nora"):
        going.see("what is sent", who, "/trabajos/envios/")
    going.see("mail", "nora", "/correo/")
    going.see("mail sent", "nora", "/correo/?estado=enviados")


def _organising(going: Tour, world: World) -> None:
    """Organisations, functions, delegations, and who does what, with a change in each state."""
    own, person = world.own.cast.serviu.public_id, world.own.worker.public_id
    assert world.own.delegation
    for who in ("ana", "nora"):
        going.see("organisations", who, "/organizaciones/")
        going.see("organisation", who, reverse("people:organisation", args=[own]))
        going.see("definitions of it", who, reverse("strategy:of_organisation", args=[own]))
    past = f"{reverse('people:organisation', args=[own])}?dia=1999-12-31"
    going.see("organisation before it began", "ana", past)
    going.see("add organisation", "nora", "/organizaciones/nueva/")
    going.see("add nothing", "nora", "/organizaciones/nueva/", {})
    going.see("add unit", "nora", f"/organizaciones/nueva/?en={own}")
    change = reverse("people:change_organisation", args=[own])
    going.see("change organisation", "nora", change)
    stale = {"name": "S", "short_name": "S", "reason": "Sí.", "seen": 1}
    going.see("change organisation in conflict", "nora", change, stale)
    close = reverse("people:close_organisation", args=[own])
    going.see("close organisation", "nora", close)
    going.see("close one's own", "nora", close, {"last_day": "2007-11-30", "reason": "Ley."})
    going.see("functions", "nora", "/funciones/")
    going.see("add person", "nora", "/funciones/persona-nueva/")
    going.see("add nobody", "nora", "/funciones/persona-nueva/", {"rut": "1-1"})
    going.see("person", "nora", reverse("people:person", args=[person]))
    going.see("oneself", "nora", reverse("people:person", args=[world.cast.nora.person.public_id]))
    for name in ("give_function", "pass_work"):
        page = reverse(f"people:{name}", args=[person])
        going.see(name, "nora", page)
        going.see(f"{name} refused", "nora", page, {})
    going.see("delegations", "diana", "/subrogancias/")
    going.see("delegate", "diana", "/subrogancias/delegar/")
    going.see("delegate nothing", "diana", "/subrogancias/delegar/", {})
    for who in ("ana", "nora"):
        going.see("who does what", who, "/quien-hace-que/")
    line = reverse("people:change_table", args=["workplan.approve"])
    going.see("change who does what", "nora", line)
    going.see("change nothing", "nora", line, {})
    shift = reverse("people:table_change", args=[world.own.shift.public_id])
    for who in ("nora", "diana"):
        going.see("a change sent", who, shift)
    going.see("who does what with a change", "diana", "/quien-hace-que/")


def _importing(going: Tour, world: World) -> None:
    """A file in each state that a person can bring it to."""
    for who in ("ana", "pia"):
        going.see("no imports", who, "/importaciones/")
    upload = reverse("imports:upload", args=["lots"])
    going.see("send a file", "ana", upload)
    going.see("send nothing", "ana", upload, {})
    wrong = [("P-001", None, "1234.5", 3), ("P-001", "Dos", "x", 1)]
    files = {
        "waiting": making.sent(making.xlsx([making.LOT]), world.cast.ana.access),
        "with errors": making.imported(making.xlsx(wrong), world.cast.ana.access),
        "refused": making.imported(b"<html>no</html>", world.cast.ana.access, "p.csv"),
        "ready": world.own.ready_import,
        "with warnings": world.own.warned_import,
        "doubtful": world.own.doubtful_import,
    }
    for state, sent in files.items():
        going.see(f"import {state}", "ana", sent.get_absolute_url())
    going.see("send another", "ana", f"{upload}?en-lugar-de={files['with errors'].public_id}")
    going.see("imports", "ana", "/importaciones/")
    going.see("imports of the unit", "emilio", "/importaciones/")
    warned = [world.own.warned_import.public_id]
    going.see("justified without a word", "ana", reverse("imports:justify", args=warned), {})
    going.see("applied too early", "ana", reverse("imports:apply", args=warned), {"seen": "x"})
    doubtful = [world.own.doubtful_import.public_id]
    going.see("columns not chosen", "ana", reverse("imports:columns", args=doubtful), {})
    ready = files["ready"]
    row = type(ready).objects.filter(pk=ready.pk)
    row.update(status="applying")
    going.see("import being written", "ana", ready.get_absolute_url())
    row.update(status="ready", sentence=imports.CHANGED)
    going.see("import read again", "ana", ready.get_absolute_url())
    imports.apply_import(ready, seen=ready.seen, by=world.cast.ana.access)
    going.see("import applied", "ana", ready.get_absolute_url())
    again = making.imported(making.xlsx([making.LOT]), world.cast.ana.access)
    going.see("import that changes nothing", "ana", again.get_absolute_url())
    going.see("home with imports", "ana", "/")


def _approving(going: Tour, world: World) -> None:
    """The tray, what waits and what was sent, the rules, the second factor in each state."""
    for who in ("ana", "diana", "nora", "pia"):
        going.see("empty tray", who, "/aprobaciones/")
    going.see("rules", "nora", "/aprobaciones/reglas/")
    rule = "/aprobaciones/reglas/workplan/director/"
    going.see("rule", "nora", rule)
    going.see("rule refused", "nora", rule, {"above": "1234.5"})
    typed = {"second_factor": "on", "valid_from": "2007-11-30", "source": "Res.", "reason": "X"}
    going.clients["nora"].post(rule, typed)
    going.see("rules set", "nora", "/aprobaciones/reglas/")
    going.see("factor none", "diana", "/aprobaciones/segundo-factor/")
    version = world.own.submitted.versions.get()
    actions.return_version(version, remarks="Faltan los plazos.", by=world.cast.diana.access)
    actions.submit_version(version, by=world.cast.ana.access)
    going.see("no factor yet", "diana", "/aprobaciones/")
    draft = reverse("workplan:draft", args=[world.own.submitted.public_id])
    going.see("sent without factor", "diana", draft)
    going.clients["diana"].post("/aprobaciones/segundo-factor/activar/")
    going.see("factor begun", "diana", "/aprobaciones/segundo-factor/")
    going.see("factor not confirmed", "diana", "/aprobaciones/segundo-factor/confirmar/", {})
    going.clients["bruno"].post("/aprobaciones/segundo-factor/demostracion/")
    going.see("factor of a demonstration", "bruno", "/aprobaciones/segundo-factor/")
    for who in ("ana", "diana", "marta"):
        address = reverse("approvals:submission", args=[world.own.approval.public_id])
        going.see("submission", who, address)
        going.see("tray", who, "/aprobaciones/")
    stale = reverse("workplan:approve", args=[world.own.submitted.public_id])
    going.see("approved unseen", "diana", stale, {})


def _listing(going: Tour, world: World) -> None:
    """A list with each panel open, narrowed to nothing, asked for what it has not; saved views."""
    going.see("no saved views", "pia", "/listas/")
    plan, view = world.own.plan, world.own.view
    assert plan
    for query in ("?ver=vistas", "?ver=columnas", "?q=nada", "?nada=1&orden=clave&pagina=99"):
        going.see(f"plans {query}", "ana", f"/programas/{query}")
    going.see("plans by a saved view", "bruno", view.address)
    narrowed = "?asunto=programa-de-trabajo&asunto=evidencia&desde=01-01-2007&quien=soto"
    for query in ("?ver=filtros", narrowed, f"{narrowed}&ver=filtros", "?orden=quien,-numero"):
        going.see(f"events {query}", "aldo", f"/registro/eventos/{query}")
    for who in ("ana", "diana"):
        going.see("saved views", who, "/listas/")
    change = reverse("lists:change_view", args=[view.public_id])
    going.see("a view without a name", "ana", change, {"name": ""})


def _standing_in(going: Tour, world: World) -> None:
    for who in ("diana", "nora"):
        going.see("no substitutes", who, "/subrogancias/")
        going.see("name a substitute", who, "/subrogancias/nueva/")
    going.see("name nobody", "nora", "/subrogancias/nueva/", {})
    going.see("substitutes", "diana", reverse("people:substitutes"))
    address = reverse("people:end_substitution", args=[world.own.substitution.public_id])
    going.see("ended without saying why", "diana", address, {})
    going.see("one stands in", "nora", "/subrogancias/")


def _accounts(going: Tour, world: World) -> None:
    """Accounts in each state, one's own, and everything on the way in."""
    own = world.own
    for person in (own.mailed, own.shut, own.locked, own.guarded):
        going.see(f"account {person.username}", "nora", f"/cuentas/{person.public_id}/")
    going.see("accounts", "nora", "/cuentas/")
    for name in ("close", "set_email", "remove_factors"):
        address = reverse(f"accounts:{name}", args=[own.guarded.public_id])
        going.see(f"{name} without saying why", "nora", address, {})
    going.see("invite", "nora", "/cuentas/invitar/")
    going.see("invite nobody", "nora", "/cuentas/invitar/", {})
    going.see("factor rules", "nora", "/cuentas/segundo-factor/")
    going.see("factor rule", "nora", "/cuentas/segundo-factor/auditor/")
    going.see("factor rule refused", "nora", "/cuentas/segundo-factor/auditor/", {})
    assert own.session
    for who in ("ana", "pia"):
        going.see("my account", who, "/mi-cuenta/")
    assert own.key
    going.see("my account with a key", "ana", "/mi-cuenta/")
    going.see("a code before a key", "ana", "/mi-cuenta/llaves/nueva/")
    going.see("change password", "ana", "/mi-cuenta/contrasena/")
    going.see("change password refused", "ana", "/mi-cuenta/contrasena/", {"old": "no"})
    _entering(going, world)


def _entering(going: Tour, world: World) -> None:
    """Signed out: the second step, what was forgotten, links, a closed name."""
    going.see("forgot", "nobody", "/entrar/olvide-mi-contrasena/")
    going.see("forgot nothing", "nobody", "/entrar/olvide-mi-contrasena/", {})
    going.see("forgot sent", "nobody", "/entrar/olvide-mi-contrasena/", {"name": "nadie"})
    link = reverse("accounts:follow_link", args=[world.token])
    going.see("link", "nobody", link)
    going.see("link refused", "nobody", link, {"password": "corta", "again": "otra"})
    going.see("link not valid", "nobody", reverse("accounts:follow_link", args=["no"]))
    name = world.own.locked.username
    going.see("locked", "nobody", "/entrar/", {"username": name, "password": "x"})
    going.clients["half"] = Client()
    user = world.own.guarded.username
    going.clients["half"].post("/entrar/", {"username": user, "password": PASSWORD})
    going.see("second step", "half", "/entrar/segundo-factor/")
    going.see("second step refused", "half", "/entrar/segundo-factor/", {"code": "zzz"})


def _dividing(going: Tour, world: World) -> None:
    """Divisions side by side, the changes, and one in each state."""
    page = "/territorio/divisiones/"
    both = "antes=2007-10-07&despues=2007-10-08&nivel=region"
    for who in ("ana", "nora", "pia"):
        going.see("divisions", who, page)
    for query in (f"{both}&medida=ejemplo", f"{both}&medida=nada", "medida=comunas"):
        going.see(f"divisions {query}", "ana", f"{page}?{query}")
    going.see("places", "ana", f"{page}lugares/")
    narrowed = "?tipo_es=provincia&region_es=region-de-tarapaca&ver=filtros"
    going.see("places of a region", "ana", f"{page}lugares/{narrowed}")
    going.see("a law", "pia", f"{page}{world.law.public_id}/")
    going.see("prepare a change", "nora", f"{page}nuevo/")
    going.see("prepare nothing", "nora", f"{page}nuevo/", {})
    change = f"{page}{world.division.public_id}/"
    for who in ("nora", "diana"):
        going.see("a change in preparation", who, change)
        going.see("divisions with one waiting", who, page)
    going.see("a part of nothing", "nora", f"{change}parte/", {"becomes": "commune"})
    going.see("a part of nobody", "nora", f"{change}parte/", {"origin": "99999"})
    going.see("approved unread", "diana", f"{change}aprobar/", {})
    going.clients["diana"].post(f"{change}aprobar/", {"seen": world.division.event_id})
    going.see("a change approved", "diana", change)
    load_figures(populations(), by=SCRIBE)
    going.see("divisions by population", "ana", f"{page}?{both}&medida=census-2002")


def _bounding(going: Tour, world: World) -> None:
    """Boundaries from a file, in each state; a neighbourhood drawn."""
    page, said = "/territorio/limites/", BOUNDARIES | {"file": boundaries_file()}
    commune = world.place("iquique").public_id
    going.see("boundaries, none loaded", "nora", page)
    going.see("inside of an empty commune", "ana", f"/territorio/{commune}/adentro/")
    going.see("boundaries of nothing", "nora", page, {})
    web = SimpleUploadedFile("limites.geojson", b"<html>404</html>")
    going.see("boundaries of a web page", "nora", page, BOUNDARIES | {"file": web})
    going.see("boundaries reviewed", "nora", page, said)
    wrong = [({"cut": "99999"}, None), *three(), *three()]
    spoiled = SimpleUploadedFile("limites.geojson", geojson(wrong))
    going.see("boundaries with errors", "nora", page, BOUNDARIES | {"file": spoiled})
    load_places(by=SCRIBE, on=TODAY.replace(month=1))
    schools = SimpleUploadedFile("equipamiento.geojson", geojson([school(), school("11")]))
    facilities = BOUNDARIES | {"kind": "facility", "file": schools}
    going.see("facilities reviewed", "nora", page, facilities)
    applied = apply_boundaries()
    going.clients["nora"].post(f"{page}aplicar/", applied)
    going.see("boundaries loaded", "nora", page)
    going.see(
        "boundaries reviewed, nothing new", "nora", page, BOUNDARIES | {"file": boundaries_file()}
    )
    for who in ("ana", "nora", "gaby"):
        going.see("inside of a commune", who, f"/territorio/{commune}/adentro/")
    going.see("draw a neighbourhood", "ana", f"/territorio/{commune}/dibujar/")
    going.see("draw nothing", "ana", f"/territorio/{commune}/dibujar/", {})
    barrio = world.place("barrio-alto-hospicio-la-pampa").public_id
    going.see("another outline", "ana", f"/territorio/{barrio}/dibujar/")
    late = {"on": TODAY.isoformat(), "shape": "-70,1; -20,2", "seen": "otro"}
    going.see("another outline refused", "ana", f"/territorio/{barrio}/dibujar/", late)
    going.see("page of a neighbourhood", "ana", f"/territorio/{barrio}/")


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
