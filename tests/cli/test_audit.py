"""`minga audit`: 0 when the record is whole, 1 when it is not; JSON for another program."""

import json
from typing import Any

import pytest

from minga.cli.main import main
from minga.core import anchors
from minga.core.models import Chain, Event
from tests.conftest import Cast
from tests.core.database import by_hand, commit, sql

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def chain(cast: Cast) -> Chain:
    commit()
    return Chain.objects.get()


def read(capsys: Capture, *arguments: str) -> Any:
    main([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_whole_record_is_said_in_a_sentence(chain: Chain, capsys: Capture) -> None:
    assert main(["audit", "verify"]) == 0

    assert capsys.readouterr().out == (
        f"El registro está íntegro: {chain.sequence} eventos; última huella {chain.head}.\n"
    )


def test_a_whole_record_is_said_in_json(chain: Chain, capsys: Capture) -> None:
    assert read(capsys, "audit", "verify") == {
        "clean": True,
        "chain": chain.chain_id,
        "events": chain.sequence,
        "head": chain.head,
        "findings": [],
    }


def test_damage_is_listed_and_ends_with_a_one(cast: Cast, chain: Chain, capsys: Capture) -> None:
    with by_hand():
        sql("UPDATE people_organisation SET name = 'Otra' WHERE key = 'minvu'")

    assert main(["audit", "verify"]) == 1

    head, line = capsys.readouterr().out.splitlines()
    assert head == "El registro tiene 1 hallazgo(s):"
    assert line.startswith("  people.organisation:")
    assert line.endswith("organización «Otra»: la fila fue cambiada fuera de Minga.")


def test_damage_in_json_ends_with_a_one_too(cast: Cast, chain: Chain, capsys: Capture) -> None:
    anchors.anchor_file(chain.chain_id).unlink()

    assert main(["audit", "verify", "--json"]) == 1

    answer = json.loads(capsys.readouterr().out)
    assert answer["clean"] is False
    assert [finding["where"] for finding in answer["findings"]] == ["anclas"]


def test_copied_anchors_are_compared(chain: Chain, capsys: Capture) -> None:
    third = Event.objects.get(sequence=3)
    right, wrong = f"3:{third.hash}", f"{chain.sequence}:{third.hash}"

    assert main(["audit", "verify", "--anchor", right]) == 0
    assert main(["audit", "verify", "--anchor", right, "--anchor", wrong]) == 1

    assert f"evento {chain.sequence}: Su huella no es la que se copió" in capsys.readouterr().out


def test_the_head_is_shown_to_be_copied(chain: Chain, capsys: Capture) -> None:
    assert main(["audit", "head"]) == 0

    assert capsys.readouterr().out == (
        f"Cadena {chain.chain_id}: {chain.sequence} eventos; última huella {chain.head}\n"
    )
    assert read(capsys, "audit", "head") == {
        "chain": chain.chain_id,
        "events": chain.sequence,
        "head": chain.head,
    }


def test_verifying_writes_nothing(chain: Chain, capsys: Capture) -> None:
    main(["audit", "verify"])

    assert (Chain.objects.get().sequence, Event.objects.count()) == (chain.sequence,) * 2


@pytest.mark.parametrize(
    "typed", ["", "3", "3:", "3:abc", "tres:" + "a" * 64, "3:" + "g" * 64, "3:" + "a" * 65]
)
def test_a_copy_that_is_none_is_a_wrong_call(typed: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["audit", "verify", "--anchor", typed])

    assert ended.value.code == 2
    assert "al menos 16 dígitos de su huella" in capsys.readouterr().err


def test_sixteen_digits_of_a_hash_are_enough(chain: Chain) -> None:
    assert main(["audit", "verify", "--anchor", f"{chain.sequence}:{chain.head[:16]}"]) == 0
