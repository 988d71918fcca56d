"""What is cleaned at night: sessions that ended, old entries of the log, throttles and links that
say nothing any more."""

from datetime import timedelta

from django.utils import timezone

from minga.core.jobs import schedule
from minga.core.jobs.registry import job
from minga.core.jobs.run import Run
from minga.people.accounts import log
from minga.people.accounts.models import AccountLink, Session, Throttle

CLEANING = "accounts_cleaning"
THROTTLES_LAST = timedelta(days=1)
LINKS_LAST = timedelta(days=90)

schedule.daily(CLEANING, at="04:45")


@job(CLEANING, label="Aseo de sesiones y entradas")
def clean_up(run: Run) -> dict[str, int]:
    """Killed, it begins again: what was deleted stays deleted."""
    now = timezone.now()
    quiet = Throttle.objects.filter(since__lt=now - THROTTLES_LAST)
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "entries": log.old().delete()[0],
        "throttles": quiet.exclude(locked_until__gt=now).delete()[0],
        "links": AccountLink.objects.filter(expires_at__lt=now - LINKS_LAST).delete()[0],
    }
