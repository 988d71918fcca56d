"""The effect «subrogación»: it begins by its resolution, and not before this is fully processed."""

from datetime import date

from minga.acts.effects import Data, Effect, register_effect
from minga.acts.errors import ActRefused
from minga.acts.models import Act
from minga.acts.standing_form import StandingInForm
from minga.people import substitutes
from minga.people.models import Membership, Person

KEY = "subrogacion"


def data_of(held: Membership, person: Person, first: date, last: date) -> dict[str, object]:
    """What the draft keeps of it."""
    return {
        "membership": held.pk,
        "person": person.pk,
        "first": first.isoformat(),
        "last": last.isoformat(),
    }


def _read(data: Data) -> tuple[Membership, Person, date, date]:
    held = Membership.objects.select_related("person").get(pk=data["membership"])
    person = Person.objects.get(pk=data["person"])
    return held, person, date.fromisoformat(data["first"]), date.fromisoformat(data["last"])


def _describe(act: Act, data: Data) -> str:
    held, person, first, last = _read(data)
    return (
        f"{person} subroga a {held.person}, {held.get_role_display()}, "
        f"del {first:%d-%m-%Y} al {last:%d-%m-%Y}"
    )


def _check(act: Act, data: Data, on: date) -> None:
    held, person, first, last = _read(data)
    if last < first:
        raise substitutes.EndsBeforeItBegins(first)
    if last < on:
        raise ActRefused(f"La subrogación termina el {last:%d-%m-%Y}, y ese día ya pasó.", "last")
    substitutes.judge(held, person, max(first, on), last, on)


def _apply(act: Act, data: Data, on: date) -> None:
    """From its first day; from the day of the process, where that came later."""
    held, person, first, last = _read(data)
    substitutes.stand_in(
        held,
        person,
        valid_from=max(first, on),
        last_day=last,
        act_reference=act.reference,
        on=on,
    )


def _revoke(act: Act, data: Data, by_act: Act, on: date) -> None:
    """From that day the substitute stands in no more."""
    held, person, _, _ = _read(data)
    substitutes.call_off(held, person, act_reference=act.reference, on=on)


def declare() -> None:
    register_effect(
        Effect(
            KEY,
            "nombrar subrogante",
            _describe,
            _check,
            _apply,
            _revoke,
            form=StandingInForm,
            data_of=lambda said: data_of(
                said["membership"], said["person"], said["first"], said["last"]
            ),
        )
    )
