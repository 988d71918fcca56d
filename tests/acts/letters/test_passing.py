"""What somebody who leaves was writing waits on the home of whoever takes over the work."""

from minga.acts.letters import actions
from minga.acts.letters.addressing import read
from minga.acts.letters.awaiting import find
from minga.acts.letters.models import Letter
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.approvals.tray import sent_by
from minga.people.handover import pass_work, piles_of
from tests.acts.letters.factories import SAID, TO, batch, written
from tests.conftest import TODAY, Cast

LEFT = {"oficios sin enviar": 1, "envíos masivos sin enviar": 1}


def _told(cast: Cast) -> dict[str, int]:
    piles = {pile.work.label: len(pile.tasks) for pile in piles_of(cast.ana.person, TODAY)}
    return {label: count for label, count in piles.items() if label in LEFT and count}


def _pass(cast: Cast) -> None:
    pass_work(cast.ana.person, cast.bruno.person, reason="Se va.", by=cast.nora.access)


def test_drafts_pass_with_the_work_and_their_author_stays(cast: Cast) -> None:
    letter = written(cast, subject="A medias")
    batch(cast, subject="Muchos a medias")
    approvals.begin(written(cast, subject="Ya enviado"), by=cast.ana.access)
    written(cast, by=cast.bruno.access, subject="De otro")
    assert _told(cast) == LEFT
    assert not list(find(cast.bruno.access, TODAY))

    _pass(cast)

    assert {(item.label, item.verb) for item in find(cast.bruno.access, TODAY)} == {
        ("Oficio: A medias", "Seguir con el borrador"),
        ("Envío masivo: Muchos a medias", "Seguir con el borrador"),
    }
    letter.refresh_from_db()
    assert letter.prepared_by == cast.ana.person


def test_sent_by_the_heir_it_waits_no_more(cast: Cast) -> None:
    letter = written(cast)
    _pass(cast)
    letter = actions.save_letter(letter, said=SAID, to=read(TO), by=cast.bruno.access)
    letter = approvals.begin(letter, by=cast.bruno.access)
    assert not list(find(cast.bruno.access, TODAY))
    letter = approvals.pass_step(letter, seen=seen_of(letter), by=cast.diana.access)
    assert letter.state == Letter.State.SIGNED


def test_one_that_came_back_is_told_once_and_waits_for_the_heir(cast: Cast) -> None:
    letter = approvals.begin(written(cast, subject="Devuelto"), by=cast.ana.access)
    approvals.return_it(
        letter, remarks="Falta el plazo.", seen=seen_of(letter), by=cast.diana.access
    )
    assert _told(cast) == {}
    _pass(cast)
    assert not list(find(cast.bruno.access, TODAY))
    assert [sent.title for sent in sent_by(cast.bruno.access, TODAY)] == ["Oficio: Devuelto"]
    actions.save_letter(letter, said=SAID, to=read(TO), by=cast.bruno.access)
    assert not list(find(cast.bruno.access, TODAY))
