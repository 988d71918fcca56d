"""What a search finds of the work plans: only what the person may see, always a page that opens."""

from minga.core.search import find
from minga.workplan import actions
from tests.conftest import TODAY, Cast, Somebody, pdf
from tests.workplan import factories

KINDS = ("Programa de trabajo", "Actividad", "Evidencia")


def found(by: Somebody, words: str) -> list[tuple[str, str]]:
    """What is found of the work plans, in order."""
    results = find.search(by.access, words)
    return [(result.kind, result.label) for result in results if result.kind in KINDS]


def opens(by: Somebody, words: str) -> set[int]:
    """The answers of every address that the search gives."""
    client = by.client()
    results = find.search(by.access, words)
    return {client.get(result.url, follow=True).status_code for result in results}


def everything(cast: Cast) -> None:
    """A plan of 2007 with an activity and a document to be found by «fichero»."""
    plan = factories.approved(cast, title="Llevar el fichero")
    actions.upload_evidence(
        factories.line(plan),
        file=pdf(),
        title="Fichero de mayo",
        dated_on=TODAY,
        by=cast.ana.access,
    )


def test_it_finds_a_plan_by_its_year_or_its_service(cast: Cast) -> None:
    factories.approved(cast)

    plan = [("Programa de trabajo", "Programa de trabajo 2007")]
    assert found(cast.ana, "2007")[:1] == plan
    assert found(cast.ana, "servíu region de tarapaca") == plan
    assert found(cast.ana, "2006") == []


def test_it_finds_activities_and_documents_by_their_words(cast: Cast) -> None:
    everything(cast)

    assert sorted(found(cast.ana, "fichero")) == [
        ("Actividad", "1.1 Llevar el fichero"),
        ("Actividad", "1.2 Llevar el fichero"),
        ("Evidencia", "Fichero de mayo"),
    ]
    assert found(cast.ana, "1.2 fichero") == [("Actividad", "1.2 Llevar el fichero")]


def test_each_person_finds_only_what_opens_for_them(cast: Cast) -> None:
    everything(cast)
    sees = {name for name, somebody in cast.everybody().items() if found(somebody, "fichero")}

    assert sees == set(cast.everybody()) - {"carla", "pia"}
    for name in sees:
        assert opens(cast.everybody()[name], "fichero") == {200}


def test_another_institution_and_a_stranger_find_nothing(cast: Cast) -> None:
    everything(cast)

    for somebody in (cast.carla, cast.pia):
        assert found(somebody, "fichero") == []
        assert found(somebody, "2007") == []
        assert found(somebody, "SERVIU") == []


def test_a_plan_never_approved_is_found_by_its_own_service_only(cast: Cast) -> None:
    factories.submitted(cast)

    for name, somebody in cast.everybody().items():
        own = name in ("ana", "bruno", "diana", "emilio")
        assert bool(found(somebody, "2007")) == own, name
        assert opens(somebody, "2007") == ({200} if own else set())


def test_what_a_draft_or_a_superseded_version_says_is_not_found(cast: Cast) -> None:
    plan = factories.approved(cast, title="Lo primero")
    draft = factories.reopened(cast, plan)
    for activity in factories.activities_of(draft):
        values = factories.values(cast, weight=50, title="Lo segundo")
        actions.change_activity(activity, values, revision=0, by=cast.ana.access)
    assert found(cast.ana, "Lo segundo") == []

    factories.sign(cast, factories.send(cast, draft))

    assert len(found(cast.ana, "Lo segundo")) == 2
    assert found(cast.ana, "Lo primero") == []


def test_a_document_that_no_page_shows_any_more_is_not_found(cast: Cast) -> None:
    everything(cast)
    plan = factories.in_force_plan()
    actions.return_evidence(
        plan.lines.get(evidence__isnull=False).evidence.get(),
        remarks="Falta la firma.",
        by=cast.bruno.access,
    )
    assert found(cast.ana, "fichero de mayo") == [("Evidencia", "Fichero de mayo")]

    factories.uploaded(factories.line(plan), cast.ana)

    assert found(cast.ana, "fichero de mayo") == []


def test_a_document_of_an_activity_left_out_is_not_found(cast: Cast) -> None:
    everything(cast)
    plan = factories.in_force_plan()

    factories.sign(cast, factories.send(cast, factories.without_first(cast, plan)))

    assert found(cast.ana, "fichero de mayo") == []


def test_any_words_are_only_words(cast: Cast) -> None:
    everything(cast)

    for words in ("²²", "%", "_____", "200", "99999999", "'; --", "\\"):
        assert found(cast.ana, words) == []
