"""What is asked of who writes that an act names a substitute."""

from typing import Any

from django import forms
from django.db.models import Q

from minga.acts.models import Act
from minga.core.forms import DateInput, MingaForm
from minga.people.models import Membership, Person


class StandingInForm(MingaForm):
    membership = forms.ModelChoiceField(Membership.objects.none(), label="A quién se subroga")
    person = forms.ModelChoiceField(Person.objects.none(), label="Quién subroga")
    first = forms.DateField(label="Primer día", widget=DateInput())
    last = forms.DateField(label="Último día", widget=DateInput())

    def __init__(self, act: Act, day: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.on(day).own().of_institutions([act.service_id])
        membership: Any = self.fields["membership"]
        membership.queryset = held.select_related("person").order_by("person__family_names")
        membership.label_from_instance = lambda row: f"{row.person}, {row.get_role_display()}"
        person: Any = self.fields["person"]
        staff = Q(pk__in=held.values("person"))
        person.queryset = Person.objects.filter(staff).order_by("family_names")
