"""Line items as the tests need them."""

from minga.budget.actions import load_classification
from minga.budget.classification import shipped
from minga.budget.models import LineItem
from tests.conftest import SCRIBE


def line_item(code: str) -> LineItem:
    """Of the classification that Minga brings, loaded when it is first asked for."""
    if not LineItem.objects.exists():
        load_classification(shipped(), by=SCRIBE)
    subtitle, item, allocation = code.split("-")
    return LineItem.objects.get(subtitle=subtitle, item=item, allocation=allocation)
