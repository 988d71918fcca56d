"""`minga audit verify` sees an event changed, taken out or added, and a chain rewritten."""

from datetime import date

import pytest

from minga.core import anchors
from minga.core.actions import event_hash
from minga.core.demonstration import choose_day
from minga.core.models import Chain, Event
from minga.core.verification import compare, verify
from tests.conftest import SCRIBE, Cast
from tests.core.database import by_hand, commit, sql
from tests.core.records import three_days_more


@pytest.fixture
def chain(cast: Cast) -> Chain:
    """Four events at the end that no row refers to."""
    return three_days_more()


def remove(*sequences: int) -> None:
    with by_hand():
        for sequence in sequences:
            sql("DELETE FROM core_event WHERE sequence = %s", sequence)


def rewrite(chain: Chain, first: int) -> None:
    """Compute every hash again from an event on, as who knows how the chain is made."""
    previous = Event.objects.get(sequence=first - 1).hash
    with by_hand():
        for event in Event.objects.filter(sequence__gte=first).order_by("sequence"):
            event.previous = previous
            previous = event_hash(event, chain.chain_id)
            change = "UPDATE core_event SET previous = %s, hash = %s WHERE id = %s"
            sql(change, event.previous, previous, event.pk)
        sql("UPDATE core_chain SET head = %s", previous)


def anchors_keep(first: int, last: int) -> tuple[str, str]:
    """What is said of events that only the anchors remember."""
    count = last - first + 1
    sentence = f"Las anclas guardan {count} evento(s) que ya no están: falta la cadena desde aquí "
    return f"evento {first}", sentence + f"hasta el {last}."


def found() -> list[tuple[str, str]]:
    return [(finding.where, finding.sentence) for finding in verify()]


def test_an_empty_installation_is_clean(db: None) -> None:
    assert verify() == []


def test_a_whole_chain_is_clean(chain: Chain) -> None:
    assert found() == []


def test_what_an_event_says_is_not_changed_unseen(chain: Chain) -> None:
    with by_hand():
        sql("UPDATE core_event SET reason = 'Otra' WHERE sequence = %s", chain.sequence)

    assert found() == [
        (
            f"evento {chain.sequence}",
            "Su contenido fue cambiado: la huella no corresponde (demonstration.day_chosen).",
        )
    ]


def test_an_event_changed_with_its_hash_recomputed_breaks_the_next_one(chain: Chain) -> None:
    event = Event.objects.get(sequence=chain.sequence - 1)
    event.actor = "Otra"

    with by_hand():
        change = "UPDATE core_event SET actor = 'Otra', hash = %s WHERE id = %s"
        sql(change, event_hash(event, chain.chain_id), event.pk)

    assert (f"evento {chain.sequence}", "No continúa la huella del evento anterior.") in found()


def test_an_event_taken_out_of_the_middle_leaves_a_gap(chain: Chain) -> None:
    remove(chain.sequence - 1)

    assert found() == [
        (f"evento {chain.sequence}", f"Antes de este evento falta el {chain.sequence - 1}."),
        (f"evento {chain.sequence}", "No continúa la huella del evento anterior."),
        anchors_keep(chain.sequence - 1, chain.sequence - 1),
    ]


def test_a_cut_tail_differs_from_the_head_of_the_installation(chain: Chain) -> None:
    remove(chain.sequence)

    last = chain.sequence - 1
    assert found()[0] == (
        f"evento {last}",
        f"La cadena termina aquí y la instalación dice que llegó al evento {chain.sequence}.",
    )


def test_a_cut_tail_with_the_head_set_back_is_seen_against_the_anchor(chain: Chain) -> None:
    last = Event.objects.get(sequence=chain.sequence - 2)

    remove(chain.sequence, chain.sequence - 1)
    sql(
        "UPDATE core_chain SET sequence = %s, head = %s, chosen_day = '2007-12-01'",
        last.sequence,
        last.hash,
    )

    assert found() == [anchors_keep(last.sequence + 1, chain.sequence)]


def test_a_cut_tail_that_grew_again_is_seen_against_the_lines_it_left(chain: Chain) -> None:
    last = Event.objects.get(sequence=chain.sequence - 2)
    remove(chain.sequence, chain.sequence - 1)
    sql(
        "UPDATE core_chain SET sequence = %s, head = %s, chosen_day = '2007-12-01'",
        last.sequence,
        last.hash,
    )

    for day in (11, 12, 13):
        choose_day(date(2007, 12, day), by=SCRIBE)
    commit()

    rewritten = "Su huella no es la que quedó en el ancla: la cadena se reescribió."
    assert found() == [(f"evento {n}", rewritten) for n in (chain.sequence - 1, chain.sequence)]


def test_without_its_anchors_a_chain_is_not_clean(chain: Chain) -> None:
    anchors.anchor_file(chain.chain_id).unlink()

    assert found() == [
        (
            "anclas",
            "No hay anclas de esta cadena en la carpeta de datos: se borraron o se movieron.",
        )
    ]


def test_a_chain_rewritten_whole_is_seen_against_the_anchors(chain: Chain) -> None:
    first = chain.sequence - 1
    with by_hand():
        sql("UPDATE core_event SET reason = 'Otra' WHERE sequence = %s", first)

    rewrite(chain, first)

    rewritten = "Su huella no es la que quedó en el ancla: la cadena se reescribió."
    assert found() == [(f"evento {n}", rewritten) for n in (first, chain.sequence)]


def test_a_chain_that_takes_another_name_loses_its_hashes_and_anchors(chain: Chain) -> None:
    sql("UPDATE core_chain SET chain_id = 'otracadena12'")

    wheres = [where for where, _ in found()]
    assert wheres.count("anclas") == 1
    assert len(wheres) == chain.sequence + 1


def test_a_number_taken_from_elsewhere_is_compared_with_the_chain(chain: Chain) -> None:
    event = Event.objects.get(sequence=3)

    assert compare([f"3:{event.hash}", f"3:{event.hash.upper()}"]) == []


def test_copies_that_do_not_correspond_are_findings(chain: Chain) -> None:
    rewritten = "Su huella no es la que se copió: la cadena se reescribió."
    gone = "Quien lo copió lo vio, y ya no está en la cadena."
    copies = {f"3:{'0' * 64}": rewritten, "3:": rewritten, "3": rewritten}
    copies |= {f"{number}:{'0' * 64}": gone for number in ("99999", "0", "-1", "tres", "²", "")}

    findings = compare(list(copies))

    assert [finding.sentence for finding in findings] == list(copies.values())
    assert [finding.where for finding in findings] == [
        f"evento {copy.partition(':')[0]}" for copy in copies
    ]


def test_a_chain_rewritten_with_its_anchors_is_seen_by_a_copy_on_paper(chain: Chain) -> None:
    paper = f"{chain.sequence}:{chain.head}"
    with by_hand():
        sql("UPDATE core_event SET reason = 'Otra' WHERE sequence = %s", chain.sequence)
    rewrite(chain, chain.sequence)
    anchors.anchor_file(chain.chain_id).unlink()
    for event in Event.objects.order_by("sequence"):
        anchors.append(chain.chain_id, event.sequence, event.hash)

    assert verify() == []
    assert [finding.where for finding in compare([paper])] == [f"evento {chain.sequence}"]


def test_progress_goes_up_to_everything_there_is(chain: Chain) -> None:
    seen: list[tuple[int, int]] = []

    verify(lambda done, total: seen.append((done, total)))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1] > chain.sequence
