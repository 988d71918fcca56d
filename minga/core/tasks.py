"""Work that runs in the background."""

from django_tasks import task

from minga.core import verification
from minga.core.models import Verification


@task()
def verify_record(public_id: str) -> str:
    """Asked from the page of the record; the same verification twice gives the same answer."""
    return verification.run(Verification.objects.get(public_id=public_id)).status
