"""A file of another office: what enters, what stays out, and that again changes nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Event
from minga.territory.models import Territory
from minga.works.intake import actions, entering
from minga.works.intake.errors import Changed, ColumnsRefused, FileRefused, NotNow
from minga.works.intake.judging import seen
from minga.works.intake.models import ForeignProject, IntakeFile, IntakeRow
from minga.works.models import Project
from minga.works.progress.models import MonthSpending, SpendingOrigin
from tests.conftest import Cast, Somebody
from tests.works.factories import line_item, programmer, project
from tests.works.intake.factories import DAY, applied, judged, row, sent, sheet


@pytest.fixture
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


def told(file: IntakeFile) -> list[tuple[str, str]]:
    return [(str(one.outcome), " ".join(one.notes)) for one in judged(file)]


def test_a_row_enters_with_its_commune_cost_and_spending(cast: Cast, paula: Somebody) -> None:
    line_item("31-02-004")
    file = applied(sent(cast.serviu, paula, sheet(row())), paula)
    made = Project.objects.get()
    kept = ForeignProject.objects.get()
    assert (made.bip, made.name, kept.project, kept.is_origin) == (
        "30045678-0", "Plaza Arica", made, True,
    )  # fmt: skip
    assert made.shares.get().territory == Territory.objects.get(key="iquique")
    assert [(c.year, c.amount) for c in made.costs.all()] == [(2021, 1_000_000)]
    months = MonthSpending.objects.order_by("month")
    assert {month.origin for month in months} == {SpendingOrigin.MIGRATED}
    assert [(str(m.month), m.amount, m.because_id) for m in months] == [
        ("2021-01", 300_000, kept.pk), ("2021-02", 200_000, kept.pk),
    ]  # fmt: skip
    assert (kept.file, kept.row_number) == (file, 2)
    assert Event.objects.get(kind="intake.applied").data["counts"]["loaded"] == 1


def test_again_nothing_changes_and_a_correction_is_told_once(cast: Cast, paula: Somebody) -> None:
    line_item("31-02-004")
    applied(sent(cast.serviu, paula, sheet(row())), paula)
    assert told(sent(cast.serviu, paula, sheet(row())))[0][0] == "same"
    applied(sent(cast.serviu, paula, sheet(row())), paula)
    assert MonthSpending.objects.count() == 2
    applied(sent(cast.serviu, paula, sheet(row(jan="$250", sum="$450"))), paula)
    assert MonthSpending.objects.order_by("pk").last().amount == -50_000
    assert sum(MonthSpending.objects.values_list("amount", flat=True)) == 450_000
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "options", "outcome", "word"),
    [
        ({"bip": "30045678"}, {}, "warned", "no se inventa"),
        ({"bip": "30045678"}, {"digit": "0"}, "warned", "se completó con 0"),
        ({"bip": "TC BIO BIO"}, {}, "warned", "no es un código BIP"),
        ({"commune": "COBQUECURA"}, {}, "warned", "registro territorial"),
        ({"commune": "REGIONAL"}, {}, "warned", "sin comuna"),
        ({"commune": "IQUIQUE / HUARA"}, {}, "warned", "por igual"),
        ({"sub": "33", "item": "03", "asig": "125"}, {}, "warned", "33-03-125"),
        ({"code": ""}, {}, "refused", "código único"),
        ({"name": ""}, {}, "refused", "nombre"),
        ({"bip": "TC BIO BIO"}, {"enters": False}, "loaded", ""),
    ],
)
def test_what_is_odd_is_told(
    cast: Cast, paula: Somebody, change: Any, options: Any, outcome: str, word: str
) -> None:
    line_item("31-02-004")
    ((found, notes),) = told(sent(cast.serviu, paula, sheet(row(**change)), **options))
    assert (found, word in notes) == (outcome, True), notes


def test_three_communes_share_to_the_hundredth(cast: Cast, paula: Somebody) -> None:
    line_item("31-02-004")
    given = row(commune="IQUIQUE / HUARA / PICA")
    applied(sent(cast.serviu, paula, sheet(given)), paula)
    parts = sorted(Project.objects.get().shares.values_list("hundredths", flat=True))
    assert parts == [3333, 3333, 3334]


def test_a_code_twice_refuses_both_and_a_bip_twice_enters_neither(
    cast: Cast, paula: Somebody
) -> None:
    line_item("31-02-004")
    twice = sheet(row(), row(code="a-1", bip="30045679-0"), row(code="B"), row(code="C"))
    found = told(sent(cast.serviu, paula, twice))
    assert [one[0] for one in found] == ["refused", "refused", "warned", "warned"]
    applied(sent(cast.serviu, paula, twice), paula)
    assert (Project.objects.count(), ForeignProject.objects.count()) == (0, 2)
    assert IntakeRow.objects.filter(outcome="refused", foreign=None).count() == 2


def test_one_that_is_there_is_linked_and_not_touched(cast: Cast, paula: Somebody) -> None:
    line_item("31-02-004")
    there = project(cast, by=paula, bip="30045678-0", name="Otra plaza")
    applied(sent(cast.serviu, paula, sheet(row(bip="30045678"))), paula)
    kept = ForeignProject.objects.get()
    assert (kept.project, kept.is_origin) == (there, False)
    there.refresh_from_db()
    assert (there.name, MonthSpending.objects.count()) == ("Otra plaza", 0)


def test_two_people_with_the_same_file(cast: Cast, paula: Somebody) -> None:
    line_item("31-02-004")
    one, two = (sent(cast.serviu, paula, sheet(row())) for _ in range(2))
    shown = seen(judged(two))
    applied(one, paula)
    with pytest.raises(Changed):
        actions.apply_file(two, shown=shown, by=paula.on(DAY), on=DAY)
    with pytest.raises(NotNow):
        actions.apply_file(one, shown=shown, by=paula.on(DAY), on=DAY)
    assert Project.objects.count() == 1


def test_a_crash_in_the_middle_leaves_nothing(
    cast: Cast, paula: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    line_item("31-02-004")
    file = sent(cast.serviu, paula, sheet(row(), row(code="B", bip="30045679-0")))
    real, calls = entering.tell, []

    def fails(spent: Any) -> None:
        calls.append(spent)
        if len(calls) == 3:
            raise OSError
        real(spent)

    monkeypatch.setattr(entering, "tell", fails)
    with pytest.raises(OSError):  # noqa: PT011
        applied(file, paula)
    file.refresh_from_db()
    assert file.is_open
    assert not Project.objects.exists()
    assert not MonthSpending.objects.exists()
    assert not IntakeRow.objects.exists()


def test_how_it_is_read_is_remembered_by_its_titles(cast: Cast, paula: Somebody) -> None:
    file = sent(cast.serviu, paula, sheet(row()))
    at = next(c["index"] for c in file.columns if c["is"] == "total")
    actions.choose_columns(file, {at: ("keep", "", False)}, {"digit": "1"}, by=paula.access)
    again = sent(cast.serviu, paula, sheet(row(name="Otra")))
    assert (again.columns[at]["is"], again.options["digit"]) == ("keep", "1")
    other = sent(cast.serviu, paula, sheet(row(), titles=[*"ab", *TITLES_AFTER]))
    assert other.options["digit"] == ""


TITLES_AFTER = ("CODIGO ÚNICO", "NOMBRE", "SUBT", "ITEM", "ASIG", "MONTO TOTAL", "AÑO", "ENE",
                "FEB", "EJEC. 2021")  # fmt: skip


@pytest.mark.parametrize(
    "chosen", [("otra", "", False), ("code", "", False), ("actual", "13-2021", False),
               ("year_actual", "21", False), ("actual", "01-2021", False)],
)  # fmt: skip
def test_columns_that_make_no_sense_are_refused(cast: Cast, paula: Somebody, chosen: Any) -> None:
    file = sent(cast.serviu, paula, sheet(row()))
    at = next(c["index"] for c in file.columns if c["is"] == "total")
    with pytest.raises(ColumnsRefused):
        actions.choose_columns(file, {at: chosen}, file.options, by=paula.access)


@pytest.mark.parametrize(
    ("name", "content"),
    [("cartera.csv", b"<html><body>Error 500</body></html>"), ("cartera.pdf", b"%PDF-1.4"),
     ("cartera.csv", b"a;b\r\n1;2"), ("cartera.json", b"{"), ("cartera.csv", b""),
     ("cartera.xlsx", b"PK\x03\x04roto")],
)  # fmt: skip
def test_what_is_no_portfolio_is_refused(
    cast: Cast, paula: Somebody, name: str, content: bytes
) -> None:
    with pytest.raises(DomainError):
        sent(cast.serviu, paula, content, name)
    assert not IntakeFile.objects.exists()


def test_a_huge_file_and_a_stranger(cast: Cast, paula: Somebody, settings: Any) -> None:
    with pytest.raises(NotAllowed):
        sent(cast.other, paula, sheet(row()))
    settings.MAX_FILE_BYTES = 10
    with pytest.raises(FileRefused):
        sent(cast.serviu, paula, sheet(row()))
    settings.MAX_FILE_BYTES = 10**6
    upload = SimpleUploadedFile("cartera.csv", sheet(*[row()] * 3001))
    with pytest.raises(FileRefused, match=r"3\.000"):
        actions.receive(cast.serviu, upload, "GORE", by=paula.access)


def test_latin_1_is_read(cast: Cast, paula: Somebody) -> None:
    file = sent(cast.serviu, paula, sheet(row(name="Ñandú"), encoding="latin-1"))
    assert judged(file)[0].said.name == "Ñandú"
