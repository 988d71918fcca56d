"""The communes of a project with their shares, and the initiatives that it answers to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minga.core.errors import Unreadable
from minga.core.forms import MingaForm
from minga.core.numbers import decimal, read_decimal
from minga.strategy.models import Initiative, InitiativePart
from minga.territory.models import TerritoryVersion
from minga.territory.models.shares import WHOLE
from minga.works.forms.fields import revision
from minga.works.models import Project


class ShareInput(forms.CharField):
    """«70», «33,33»: hundredths of a percent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        try:
            found = read_decimal(str(value or "")[:40].strip().removesuffix("%"), 2)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        if found is not None and not 0 <= found <= WHOLE:
            raise forms.ValidationError("Una comuna va de 0 a 100 %.")
        return found

    def prepare_value(self, value: Any) -> Any:
        return decimal(value, 2, least=0) if isinstance(value, int) else value


class CommunesForm(MingaForm):
    """A field for each commune of the region; those left empty have no part."""

    seen = revision()

    def __init__(self, *args: Any, communes: Sequence[TerritoryVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = {_name(version): version for version in communes}
        for name, version in self.communes.items():
            self.fields[name] = ShareInput(label=version.name)

    @classmethod
    def of(
        cls, project: Project, communes: Sequence[TerritoryVersion], *args: Any
    ) -> "CommunesForm":
        kept = {row.territory_id: row.hundredths for row in project.shares.all()}
        initial: dict[str, Any] = {
            _name(version): kept.get(version.territory_id) for version in communes
        }
        return cls(*args, initial=initial | {"seen": project.revision}, communes=communes)

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[name] for name in self.communes]

    def shares(self) -> dict[Any, int]:
        """Territory → hundredths, of those that have a part."""
        return {
            version.territory: self.cleaned_data[name]
            for name, version in self.communes.items()
            if self.cleaned_data.get(name)
        }


def _name(version: TerritoryVersion) -> str:
    return f"comuna_{version.territory.public_id}"


class InitiativesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not one at run time
    """Entries of the catalogue with their kind."""

    def label_from_instance(self, initiative: Initiative) -> str:
        return f"{initiative.name} ({initiative.get_kind_display()})"


def _field(label: str) -> InitiativesField:
    return InitiativesField(
        Initiative.objects.none(),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Marque iniciativas vigentes del catálogo."},
    )


class TiesForm(MingaForm):
    """Both descriptors: where it is framed, and where it was promised."""

    frame = _field("Iniciativa regional en que se enmarca")
    commitment = _field("Dónde está comprometido")
    seen = revision()

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in InitiativePart.values:
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = offered.filter(part=name)

    @property
    def is_empty(self) -> bool:
        return not any(len(self.fields[name].choices) for name in InitiativePart.values)  # type: ignore[attr-defined]

    def chosen(self) -> list[Initiative]:
        return [*self.cleaned_data["frame"], *self.cleaned_data["commitment"]]
