"""What a person writes of a project: shape of the data and kind messages."""

from minga.works.forms.closing import CloseForm, ConditionForm, DropForm, MeetForm, ReasonForm
from minga.works.forms.money import MoneyForm
from minga.works.forms.parts import CommunesForm, TiesForm
from minga.works.forms.record import RecordForm

__all__ = [
    "CloseForm",
    "CommunesForm",
    "ConditionForm",
    "DropForm",
    "MeetForm",
    "MoneyForm",
    "ReasonForm",
    "RecordForm",
    "TiesForm",
]
