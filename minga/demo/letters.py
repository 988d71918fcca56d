"""Model texts and letters of the demonstration: one in each state, and one for eleven towns."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from minga.acts.letters import actions, batches
from minga.acts.letters.addressing import read
from minga.acts.letters.models import Letter
from minga.acts.wording.actions import approve_version, send_version, write_text
from minga.acts.wording.filling import fill
from minga.acts.wording.masthead import keep_masthead
from minga.acts.wording.models import CLOSING, FAREWELL, ModelText
from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.models import Organisation
from minga.workplan.models import WorkPlan

Happening = tuple[date, int, Callable[[], object]]
WRITES, PREPARES, HEAD, REGISTRY = "vcortes", "mquispe", "laraya", "mzuleta"
TEXTS, FIRST, ASKED, MANY, LAST = (
    date(2007, 10, 16), date(2007, 10, 18), date(2007, 11, 5), date(2007, 11, 20),
    date(2007, 11, 28),
)  # fmt: skip
SEREMI = "; Secretaria Regional Ministerial; SEREMI de Vivienda y Urbanismo; seremi@ejemplo.cl"
SAID = {"kind": "ordinary", "signs": "head", "signer_charge": "Directora"}


class Letters:
    """`acting`: what a person may on a day."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.service = acting, bodies["serviu-tarapaca"]
        text = (files("minga.demo") / "letters_2007.toml").read_text(encoding="utf-8")
        self.told: dict[str, Any] = tomllib.loads(text)
        self.texts: dict[str, ModelText] = {}

    def happenings(self) -> Iterator[Happening]:
        yield TEXTS, 5, self._texts
        yield FIRST, 6, self._result
        yield ASKED, 6, self._asked
        yield MANY, 6, self._many
        yield LAST, 6, self._open

    def _texts(self) -> None:
        by, on = self.acting(WRITES, TEXTS), TEXTS
        lines = {"closing": CLOSING, "farewell": FAREWELL}
        keep_masthead(self.service, place="Iquique", **lines, by=by, on=on)
        for told in self.told["text"]:
            said = {name: told.get(name, "") for name in told}
            text = write_text(
                self.service, kind=told["kind"], title=told["title"], said=said,
                case_key=told.get("case", ""), by=by, on=on,
            )  # fmt: skip
            version = send_version(text.versions.get(), by=by, on=on)
            approve_version(version, by=self.acting(HEAD, on), on=on)
            self.texts[text.title] = text

    def _write(self, on: date, to: str, case: Any = None, **said: Any) -> Letter:
        by = self.acting(PREPARES, on)
        return actions.write_letter(
            self.service, said=SAID | said, to=read(to), case=case, by=by, on=on
        )

    def _sign(self, letter: Any, on: date) -> Any:
        letter = approvals.begin(letter, by=self.acting(PREPARES, on), on=on)
        by = self.acting(HEAD, on)
        return approvals.pass_step(letter, seen=seen_of(letter), by=by, on=on)

    def _issue(self, letter: Letter, on: date) -> Letter:
        letter = self._sign(letter, on)
        return actions.number_letter(letter, by=self.acting(REGISTRY, on), on=on)

    def _result(self) -> None:
        """About the plan, filed in its dossier and sent by e-mail."""
        plan = WorkPlan.objects.get(service=self.service, year=2007)
        text = self.texts["Envía resultado del programa"]
        said = fill(text, plan, on=FIRST, by=self.acting(PREPARES, FIRST))
        words = {"subject": said.subject, "body": said.parts["body"]}
        letter = self._issue(
            self._write(FIRST, SEREMI, plan, **words, model_version=said.version), FIRST
        )
        keys = [row.pk for row in letter.addressees.all()]
        by = self.acting(REGISTRY, FIRST)
        actions.dispatch(letter, to=keys, way="email", by=by, on=FIRST)

    def _asked(self) -> None:
        """Without its answer, and one that was numbered by mistake."""
        asks = "Pide el catastro de sedes sociales (datos de demostración)"
        body = "Para completar el diagnóstico, pedimos el catastro de sedes sociales."
        to = "; Alcalde; Municipalidad de Huara"
        letter = self._issue(self._write(ASKED, to, subject=asks, body=body, answer_days=10), ASKED)
        by = self.acting(REGISTRY, ASKED)
        keys = [row.pk for row in letter.addressees.all()]
        actions.dispatch(letter, to=keys, way="post", by=by, on=ASKED)
        twice = self._issue(self._write(ASKED, to, subject=asks, body=body), ASKED)
        reason = "Se numeró dos veces el mismo oficio."
        actions.void_letter(twice, reason=reason, by=self.acting(HEAD, ASKED), on=ASKED)

    def _many(self) -> None:
        text = next(t for t in self.told["text"] if t["title"].startswith("Pide"))
        rows = read("\n".join(f"; Alcaldía; Municipalidad de {t}" for t in self.told["towns"]))
        said = SAID | {"kind": "circular", "subject": text["subject"], "body": text["body"]}
        said |= {"answer_days": 15}
        by = self.acting(PREPARES, MANY)
        batch = self._sign(
            batches.save_batch(self.service, said=said, rows=rows, by=by, on=MANY), MANY
        )
        registry = self.acting(REGISTRY, MANY)
        for row in batch.rows.all():
            batches.issue_row(row, by=registry, on=MANY)
        batches.close_batch(batch, by=registry, on=MANY)

    def _open(self) -> None:
        """One to number, one to sign, one returned, one being written."""
        by = self.acting(PREPARES, LAST)
        body = "Texto de ejemplo (datos de demostración)."
        subjects = (
            "Invita a la mesa técnica de diciembre",
            "Informa visita a terreno",
            "Responde consulta de la intendencia",
            "Remite acta de reunión",
        )
        letters = [self._write(LAST, SEREMI, subject=title, body=body) for title in subjects]
        self._sign(letters[0], LAST)
        approvals.begin(letters[1], by=by, on=LAST)
        returned = approvals.begin(letters[2], by=by, on=LAST)
        approvals.return_it(
            returned, remarks="Falta citar el oficio que se responde.", seen=seen_of(returned),
            by=self.acting(HEAD, LAST), on=LAST,
        )  # fmt: skip
