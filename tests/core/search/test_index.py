"""The index follows every action, inside its transaction."""

from datetime import date

import pytest

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.models import Event
from minga.core.search import actions, find
from minga.core.search.engine import engine
from minga.core.search.models import IndexEntry
from minga.people.models import Organisation
from minga.workplan import actions as plans
from minga.workplan.models import Objective
from tests.conftest import SCRIBE, Cast
from tests.core.deeds import Enough, refuse, rename
from tests.workplan import factories


def labels(cast: Cast, words: str) -> list[str]:
    return [result.label for result in find.search(cast.ana.access, words)]


def test_what_an_action_wrote_is_found_at_once(cast: Cast) -> None:
    rename(cast.unit, "Unidad del Desierto Florido", by=SCRIBE)

    assert labels(cast, "desierto florido") == ["Unidad del Desierto Florido"]


def test_what_reads_a_row_that_changed_is_found_by_its_new_words(cast: Cast) -> None:
    factories.approved(cast, year=2006)
    rename(cast.serviu, "Servicio del Salitre", by=SCRIBE)

    assert "Programa de trabajo 2006" in labels(cast, "salitre 2006")
    entry = IndexEntry.objects.get(model="workplan.workplan")
    assert entry.note == "Servicio del Salitre"


def test_a_refused_action_leaves_the_index_as_it_was(cast: Cast) -> None:
    with pytest.raises(Enough):
        rename(cast.unit, "Unidad Fantasma", then=refuse, by=SCRIBE)

    assert labels(cast, "fantasma") == []
    assert labels(cast, "control de gestión") != []


def test_what_an_action_deleted_is_found_no_more(cast: Cast) -> None:
    version = factories.draft(cast, ((50, 50),), title="Borrar el salitre")

    before = IndexEntry.objects.filter(model="workplan.activity").count()
    plans.remove_activity(factories.activities_of(version)[0], by=cast.ana.access)

    assert before == 2
    assert IndexEntry.objects.filter(model="workplan.activity").count() == 1
    assert engine().count() == IndexEntry.objects.count()


def test_the_title_of_an_activity_follows_the_number_of_its_objective(cast: Cast) -> None:
    version = factories.draft(cast, ((50,), (50,)))
    renumber(version.objectives.get(number=2), cast, by=SCRIBE)

    titles = IndexEntry.objects.filter(model="workplan.activity").order_by("pk")
    assert [entry.title[:3] for entry in titles] == ["1.1", "7.1"]


@action("tests.renumbered", says="cambió un número")
def renumber(objective: Objective, cast: Cast, *, by: Access, on: date | None = None) -> None:
    objective.number = 7
    objective.save()
    current_act().about(cast.serviu)


def test_rebuilding_leaves_what_there_was_and_mends_what_was_broken(cast: Cast) -> None:
    factories.approved(cast)
    before = sorted(IndexEntry.objects.values_list("model", "object_id", "title", "note", "url"))
    assert actions.problems() == []
    IndexEntry.objects.filter(model="workplan.activity").delete()
    IndexEntry.objects.create(model="nadie.nada", object_id=1, title="x", url="/")
    assert "fichas de actividad" in actions.problems()[0]
    seen: list[tuple[int, int]] = []

    assert actions.rebuild(lambda done, total: seen.append((done, total))) == len(before)

    after = sorted(IndexEntry.objects.values_list("model", "object_id", "title", "note", "url"))
    assert after == before
    assert actions.problems() == []
    assert seen[-1] == (len(before), len(before))
    assert engine().count() == len(before)


def test_rows_that_no_action_knows_of_are_indexed_when_asked(cast: Cast) -> None:
    Organisation._base_manager.filter(pk=cast.unit.pk).update(name="Escrita a mano")
    assert labels(cast, "escrita a mano") == []

    assert actions.reindex(Organisation, [cast.unit.pk]) == 1
    assert actions.reindex(Event, [1]) == 0

    assert labels(cast, "escrita a mano") == ["Escrita a mano"]


def test_what_came_by_the_table_of_words_and_has_no_entry_is_a_problem(cast: Cast) -> None:
    engine().erase([IndexEntry.objects.first().pk])  # type: ignore[union-attr]

    assert "palabras de" in actions.problems()[0]
    assert actions.problems()[-1] == "Póngala al día con «minga search rebuild»."
