"""What people write about people: sentences and checks of shape; what may be is for the actions."""

from minga.people.forms.functions import (
    EndFunctionForm,
    FunctionForm,
    PassWorkForm,
    PersonForm,
)
from minga.people.forms.organisations import ChangeForm, CloseForm, OrganisationForm
from minga.people.forms.substitutes import (
    DelegationForm,
    ReasonForm,
    SubstituteForm,
)
from minga.people.forms.table import TableForm

__all__ = [
    "ChangeForm",
    "CloseForm",
    "DelegationForm",
    "EndFunctionForm",
    "FunctionForm",
    "OrganisationForm",
    "PassWorkForm",
    "PersonForm",
    "ReasonForm",
    "SubstituteForm",
    "TableForm",
]
