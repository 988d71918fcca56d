"""A job that does one step and then waits until the test lets it go on."""

import time
from datetime import date
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class PatientConfig(AppConfig):
    name = "tests.core.jobs"
    label = "patient"

    def ready(self) -> None:
        from minga.core.jobs.models import ScheduledRun  # noqa: PLC0415
        from minga.core.jobs.registry import Run, job  # noqa: PLC0415

        @job("patient", label="Paciente")
        def patient(run: Run) -> None:
            with run.once("effect") as to_do:
                if to_do:
                    before = ScheduledRun.objects.filter(kind="patient effect").count()
                    ScheduledRun.objects.create(
                        kind="patient effect", due_on=date(2007, 1, 1 + before)
                    )
            while not (Path(settings.DATA_DIR) / "go on").exists():
                run.progress(1, 2, "Espera")
                time.sleep(0.05)
            run.progress(2, 2)
