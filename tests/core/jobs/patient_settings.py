"""The settings of the product with one more kind of work, for a server that a test kills."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.core.jobs.patient.PatientConfig"]
