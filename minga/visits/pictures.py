"""The reports of a visit as pages show them: answers by question, photos with their place."""

from dataclasses import dataclass

from minga.people.models import Person
from minga.visits import says
from minga.visits.models import Photo, Question, Visit, VisitReport
from minga.visits.places import metres_between


@dataclass(frozen=True)
class Shown:
    """A photo with what is said of it."""

    photo: Photo
    distance: str
    # «lejos» or that nobody can be sure; empty where it was taken at the place.
    doubt: str


@dataclass(frozen=True)
class ToldReport:
    """One report: rows of question and answer, its photos, when it arrived."""

    report: VisitReport
    rows: list[tuple[Question, str, list[Shown]]]
    others: list[Shown]
    arrived: str


@dataclass(frozen=True)
class Told:
    """All reports of a visit, the one that stands first, and photos whose report is missing."""

    reports: list[ToldReport]
    loose: list[Shown]

    @property
    def in_conflict(self) -> list[VisitReport]:
        return [told.report for told in self.reports if told.report.standing != "superseded"]

    @property
    def made_by(self) -> Person | None:
        """Who wrote the report that stands, where no other disputes it."""
        if any(told.report.standing == "conflict" for told in self.reports):
            return None
        return next((t.report.by for t in self.reports if t.report.standing == "stands"), None)

    @property
    def current(self) -> list[ToldReport]:
        return [told for told in self.reports if told.report.standing != "superseded"]

    @property
    def kept(self) -> list[ToldReport]:
        return [told for told in self.reports if told.report.standing == "superseded"]


def reports_of(visit: Visit) -> Told:
    """In three queries."""
    questions = list(visit.version.questions.order_by("number"))
    photos = list(visit.photos.select_related("document", "by").order_by("pk"))
    reports = list(visit.reports.select_related("by", "decided_by").order_by("pk"))
    known = {report.client_uuid for report in reports}
    # What a report was sent with again, under another identifier, is not alone.
    told = {(photo.by_id, photo.sha256) for photo in photos if photo.report_uuid in known}
    return Told(
        [_told(visit, report, questions, photos) for report in reports],
        [_shown(visit, photo) for photo in photos if (photo.by_id, photo.sha256) not in told],
    )


def _told(
    visit: Visit, report: VisitReport, questions: list[Question], photos: list[Photo]
) -> ToldReport:
    own = [photo for photo in photos if photo.report_uuid == report.client_uuid]
    keys = {question.key for question in questions}
    rows = [
        (
            question,
            report.answers.get(question.key, ""),
            [_shown(visit, photo) for photo in own if photo.question == question.key],
        )
        for question in questions
    ]
    others = [_shown(visit, photo) for photo in own if photo.question not in keys]
    return ToldReport(report, rows, others, says.arrived(report))


def _shown(visit: Visit, photo: Photo) -> Shown:
    """Reckoned from the point that the visit has: it may have been given after the photo came."""
    metres = metres_between(photo.longitude, photo.latitude, visit.longitude, visit.latitude)
    doubt = says.nearness(metres, photo.accuracy, visit.version.tolerance)
    return Shown(photo, says.distance(metres), doubt)
