"""The pages of a problem: what they say, what they refuse and where, and how much they ask."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minga.territory.frames import frame_on
from minga.workplan.problems import actions
from minga.workplan.problems.actions import Brings
from minga.workplan.problems.models import Gap, Meeting, ProblemFigure, TerritorialProblem
from tests.answers import status_of
from tests.commitments.factories import body
from tests.conftest import TODAY, Cast, pdf
from tests.workplan.pages import all_words, text, typed
from tests.workplan.problems import factories

LATER = (TODAY + timedelta(days=40)).isoformat()


def to(name: str, *args: object) -> str:
    return reverse(f"problems:{name}", args=args)


def test_its_first_line_tells_the_gaps_and_the_next_meeting(cast: Cast) -> None:
    made = factories.opened(cast)
    factories.promised(cast, made)
    factories.convened(cast, made, TODAY + timedelta(days=9))

    said = text(cast.ana.client().get(to("problem", made.public_id)))

    assert "abierto 1 brecha abierta; la próxima reunión es el 09-12-2007." in said
    assert "sin asignación presupuestaria" in said
    assert "$ " not in said.split("Compromisos de las partes")[0]


def test_the_municipality_reads_and_does_nothing(cast: Cast) -> None:
    made, mayor = factories.opened(cast), factories.mayor(cast)
    page = mayor.client().get(to("problem", made.public_id))

    assert "Registrar brecha" not in text(page)
    assert mayor.client().get(to("promise", made.public_id)).status_code == 403
    assert mayor.client().get(to("open_gap", made.public_id)).status_code == 403
    assert mayor.client().get(to("close", made.public_id)).status_code == 403
    draft = factories.draft(cast)
    assert mayor.client().get(to("problem", draft.public_id)).status_code == 404
    assert cast.carla.client().get(to("problem", made.public_id)).status_code == 404


def test_a_problem_is_prepared_with_its_point(cast: Cast) -> None:
    client = cast.ana.client()
    sent = {
        "title": "Plaza sin acceso", "statement": "Nadie llega.", "since": "2006-05-02",
        "territory": factories.place().public_id, "point": "-70,1015; -20,2690",
    }  # fmt: skip

    answer = client.post(to("new"), sent)

    made = TerritorialProblem.objects.get()
    assert answer.headers["Location"] == to("problem", made.public_id)
    assert made.at == (-70.1015, -20.269)
    assert typed(client.get(to("change", made.public_id)), "point") == "-70,10150; -20,26900"
    for wrong in ("aquí", "-70,1; 95", "-20,2690; -70,1015"):
        refused = client.post(to("new"), sent | {"point": wrong})
        assert refused.status_code == 422
        assert typed(refused, "statement") == "Nadie llega."


def test_who_was_faster_is_told_and_nothing_typed_is_lost(cast: Cast) -> None:
    made, client = factories.draft(cast), cast.bruno.client()
    opened = client.get(to("change", made.public_id))
    sent = {name: typed(opened, name) for name in ("title", "territory", "since", "seen")}
    actions.change_problem(made, factories.statement(statement="Lo de Ana"), by=cast.ana.access)

    answer = client.post(to("change", made.public_id), sent | {"statement": "Lo de Bruno"})

    assert answer.status_code == 409
    assert typed(answer, "statement") == "Lo de Bruno"
    assert "Lo de Ana" in text(answer)
    sent["seen"] = typed(answer, "seen")
    again = client.post(to("change", made.public_id), sent | {"statement": "Lo de Bruno"})
    assert again.status_code == 302
    assert factories.read(made).statement == "Lo de Bruno"


@pytest.mark.parametrize(
    ("value", "kept"),
    [("1.240", (1240, 0)), ("12,50", (1250, 2)), ("-3", (-3, 0)), ("doce", None), ("", None)],
)
def test_a_figure_is_read_as_it_is_written_in_chile(
    cast: Cast, value: str, kept: tuple[int, int] | None
) -> None:
    made = factories.draft(cast)
    sent = {"name": "Metros", "value": value, "unit": "m", "dated_on": TODAY, "source": "SERVIU"}

    answer = cast.ana.client().post(to("add_figure", made.public_id), sent)

    assert answer.status_code == (302 if kept else 422)
    figures = list(ProblemFigure.objects.values_list("value", "places"))
    assert figures == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"amount": "0", "funding": "line", "budget_line": "1", "budget_year": "2008"}, "mayor"),
        ({"amount": "-5"}, "mayor que cero"),
        ({"funding": "line", "budget_line": "", "amount": "5"}, "asignación o el ítem"),
        ({"party": ""}, "Elija el servicio"),
        ({"due_on": "2001-01-01"}, "plazo es anterior"),
        ({"promise": ""}, "Complete «Qué promete»"),
    ],
)
def test_a_bad_promise_is_refused_with_its_sentence(
    cast: Cast, changed: dict[str, str], says: str
) -> None:
    made = factories.opened(cast)
    sent = {
        "party": factories.party(made, cast.seremi).pk, "promise": "Aprobar", "due_on": LATER,
        "made_on": TODAY.isoformat(), "funding": "gap", "amount": "1.000",
    }  # fmt: skip

    answer = cast.ana.client().post(to("promise", made.public_id), sent | changed)

    assert answer.status_code == 422
    assert says in text(answer)
    assert not made.promises.exists()


def test_a_party_of_another_problem_is_refused_in_the_form(cast: Cast) -> None:
    made, other = factories.opened(cast), factories.opened(cast)
    sent = {
        "what": "Plano", "threatens": "Obra", "due_on": LATER,
        "party": factories.party(other, cast.seremi).pk,
    }  # fmt: skip

    answer = cast.ana.client().post(to("open_gap", made.public_id), sent)

    assert answer.status_code == 422
    assert "no participa en el problema" in text(answer)
    assert not Gap.objects.exists()


def test_a_meeting_in_the_past_is_refused_beside_its_field(cast: Cast) -> None:
    made, before = factories.opened(cast), (TODAY - timedelta(days=1)).isoformat()
    factories.gap(cast, made, what="Falta el plano")
    client = cast.ana.client()

    answer = client.post(to("convene", made.public_id), {"day": before, "place": "SERVIU"})

    assert answer.status_code == 422
    assert "para hoy, 30-11-2007, o después" in " ".join(all_words(answer, "//*[@class='msg']"))
    assert "Falta el plano" in text(answer)
    assert not Meeting.objects.exists()


def test_a_meeting_from_its_agenda_to_its_minutes(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    client, other = cast.ana.client(), cast.bruno.client()
    client.post(to("convene", made.public_id), {"day": TODAY.isoformat(), "place": "SERVIU"})
    meeting = made.meetings.get()
    (item,), came = meeting.items.all(), meeting.attendances.order_by("pk")[0]
    url, close = to("meeting", meeting.public_id), to("close_minutes", meeting.public_id)

    assert client.post(close, {}).status_code == 422  # nothing was recorded
    record = {f"came_{came.pk}": "Rosa Pinto", "seen": "0"}
    assert client.post(to("record", meeting.public_id), record).status_code == 302
    refused = other.post(close, {})
    assert refused.status_code == 422
    assert gap.what in text(refused)
    stale = client.post(to("record", meeting.public_id), record)
    assert stale.status_code == 409
    record |= {"seen": typed(stale, "seen"), f"outcome_{item.pk}": "continues"}
    undated = client.post(to("record", meeting.public_id), record)
    assert undated.status_code == 422
    assert "Escriba la nueva fecha." in text(undated)
    record |= {f"new_due_on_{item.pk}": LATER}
    assert client.post(to("record", meeting.public_id), record).status_code == 302
    assert "Usted escribió en esta acta: la cierra otra persona." in text(client.get(url))
    assert client.post(close, {}).status_code == 422
    assert other.post(close, {"seen": "0"}).status_code == 409
    assert other.post(close, {}).status_code == 302

    assert "con acta" in text(client.get(url))
    assert factories.read(gap).due_on.isoformat() == LATER
    document = reverse("documents:download", args=[factories.read(meeting).minutes.public_id])
    assert status_of(client, document) == 200


def test_what_was_being_written_of_a_gap_that_somebody_closed_stays_in_sight(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    meeting = factories.convened(cast, made)
    came, item = meeting.attendances.order_by("pk")[0], meeting.items.get()
    url, client = to("record", meeting.public_id), cast.ana.client()
    sent = {
        "seen": typed(client.get(url), "seen"), f"came_{came.pk}": "Rosa Pinto",
        f"outcome_{item.pk}": "left", f"agreed_{item.pk}": "Un texto largo.",
    }  # fmt: skip
    actions.close_gap(gap, resolved=True, how="Llegó.", by=cast.bruno.access)

    answer = client.post(url, sent)

    assert answer.status_code == 409
    assert typed(answer, f"agreed_{item.pk}") == "Un texto largo."
    assert "queda como se cerró" in text(answer)
    sent["seen"] = typed(answer, "seen")
    factories.gap(cast, made)
    assert client.post(url, sent).status_code == 409
    sent["seen"] = str(factories.read(meeting).revision)
    assert client.post(url, sent).status_code == 302
    assert factories.read(item).agreed == "Llegó."


def test_the_agenda_and_the_minutes_as_papers(cast: Cast) -> None:
    meeting = factories.convened(cast, factories.opened(cast))
    client, one = cast.ana.client(), meeting.public_id

    assert client.get(to("agenda", one, "pdf")).content.startswith(b"%PDF")
    assert client.get(to("agenda", one, "docx")).content.startswith(b"PK")
    assert client.get(to("agenda", one, "exe")).status_code == 404
    assert client.get(to("minutes", one, "pdf")).status_code == 404
    factories.recorded(cast, meeting)
    assert client.get(to("minutes", one, "pdf")).content.startswith(b"%PDF")


def test_a_backing_is_registered_with_its_document(cast: Cast) -> None:
    made, client = factories.opened(cast), cast.ana.client()
    signers = [factories.party(made, one).pk for one in (cast.serviu, cast.seremi)]
    sent = {"kind": "agreement", "reference": "Convenio 7", "dated_on": TODAY.isoformat()}

    unsigned = client.post(to("back", made.public_id), sent | {"file": pdf()})
    nowhere = client.post(to("back", made.public_id), sent | {"signed_by": signers})
    done = client.post(to("back", made.public_id), sent | {"signed_by": signers, "file": pdf()})

    assert (unsigned.status_code, nowhere.status_code, done.status_code) == (422, 422, 302)
    assert "Adjunte el documento o elija el acto" in text(nowhere)
    assert "Convenio 7" in text(client.get(to("problem", made.public_id)))
    assert factories.read(made).state == "solving"


def test_the_head_opens_and_closes_it(cast: Cast) -> None:
    made, client = factories.draft(cast, alone=True), cast.diana.client()
    alone = client.post(to("open", made.public_id))
    assert alone.status_code == 422
    assert "Agregue al menos dos servicios" in text(alone)
    for one in (cast.serviu, cast.seremi):
        actions.join_service(made, one, Brings("Obras"), by=cast.ana.access)
    stale = client.post(to("open", made.public_id), {"seen": "0"})
    assert stale.status_code == 409
    assert "Otra persona cambió este problema" in text(stale)
    seen = typed(client.get(to("problem", made.public_id)), "seen")
    assert client.post(to("open", made.public_id), {"seen": seen}).status_code == 302
    changes = cast.ana.client().get(to("change", made.public_id))
    assert "ya no cambia" in text(changes)

    url = to("close", made.public_id)
    assert client.post(url, {"solved": "yes"}).status_code == 422
    factories.gap(cast, made)
    refused = client.post(url, {"solved": "yes", "reason": "Hecho."})
    assert refused.status_code == 422
    assert "Todavía hay 1 brecha abierta: un problema se resuelve" in text(refused)
    assert client.post(url, {"solved": "no", "reason": "Sin fondos."}).status_code == 302
    assert "dejado" in text(client.get(to("problem", made.public_id)))


def test_a_reader_is_not_led_to_what_they_may_not_read(cast: Cast) -> None:
    made = factories.opened(cast)
    other = factories.promised(cast, made).commitment
    own = factories.promised(cast, made, cast.seremi).commitment
    factories.backed(cast, made)
    factories.closed(cast, factories.convened(cast, made))
    client = cast.sofia.client()

    for url in (
        to("problem", made.public_id),
        to("text", made.public_id),
        to("meeting", made.meetings.get().public_id),
    ):
        page = client.get(url).content.decode()
        assert other.public_id not in page
        led = set(re.findall(r'href="(/(?:compromisos|documentos)/[^"#]+)"', page))
        for one in led:
            assert status_of(client, one) == 200, one
    page = text(client.get(to("problem", made.public_id)))
    assert other.short in page
    assert own.public_id in client.get(to("problem", made.public_id)).content.decode()
    assert other.public_id in cast.ana.client().get(to("problem", made.public_id)).content.decode()


def _queries(cast: Cast, url: str) -> int:
    client = cast.ana.client()
    frame_on(TODAY)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_no_page_asks_more_because_there_is_more(cast: Cast) -> None:
    small, large = factories.opened(cast), factories.opened(cast)
    for number in range(4):
        one = body(cast, f"servicio-{number}")
        actions.join_service(large, one, Brings("Obras"), by=cast.ana.access)
        for made in [large] if number else [large, small]:
            factories.promised(cast, made)
            factories.gap(cast, made)
            factories.backed(cast, made)
            factories.closed(cast, factories.convened(cast, made))

    for name in ("problem", "text"):
        few, many = (_queries(cast, to(name, one.public_id)) for one in (small, large))
        assert many == few, name
    first, last = small.meetings.get(), large.meetings.order_by("-pk")[0]
    few, many = (_queries(cast, to("meeting", one.public_id)) for one in (first, last))
    assert many == few


def test_each_place_is_offered_once_with_its_kind(cast: Cast) -> None:
    answer = cast.ana.client().get(to("new"))

    offered = all_words(answer, "//select[@name='territory']/option")
    assert offered[:3] == ["Elija un territorio", "Región de Tarapacá", "Iquique (provincia)"]
    assert "Iquique (comuna)" in offered
    assert len(offered) == len(set(offered))
