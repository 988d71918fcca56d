"""What a resolution about a work plan brings about: its version in force is official from then."""

from datetime import date
from typing import Any

from django import forms

from minga.acts.effects import Data, Effect, register_effect
from minga.acts.models import Act
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.workplan.models import Officialisation, WorkPlanVersion

KEY = "oficializa-programa"


class NotToBeOfficial(DomainError):
    code = "workplan.not_to_be_official"
    field = "version"


class OfficialForm(MingaForm):
    version = forms.ModelChoiceField(
        WorkPlanVersion.objects.none(), label="Versión que se oficializa", empty_label=None
    )

    def __init__(self, act: Act, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: Any = self.fields["version"]
        version.queryset = WorkPlanVersion.objects.filter(plan=act.case_id, status="in_force")


def _version(act: Act, data: Data) -> WorkPlanVersion:
    found = WorkPlanVersion.objects.filter(pk=data["version"], plan=act.case_id).first()
    if found is None:
        raise NotToBeOfficial("Esa versión no es del programa de este acto: elija otra.")
    return found


def _describe(act: Act, data: Data) -> str:
    return f"Oficializa la {_version(act, data)} del programa de trabajo"


def _check(act: Act, data: Data, on: date) -> None:
    version = _version(act, data)
    if version.status != "in_force":
        raise NotToBeOfficial(f"La {version} ya no rige: se oficializa la vigente.")
    if Officialisation.objects.standing().filter(version=version).exists():
        raise NotToBeOfficial(f"La {version} ya fue oficializada.")


def _apply(act: Act, data: Data, on: date) -> None:
    _check(act, data, on)
    version = _version(act, data)
    Officialisation(
        version=version, act_reference=act.reference, act_public_id=act.public_id, on=on
    ).save()


def _revoke(act: Act, data: Data, by_act: Act, on: date) -> None:
    for said in Officialisation.objects.standing().filter(act_public_id=act.public_id):
        said.ended_on, said.ended_by = on, by_act.reference
        said.save()


def declare() -> None:
    register_effect(
        Effect(
            KEY,
            "oficializar el programa",
            _describe,
            _check,
            _apply,
            _revoke,
            case_key="programa",
            form=OfficialForm,
            data_of=lambda said: {"version": said["version"].pk},
        )
    )
