"""What holds for every table."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import models

from minga.core.models import Fact

ACRONYMS = {
    "SII",
    "INE",
    "ID",
    "SHA-256",
    "SERVIU",
    "SEREMI",
    "SERPLAC",
    "GORE",
    "PMG",
    "RUT",
    "UF",
    "MINVU",
    "CVD",
    "EGIS",
    "IPC",
    "RUN",
    "IPE",
    "BIP",
    "RATE",
    "FNDR",
    "RS",
    "FI",
    "OT",
    "IN",
    "RE",
    "AD",
    "SR",
    "ER",
    "RSA",
}
# Columns that name, locate or tell apart a person: their table is a person's.
PERSONAL = {"rut", "given_names", "family_names", "username", "email", "phone", "address"}
# And what somebody wrote about a person.
PERSONAL |= {"document_number", "note", "identity_check"}
# What was written about a drawing or a building, not about a person.
OF_A_PLACE = {"Outline.note", "Facility.note", "Visit.address", "VisitPlace.address"}
# Tables that the actions write but that stand outside the protected rows.
APART = {
    "Chain": "the head of the chain itself",
    "Event": "the chain, with its own hash",
    "Batch": "the digests that the event itself vouches for, by their Merkle root",
    "DigestKey": "deleted when a person is erased",
    "FactorUse": "a wrong code counts also when what it was for is refused",
    "ColumnChoice": "what a heading means, as somebody said once; it decides nothing",
    "Import": "machinery: who justifies, applies or discards it is an event about it",
    "IntakeFile": "machinery: who receives, applies or discards it is an event about it",
    "SheetReading": "what the columns of a sheet are, as somebody said once; it decides nothing",
    "IndexEntry": "made from the rows it speaks of, by whichever action writes them",
    "Job": "machinery: who cancels or retries is an event about it",
    "KnownPermission": "the permissions that this version declares, written at each migration",
    "PersonRead": "who looked at personal data: apart from the chain, added by no action",
    "Message": "machinery: what it tells was recorded where it was done",
    "KeptFinding": "what the last review of the portfolio found: made anew by each one",
    "PortfolioYear": "sums of protected rows, kept by the database; a verification adds again",
    "SavedView": "a person's own way of asking for a list; it changes no data of the service",
    "ScheduledRun": "machinery: what the calendar began",
    "Subscription": "who begins and who stops it are events about it",
    "AccountLink": "a link that somebody asked for; what it sets when it is used is an event",
    "SecurityKeyUse": "a counter: to enter is no change of the account",
    "Session": "what a browser carries; it ends by itself",
    "SignIn": "the log of entries, kept for a time; it holds what no act of the service is",
    "Throttle": "a failure counts also when nothing else happens",
    "Verification": "asked for from a page; it changes nothing that it verifies",
}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("minga.")]


def fields() -> Iterator[tuple[str, Any]]:
    for model in ours():
        for field in model._meta.get_fields():
            if field.concrete:
                yield f"{model.__name__}.{field.name}", field


def is_quiet(text: str) -> bool:
    """In lower case, acronyms aside."""
    words = re.findall(r"[\w-]+", text)
    return all(word == word.lower() or word in ACRONYMS for word in words)


def test_every_name_of_a_table_or_column_is_in_lower_case():
    names = {model.__name__: str(model._meta.verbose_name) for model in ours()}
    names |= {f"{model.__name__}s": str(model._meta.verbose_name_plural) for model in ours()}
    names |= {name: str(field.verbose_name) for name, field in fields()}
    assert {name: said for name, said in names.items() if not is_quiet(said)} == {}


def test_every_table_and_column_has_a_spanish_name():
    """Django makes one out of the identifier when there is none."""
    unnamed = [m.__name__ for m in ours() if "verbose_name" not in m._meta.original_attrs]
    unnamed += [
        name
        for name, field in fields()
        if str(field.verbose_name) == field.name.replace("_", " ") and not _is_given(field)
    ]
    assert unnamed == []


def _is_given(field: Any) -> bool:
    """By Django, not by us: the key of a row and the password of a login."""
    return field.primary_key or field.name == "password"


def test_every_choice_is_stored_in_english_and_said_in_lower_case():
    wrong = {
        f"{name}={value}": label
        for name, field in fields()
        for value, label in getattr(field, "choices", None) or ()
        if not re.fullmatch(r"[a-z_]+", value) or not is_quiet(str(label))
    }
    assert wrong == {}


def test_no_table_holds_decimals_or_floats():
    """On SQLite a decimal is a float: sums drift (decision 1)."""
    inexact = models.DecimalField | models.FloatField
    kept = {name: getattr(field, "output_field", field) for name, field in fields()}
    assert [name for name, field in kept.items() if isinstance(field, inexact)] == []


def test_nothing_is_deleted_because_something_else_is():
    followed = {
        name: field.remote_field.on_delete.__name__
        for name, field in fields()
        if field.many_to_one or field.one_to_one
    }
    assert followed
    assert {name: way for name, way in followed.items() if way != "PROTECT"} == {}


def test_every_table_is_protected_or_says_why_not():
    apart = {model.__name__ for model in ours() if not issubclass(model, Fact)}
    assert apart == set(APART)


def test_tables_with_data_of_a_person_say_so():
    """So that their digests are keyed and can be erased (Ley 21.719)."""
    flagged = {m.__name__ for m in ours() if issubclass(m, Fact) and m.has_personal_data}
    told = {name for name, field in fields() if field.name in PERSONAL} - OF_A_PLACE
    personal = {name.partition(".")[0] for name in told}
    assert flagged == personal - set(APART)


def test_each_table_says_in_its_docstring_what_it_is_in_spanish_first():
    silent = []
    for model in ours():
        spanish = (model.__doc__ or "").partition(":")[0].lower()
        if spanish != str(model._meta.verbose_name).lower():
            silent.append(f"{model.__name__}: «{spanish}», not «{model._meta.verbose_name}»")
    assert silent == []


def test_no_migration_is_missing(db: None):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
