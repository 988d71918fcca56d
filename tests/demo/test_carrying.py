"""What became of what 2007 leaves, in the demonstration: by the words of each commitment."""

import pytest

from minga.demo.carrying import DEFAULT, OUTCOMES, PLANNED, outcome_of
from minga.workplan.carrying.models import Became


@pytest.mark.parametrize(
    ("text", "kind", "activity"),
    [
        ("Seguir con el monitoreo: el Observatorio Habitacional.", Became.ACTIVITY, "Seguir"),
        ("Evaluar los planes con una pauta de criterios objetivos.", Became.ACTIVITY, "Acordar"),
        ("Publicar las actas cada vez que sesiona una mesa.", Became.ACTIVITY, "Publicar"),
        ("Enviar las actas de todas las reuniones.", Became.ONGOING, ""),
        ("Formalizar la programación, para un PROPIR mejor hecho.", Became.REPLACED, ""),
        ("Que los mandatos tengan financiamiento cuando se firman.", Became.DROPPED, ""),
    ],
)
def test_words_decide_what_became_of_it(text: str, kind: Became, activity: str) -> None:
    assert outcome_of(text)[::2] == (kind, activity)


def test_what_no_words_fit_goes_on() -> None:
    assert outcome_of("Otra cosa") == DEFAULT


def test_the_draft_of_2008_sums_100_and_holds_each_activity_that_is_named() -> None:
    planned = [told for group in PLANNED.values() for told in group]
    assert sum(weight for _, _, weight, _, _ in planned) == 100
    named = {activity for _, _, _, activity in OUTCOMES if activity}
    assert all(sum(told[0].startswith(name) for told in planned) == 1 for name in named)
