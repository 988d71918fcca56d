"""The attention of the public in the demonstration: invented persons, told by actions."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from minga.core.access import Access
from minga.core.rut import check_digit
from minga.people.citizens import actions
from minga.people.citizens.models import Attention, AttentionSubject, Citizen
from minga.people.models import Organisation
from minga.territory.models import Territory

Happening = tuple[date, int, Callable[[], object]]
OPENS, ENTER = date(2007, 9, 24), date(2007, 10, 1)
OFFICER, KEEPER, SERVICE = "pnunez", "acastro", "serviu-tarapaca"


@cache
def _document() -> dict[str, Any]:
    text = (files("minga.demo") / "attending_2007.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Attending:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.service = bodies[SERVICE]
        self.citizens: list[Citizen] = []
        self.subjects: list[AttentionSubject] = []

    def happenings(self) -> Iterator[Happening]:
        """To be put in the order of the days: subjects, persons, households, attentions."""
        yield OPENS, 0, self._subjects
        yield ENTER, 0, self._enter
        for told in _document()["attention"]:
            made: list[Attention] = []
            yield told["on"], 3, partial(self._register, told, made)
            if "voided" in told:
                yield told["on"], 4, partial(self._void, told, made)
            if "answered" in told:
                yield told["answered"], 4, partial(self._answer, told, made)

    def _subjects(self) -> None:
        by = self.acting(KEEPER, OPENS)
        self.subjects = [
            actions.add_subject(self.service, name, by=by, on=OPENS)
            for name in _document()["subjects"]
        ]

    def _enter(self) -> None:
        by, homes = self.acting(OFFICER, ENTER), dict[int, list[tuple[Citizen, str]]]()
        for told in _document()["person"]:
            citizen = self._person(told, by)
            self.citizens.append(citizen)
            if "household" in told:
                homes.setdefault(told["household"], []).append((citizen, told["relation"]))
        for members in homes.values():
            actions.form_household(self.service, members, since=ENTER, by=by, on=ENTER)

    def _person(self, told: dict[str, Any], by: Access) -> Citizen:
        given, family = told["names"]
        identity = actions.Identity(
            given,
            family,
            sex=told["sex"],
            birth_date=told["born"],
            phone=told.get("phone", ""),
            email=told.get("email", ""),
            address=told.get("address", ""),
            commune=_place(told),
        )
        document: dict[str, str] = {}
        if "passport" in told:
            country, number = told["passport"]
            document = {"document": "passport"}
            document |= {"document_country": country, "document_number": number}
        else:
            document["run"] = f"{told['run']}-{check_digit(told['run'])}"
        return actions.add_citizen(self.service, identity, by=by, on=ENTER, **document)

    def _register(self, told: dict[str, Any], made: list[Attention]) -> None:
        on = told["on"]
        asked = actions.Asked(
            subject=self.subjects[told["subject"] - 1],
            citizen=self.citizens[told["person"] - 1] if "person" in told else None,
            channel=told["channel"],
            note=told.get("note", ""),
            territory=_place(told),
            referred_to=self.bodies[told["to"]] if "to" in told else None,
        )
        by = self.acting(OFFICER, on)
        # The days of the story pass in seconds: nobody came twice.
        made.append(actions.register_attention(self.service, asked, confirmed=True, by=by, on=on))

    def _void(self, told: dict[str, Any], made: list[Attention]) -> None:
        by = self.acting(OFFICER, told["on"])
        actions.void_attention(made[0], reason=told["voided"], by=by, on=told["on"])

    def _answer(self, told: dict[str, Any], made: list[Attention]) -> None:
        on = told["answered"]
        by = self.acting(told["by"], on)
        actions.answer_attention(made[0], note=told["answer"], by=by, on=on)


def _place(told: dict[str, Any]) -> Territory:
    return Territory.objects.get(key=told["commune"])
