"""What an act brings about: an area registers an `Effect`; it runs when the act is fully processed,
in the same transaction, and never before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.acts.errors import ActRefused
from minga.acts.models import Act

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Effect:
    """`case_key`: only for acts about such a case; empty for any. `describe` says in a sentence
    what the act will do; `check` refuses what could not be done, when it is written and again when
    it is sent; `apply` does it, inside the action that ends the process of the act; `revoke` ends
    it, inside the action that ends the process of another act that leaves this one without
    effect."""

    key: str
    label: str
    describe: Callable[[Act, Data], str]
    check: Callable[[Act, Data, date], None]
    apply: Callable[[Act, Data, date], None]
    # The act, its data, the act that leaves it without effect, the day.
    revoke: Callable[[Act, Data, Act, date], None]
    case_key: str = ""
    # What is asked of who writes it, given the act and the day first (None: it is not offered on a
    # page); and its data from what was answered.
    form: Callable[..., Any] | None = None
    data_of: Callable[[dict[str, Any]], dict[str, Any]] = dict

    def fits(self, act: Act) -> bool:
        kind = act.case_kind
        return not self.case_key or (kind is not None and kind.key == self.case_key)


_effects: dict[str, Effect] = {}


def register_effect(effect: Effect) -> Effect:
    """Called once, at start."""
    assert effect.key not in _effects, effect.key
    _effects[effect.key] = effect
    return effect


def effect_named(key: str) -> Effect:
    if key not in _effects:
        raise ActRefused("Ese efecto no existe en esta instalación.")
    return _effects[key]


def effects_for(act: Act) -> list[Effect]:
    return [effect for effect in _effects.values() if effect.form and effect.fits(act)]
