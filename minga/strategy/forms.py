"""Proposing strategic definitions: the mission, up to eight objectives, and the products with their
subproducts. A form that is asked for more room keeps what was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from minga.core.forms import MingaForm
from minga.strategy.models import DefinitionVersion, LineOfAction
from minga.strategy.products import Part, Product, said_of

OBJECTIVES = 8
MOST_PRODUCTS, MOST_PARTS = 20, 20
SPARE_PARTS = 2
MORE = "mas"
# The fields of a product that a person writes, and what is said of each when it is missing.
NEEDED = {
    "name": "Escriba el nombre del producto, o marque «Quitar este producto».",
    "line": "Elija su línea de acción.",
    "clients": "Escriba sus clientes o usuarios.",
    "serves": "Marque al menos un objetivo.",
}
TYPED = (*NEEDED, "territorial")


@dataclass(frozen=True)
class ProductFields:
    """The fields of one product, for the page."""

    number: int
    fields: list[forms.BoundField]
    parts: list[forms.BoundField]
    drop: forms.BoundField
    may_grow: bool
    title: str = ""
    # A product that is complete is folded; one that is new, refused or being widened is not.
    is_open: bool = False


class DefinitionsForm(MingaForm):
    """Objective by objective, a short title and its description; empty pairs are left out. As many
    products as its hidden count says, each with as many subproducts as its own."""

    # The event of the version that the form began with: it changes each time that one is saved.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    mission = forms.CharField(
        label="Misión",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": "Escriba la misión.", "max_length": "Use hasta 2.000 letras."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OBJECTIVES + 1):
            self.fields[f"title_{number}"] = _words(f"Objetivo {number}, en breve", 80)
            self.fields[f"text_{number}"] = _words(f"Objetivo {number}, descripción", 1000, rows=3)
        self.fields["products"] = _count(MOST_PRODUCTS)
        for number in range(1, self.product_count + 1):
            self._add_product(number)

    def _add_product(self, number: int) -> None:
        of, add = f"Producto {number}", self.fields
        add[f"key_{number}"] = _hidden()
        add[f"name_{number}"] = _words(f"{of}, nombre", 120)
        add[f"line_{number}"] = forms.ChoiceField(
            label=f"{of}, línea de acción",
            choices=[("", "Elija una línea"), *LineOfAction.choices],
            required=False,
            error_messages={"invalid_choice": "Elija una línea de la lista."},
        )
        add[f"clients_{number}"] = _words(f"{of}, clientes o usuarios", 300, rows=2)
        add[f"serves_{number}"] = forms.MultipleChoiceField(
            label=f"{of}, objetivos que sirve",
            choices=self._objective_choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Elija objetivos de la lista."},
        )
        add[f"territorial_{number}"] = forms.BooleanField(
            label="Aplica perspectiva territorial", required=False
        )
        add[f"drop_{number}"] = forms.BooleanField(label="Quitar este producto", required=False)
        add[f"parts_{number}"] = _count(MOST_PARTS)
        for part in range(1, self.part_count(number) + 1):
            add[f"part_key_{number}_{part}"] = _hidden()
            add[f"part_{number}_{part}"] = _words(f"Subproducto {number}.{part}", 120)

    def _objective_choices(self) -> list[tuple[str, str]]:
        titles = {number: self._given(f"title_{number}") for number in range(1, OBJECTIVES + 1)}
        return [(str(n), f"{n}. {title or 'sin escribir'}") for n, title in titles.items()]

    def _given(self, name: str) -> Any:
        """As typed or, before that, as it began."""
        return self.data.get(name, "") if self.is_bound else self.initial.get(name, "")

    def _counted(self, name: str, most: int) -> int:
        given = str(self._given(name) or "0")
        return min(int(given), most) if given.isdecimal() and len(given) < 4 else 0

    @property
    def product_count(self) -> int:
        return self._counted("products", MOST_PRODUCTS)

    def part_count(self, number: int) -> int:
        return self._counted(f"parts_{number}", MOST_PARTS)

    @classmethod
    def of(cls, version: DefinitionVersion | None) -> "DefinitionsForm":
        if version is None:
            return cls(initial={"seen": 0, "products": 1, "parts_1": SPARE_PARTS})
        initial: dict[str, Any] = {"mission": version.mission, "seen": version.event_id}
        for objective in version.objectives.all():
            initial |= {
                f"title_{objective.number}": objective.title,
                f"text_{objective.number}": objective.text,
            }
        said = said_of(version)
        initial["products"] = len(said) or 1
        initial["parts_1"] = SPARE_PARTS
        for number, product in enumerate(said, start=1):
            initial |= _initial(number, product)
        return cls(initial=initial)

    @classmethod
    def with_room(cls, data: QueryDict) -> "DefinitionsForm":
        """What was typed so far, not judged, with room for one more: `mas=producto` or the number
        of the product that wants more subproducts."""
        typed = cls(data)
        initial: dict[str, Any] = {
            name: data.getlist(name) if name.startswith("serves_") else data.get(name, "")
            for name in typed.fields
        }
        asked = str(data[MORE])
        if asked.isdecimal():
            initial[f"parts_{asked}"] = typed._counted(f"parts_{asked}", MOST_PARTS) + 3
            initial["opened"] = asked
        else:
            number = typed.product_count + 1
            initial |= {"products": number, f"parts_{number}": SPARE_PARTS}
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, OBJECTIVES + 1):
            title, text = data.get(f"title_{number}"), data.get(f"text_{number}")
            if text and not title:
                self.add_error(
                    f"title_{number}", "Escriba el título del objetivo, o borre su descripción."
                )
            if title and not text:
                self.add_error(
                    f"text_{number}", "Escriba la descripción del objetivo, o borre su título."
                )
        for number in self._kept(data):
            self._judge(number, data)
        return data

    def _kept(self, data: Mapping[str, Any]) -> Iterator[int]:
        """The products that are not taken out, without the empty ones."""
        for number in range(1, self.product_count + 1):
            typed = any(data.get(f"{name}_{number}") for name in TYPED)
            began = data.get(f"key_{number}") or any(self._parts(number, data))
            if not data.get(f"drop_{number}") and (typed or began or self._refused(number)):
                yield number

    def _refused(self, number: int) -> bool:
        return any(f"{name}_{number}" in self.errors for name in TYPED)

    def _judge(self, number: int, data: Mapping[str, Any]) -> None:
        for name, sentence in NEEDED.items():
            field = f"{name}_{number}"
            if not data.get(field) and field not in self.errors:
                self.add_error(field, sentence)
        blank = [n for n in data.get(f"serves_{number}", ()) if not data.get(f"title_{n}")]
        if blank and f"title_{blank[0]}" not in self.errors:
            sentence = f"El objetivo {blank[0]} está en blanco: escríbalo, o no lo marque."
            self.add_error(f"serves_{number}", sentence)

    def show_again(self, seen: int) -> None:
        """After a conflict: what was typed stays, over the version that now stands."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a request sent
        data["seen"] = str(seen)
        self.data = data

    @property
    def objectives(self) -> list[tuple[str, str]]:
        pairs = (
            (self.cleaned_data[f"title_{number}"], self.cleaned_data[f"text_{number}"])
            for number in range(1, OBJECTIVES + 1)
        )
        return [(title, text) for title, text in pairs if title and text]

    @property
    def products_said(self) -> list[Product]:
        """Their objectives by the numbers that these get once the empty ones are left out."""
        data = self.cleaned_data
        written = [n for n in range(1, OBJECTIVES + 1) if data[f"title_{n}"]]
        final = {str(n): at for at, n in enumerate(written, start=1)}
        return [
            Product(
                name=data[f"name_{number}"],
                clients=data[f"clients_{number}"],
                line_of_action=data[f"line_{number}"],
                objectives=tuple(final[n] for n in data[f"serves_{number}"]),
                is_territorial=data[f"territorial_{number}"],
                parts=tuple(self._parts(number, data)),
                key=data[f"key_{number}"],
            )
            for number in self._kept(data)
        ]

    def _parts(self, number: int, data: Mapping[str, Any]) -> Iterator[Part]:
        for part in range(1, self.part_count(number) + 1):
            if name := data.get(f"part_{number}_{part}"):
                yield Part(name, data.get(f"part_key_{number}_{part}", ""))

    @property
    def objective_fields(self) -> list[forms.BoundField]:
        numbers = range(1, OBJECTIVES + 1)
        return [self[f"{name}_{number}"] for number in numbers for name in ("title", "text")]

    @property
    def product_fields(self) -> list[ProductFields]:
        return [self._fields_of(number) for number in range(1, self.product_count + 1)]

    def _fields_of(self, number: int) -> ProductFields:
        count = self.part_count(number)
        return ProductFields(
            number=number,
            fields=[self[f"{name}_{number}"] for name in TYPED],
            parts=[self[f"part_{number}_{part}"] for part in range(1, count + 1)],
            drop=self[f"drop_{number}"],
            may_grow=count < MOST_PARTS,
            title=self._given(f"name_{number}") or "nuevo",
            is_open=self._opens(number),
        )

    def _opens(self, number: int) -> bool:
        names = [f"{name}_{number}" for name in (*TYPED, "drop")]
        names += [f"part_{number}_{part}" for part in range(1, self.part_count(number) + 1)]
        refused = self.is_bound and any(name in self.errors for name in names)
        wanted = self.initial.get("opened") == str(number)
        return refused or wanted or not self._given(f"key_{number}")

    @property
    def may_grow(self) -> bool:
        return self.product_count < MOST_PRODUCTS


def _words(label: str, most: int, *, rows: int = 0) -> forms.CharField:
    told = f"{most // 1000}.{most % 1000:03d}" if most >= 1000 else str(most)
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"max_length": f"Use hasta {told} letras."},
    )


def _hidden() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)


def _count(most: int) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=most)


def _initial(number: int, product: Product) -> dict[str, Any]:
    found = {
        f"key_{number}": product.key,
        f"name_{number}": product.name,
        f"line_{number}": product.line_of_action,
        f"clients_{number}": product.clients,
        f"serves_{number}": [str(n) for n in product.objectives],
        f"territorial_{number}": product.is_territorial,
        f"parts_{number}": min(len(product.parts) + SPARE_PARTS, MOST_PARTS),
    }
    for at, part in enumerate(product.parts, start=1):
        found |= {f"part_{number}_{at}": part.name, f"part_key_{number}_{at}": part.key}
    return found
