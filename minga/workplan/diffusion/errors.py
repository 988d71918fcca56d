"""Why the diffusion of a plan refuses, in the words that the user reads."""

from datetime import date

from minga.core.errors import DomainError


class DiffusionExists(DomainError):
    code = "diffusion.exists"
    status = 409

    def __init__(self) -> None:
        super().__init__("Este programa ya tiene su plan de difusión: ábralo y modifíquelo.")


class OpenVersionExists(DomainError):
    code = "diffusion.open_version_exists"
    status = 409

    def __init__(self, number: int) -> None:
        super().__init__(
            f"La versión {number} todavía no se aprueba: siga en ella o pida que la devuelvan."
        )


class NothingToCopy(DomainError):
    code = "diffusion.nothing_to_copy"

    def __init__(self) -> None:
        super().__init__("Este plan todavía no tiene una versión aprobada: siga en su borrador.")


class DatesMissing(DomainError):
    code = "diffusion.dates_missing"
    field = "planned"

    def __init__(self, name: str = "") -> None:
        of = f" de «{name}»" if name else ""
        super().__init__(f"Escriba las fechas{of}, o diga que es permanente.")


class ContinuousHasNoDates(DomainError):
    code = "diffusion.continuous_has_no_dates"
    field = "planned"

    def __init__(self) -> None:
        super().__init__("Un mecanismo permanente no tiene fechas: bórrelas, o elija «en fechas».")


class DateOutOfYear(DomainError):
    code = "diffusion.date_out_of_year"
    field = "planned"

    def __init__(self, day: date, year: int) -> None:
        super().__init__(f"El {day:%d-%m-%Y} no es de {year}: el plan es de ese año.")


class AudienceMissing(DomainError):
    code = "diffusion.audience_missing"

    def __init__(self, audience: str) -> None:
        super().__init__(
            f"El plan no dice cómo se informa a los {audience}: agregue al menos un mecanismo."
        )


class HasPublications(DomainError):
    code = "diffusion.has_publications"
    status = 409

    def __init__(self, name: str, count: int) -> None:
        said = "una publicación" if count == 1 else f"{count} publicaciones"
        super().__init__(
            f"«{name}» ya tiene {said}: sigue en el plan. Puede cambiar sus fechas o su nombre."
        )


class LeavesWithPublications(DomainError):
    code = "diffusion.leaves_with_publications"
    status = 409

    def __init__(self, name: str, count: int) -> None:
        said = "una publicación" if count == 1 else f"{count} publicaciones"
        super().__init__(f"«{name}» ya tiene {said}: repóngalo en el borrador.")


class InTheDraft(DomainError):
    code = "diffusion.in_the_draft"
    status = 409

    def __init__(self, name: str) -> None:
        super().__init__(f"«{name}» ya está en el borrador.")


class DraftOfAnother(DomainError):
    code = "diffusion.draft_of_another"

    def __init__(self) -> None:
        super().__init__(
            "Solo se descarta un borrador propio que nunca se envió: este ya lo vio otra persona."
        )


class FirstVersionStays(DomainError):
    code = "diffusion.first_version_stays"

    def __init__(self) -> None:
        super().__init__("La primera versión no se descarta: cambie o quite sus mecanismos.")


class NotInForce(DomainError):
    code = "diffusion.mechanism_not_in_force"
    field = "mechanism"

    def __init__(self) -> None:
        super().__init__("Ese mecanismo no está en el plan vigente: elija otro de la lista.")


class PublishedInFuture(DomainError):
    code = "diffusion.published_in_future"
    field = "day"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"El {day:%d-%m-%Y} todavía no llega: hoy es {today:%d-%m-%Y}. Se registra lo que ya "
            "se difundió."
        )


class BeforeThePlan(DomainError):
    code = "diffusion.before_the_plan"
    field = "day"

    def __init__(self, approved_on: date) -> None:
        super().__init__(
            f"El plan de difusión se aprobó el {approved_on:%d-%m-%Y}: escriba una fecha desde "
            "entonces."
        )


class LinkIsNotOfTheWeb(DomainError):
    code = "diffusion.link_not_of_the_web"
    field = "link"

    def __init__(self) -> None:
        super().__init__("Escriba un enlace que comience con http:// o https://.")


class NothingToSee(DomainError):
    code = "diffusion.nothing_to_see"
    field = "link"

    def __init__(self) -> None:
        super().__init__("Escriba el enlace o cargue el documento: otra persona lo comprobará.")


class OutsideThePlan(DomainError):
    code = "diffusion.place_outside"
    field = "territory"

    def __init__(self) -> None:
        super().__init__("Elija un lugar dentro del territorio del programa.")


class NotInPreparation(DomainError):
    code = "diffusion.not_in_preparation"
    status = 409

    def __init__(self, said: str) -> None:
        super().__init__(
            f"Esta publicación está {said} y no se edita. Lo publicado se cambia con una "
            "corrección."
        )


class NotPublishedYet(DomainError):
    code = "diffusion.not_published_yet"
    status = 409

    def __init__(self) -> None:
        super().__init__("Todavía no está publicada: edítela en vez de corregirla.")


class CorrectedAlready(DomainError):
    code = "diffusion.corrected_already"
    status = 409

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Ya tiene una corrección, «{title}»: siga en ella, o corrija esa cuando se publique."
        )


class CorrectionMissing(DomainError):
    code = "diffusion.correction_missing"
    field = "correction"

    def __init__(self) -> None:
        super().__init__("Escriba qué estaba equivocado: lo leerá quien abra la publicación.")


class WasSent(DomainError):
    code = "diffusion.was_sent"
    status = 409

    def __init__(self) -> None:
        super().__init__("Ya se envió a aprobación una vez: se conserva. Corríjala y envíela.")
