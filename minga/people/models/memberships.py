"""Memberships: what each person does where, and since when."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.approvals.models.submission import BY_DELEGATION
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import refuse
from minga.people.models.organisations import Organisation
from minga.people.models.parties import Person
from minga.people.roles import Role
from minga.territory.models import Territory


class MembershipQuerySet(FactQuerySet["Membership"]):
    def of_institutions(self, institutions: Iterable[int]) -> Self:
        """In the institution itself or in a unit of it."""
        keys = list(institutions)
        return self.filter(Q(organisation__in=keys) | Q(organisation__institution__in=keys))

    def substitutions(self) -> Self:
        """Those held in another's place, with both people."""
        related = ("person", "substitutes__person", "organisation__institution")
        return self.filter(substitutes__isnull=False).select_related(*related)

    def during(self, since: date, until: date | None) -> Self:
        """Those that hold on some day of `[since, until)`."""
        found = self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=since))
        found = found.exclude(valid_until=F("valid_from"))
        return found.filter(valid_from__lt=until) if until else found

    def own(self) -> Self:
        """Neither in another's place nor by delegation."""
        return self.filter(is_substitute=False, delegated_by__isnull=True)

    def delegations(self) -> Self:
        related = ("person", "delegated_by__person", "organisation__institution")
        return self.filter(delegated_by__isnull=False).select_related(*related)

    def derived_from(self, membership: "Membership") -> Self:
        """Substitutions and delegations of it: they end when it ends."""
        return self.filter(Q(substitutes=membership) | Q(delegated_by=membership))

    def on(self, day: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day
        )

    def for_accounts(self) -> Self:
        """Of those who can sign in, with what their lines show."""
        return (
            self.filter(person__user__isnull=False)
            .select_related("person__user", "organisation")
            .order_by("pk")
        )


def _overlaps(others: str = "") -> str:
    """Another substitution of the same function on some of the same days; an empty one has none."""
    return (
        "ROW.substitutes_id IS NOT NULL AND ROW.valid_until > ROW.valid_from AND EXISTS "  # noqa: S608
        f"(SELECT 1 FROM people_membership m WHERE {others}m.substitutes_id = ROW.substitutes_id "
        "AND m.valid_until > m.valid_from AND m.valid_from < ROW.valid_until "
        "AND ROW.valid_from < m.valid_until)"
    )


def _twice(others: str = "") -> str:
    """The same function of one's own, in the same place, on some of the same days."""
    return (
        "NOT ROW.is_substitute AND ROW.delegated_by_id IS NULL AND EXISTS "  # noqa: S608
        f"(SELECT 1 FROM people_membership m WHERE {others}m.person_id = ROW.person_id "
        "AND m.role = ROW.role AND m.organisation_id = ROW.organisation_id "
        "AND COALESCE(m.territory_id, 0) = COALESCE(ROW.territory_id, 0) "
        "AND NOT m.is_substitute AND m.delegated_by_id IS NULL "
        "AND (m.valid_until IS NULL OR ROW.valid_from < m.valid_until) "
        "AND (ROW.valid_until IS NULL OR m.valid_from < ROW.valid_until) "
        "AND (m.valid_until IS NULL OR m.valid_until > m.valid_from) "
        "AND (ROW.valid_until IS NULL OR ROW.valid_until > ROW.valid_from))"
    )


class Membership(Fact):
    """Función: a role that a person has in an organisation during `[valid_from, valid_until)`."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name="persona"
    )
    role = models.CharField("función", max_length=30, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="members", verbose_name="organización"
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="territorio",
    )
    is_substitute = models.BooleanField("subrogante", default=False)
    # The function of the person who is away; with it, an address of its own.
    substitutes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name="subroga a",
    )
    # The function of whom lets this person decide, and for which permissions, by their codes.
    delegated_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name="por delegación de",
    )
    delegated = models.CharField("permisos delegados", max_length=500, blank=True)
    # Null in rows of before: only what can be ended from a page had one.
    public_id = models.CharField(
        "identificador público",
        max_length=12,
        unique=True,
        null=True,
        blank=True,
        default=new_public_id,
    )
    act_reference = models.CharField("acto", max_length=120, blank=True)
    valid_from = models.DateField("vigente desde")
    valid_until = models.DateField("vigente hasta (sin incluir)", null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "people_membership",
            "substitutes_a_like_one",
            "INSERT UPDATE",
            "ROW.substitutes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_membership m "
            "WHERE m.id = ROW.substitutes_id AND m.role = ROW.role AND NOT m.is_substitute "
            "AND m.delegated_by_id IS NULL "
            "AND m.organisation_id = ROW.organisation_id AND m.person_id <> ROW.person_id)",
            "Se subroga la función propia de otra persona, en la misma organización.",
        ),
        refuse(
            "people_membership",
            "one_substitute_at_a_time",
            "INSERT",
            _overlaps(),
            "Esa persona ya tiene quien la subrogue en esos días.",
        ),
        refuse(
            "people_membership",
            "one_substitute_at_a_time",
            "UPDATE",
            _overlaps("m.id <> NEW.id AND "),
            "Esa persona ya tiene quien la subrogue en esos días.",
        ),
        refuse(
            "people_membership",
            "substitution_only_ends",
            "UPDATE",
            "OLD.substitutes_id IS NOT NULL AND (NEW.substitutes_id IS NULL "
            "OR NEW.substitutes_id <> OLD.substitutes_id OR NEW.person_id <> OLD.person_id "
            "OR NEW.role <> OLD.role OR NEW.organisation_id <> OLD.organisation_id "
            "OR NEW.valid_from <> OLD.valid_from OR NEW.valid_until > OLD.valid_until "
            "OR NEW.act_reference <> OLD.act_reference)",
            "Una subrogación solo se termina antes; para alargarla se nombra otra.",
        ),
        refuse(
            "people_membership",
            "delegates_an_own_one",
            "INSERT UPDATE",
            "ROW.delegated_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_membership m "
            "WHERE m.id = ROW.delegated_by_id AND m.role = ROW.role AND NOT m.is_substitute "
            "AND m.delegated_by_id IS NULL AND m.organisation_id = ROW.organisation_id "
            "AND m.person_id <> ROW.person_id)",
            "Se delega la función propia en otra persona; lo delegado no se delega.",
        ),
        refuse(
            "people_membership",
            "delegation_only_ends",
            "UPDATE",
            "OLD.delegated_by_id IS NOT NULL AND (NEW.delegated_by_id IS NULL "
            "OR NEW.delegated_by_id <> OLD.delegated_by_id OR NEW.person_id <> OLD.person_id "
            "OR NEW.delegated <> OLD.delegated OR NEW.valid_from <> OLD.valid_from "
            "OR NEW.valid_until > OLD.valid_until OR NEW.act_reference <> OLD.act_reference)",
            "Una delegación solo se termina antes; para cambiarla se hace otra.",
        ),
        refuse(
            "people_membership",
            "within_its_organisation",
            "INSERT UPDATE",
            "NOT EXISTS (SELECT 1 FROM people_organisation o WHERE o.party_id = "
            "ROW.organisation_id AND o.valid_from <= ROW.valid_from "
            "AND (o.valid_until IS NULL OR (ROW.valid_until IS NOT NULL "
            "AND ROW.valid_until <= o.valid_until) OR ROW.valid_until = ROW.valid_from))",
            "Una función dura mientras existe la organización en que se ejerce.",
        ),
        refuse(
            "people_membership",
            "within_what_it_stands_for",
            "INSERT UPDATE",
            "ROW.valid_until > ROW.valid_from AND EXISTS (SELECT 1 FROM people_membership m "
            "WHERE m.id = COALESCE(ROW.substitutes_id, ROW.delegated_by_id) "
            "AND (m.valid_from > ROW.valid_from OR m.valid_until < ROW.valid_until))",
            "Una subrogación o delegación dura mientras dura la función de la otra persona.",
        ),
        refuse(
            "people_membership",
            "ends_after_who_stands_for_it",
            "UPDATE",
            "NEW.valid_until IS NOT NULL AND EXISTS (SELECT 1 FROM people_membership m "
            "WHERE (m.substitutes_id = NEW.id OR m.delegated_by_id = NEW.id) "
            "AND m.valid_until > m.valid_from AND m.valid_until > NEW.valid_until)",
            "Antes de terminar una función se terminan sus subrogaciones y delegaciones.",
        ),
        refuse(
            "people_membership",
            "once_at_a_time",
            "INSERT",
            _twice(),
            "Esa persona ya tiene esa función allí en esos días.",
        ),
        refuse(
            "people_membership",
            "once_at_a_time",
            "UPDATE",
            _twice("m.id <> NEW.id AND "),
            "Esa persona ya tiene esa función allí en esos días.",
        ),
    ]

    class Meta:
        verbose_name = "función"
        verbose_name_plural = "funciones"
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                # What was called off before it began holds on no day.
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="El término debe ser posterior al inicio.",
            ),
            models.CheckConstraint(
                name="membership_substitution_is_whole",
                condition=Q(substitutes__isnull=True)
                | (
                    Q(is_substitute=True, valid_until__isnull=False, public_id__isnull=False)
                    & ~Q(act_reference="")
                ),
                violation_error_message="Una subrogación tiene sus dos fechas y su acto.",
            ),
            models.CheckConstraint(
                name="membership_delegation_is_whole",
                condition=Q(delegated_by__isnull=True, delegated="")
                | (
                    Q(
                        delegated_by__isnull=False,
                        is_substitute=False,
                        substitutes__isnull=True,
                        valid_until__isnull=False,
                        public_id__isnull=False,
                    )
                    & ~Q(act_reference="")
                    & ~Q(delegated="")
                ),
                violation_error_message="Una delegación tiene sus dos fechas, su acto y lo que "
                "delega.",
            ),
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_message="Elija una función de la lista.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role_label} en {self.organisation.short_name}"

    @property
    def last_day(self) -> date | None:
        """The last one on which it holds; `valid_until` is the day after."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    @property
    def was_called_off(self) -> bool:
        return self.valid_until == self.valid_from

    @property
    def role_label(self) -> str:
        """As events and pages name it, with the substitute said to be one."""
        label = str(Role(self.role).label)
        if self.delegated_by_id:
            return f"{label} {BY_DELEGATION}"
        return f"{label} (subrogante)" if self.is_substitute else label

    @property
    def permissions(self) -> frozenset[str]:
        """The codes that a delegation is for."""
        return frozenset(self.delegated.split())

    def belongs_to(self) -> dict[str, str]:
        return self.organisation.belongs_to()
