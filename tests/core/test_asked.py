"""What is asked once for a page."""

from minga.core.asked import asking_once, once


def test_a_page_asks_once_and_the_next_one_anew() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    with asking_once():
        assert [once("a", ask), once("a", ask)] == [1, 1]
        assert once("b", ask) == 2
    with asking_once():
        assert once("a", ask) == 3


def test_elsewhere_each_asks_for_itself() -> None:
    answers = iter((1, 2))

    assert [once("a", lambda: next(answers)), once("a", lambda: next(answers))] == [1, 2]
