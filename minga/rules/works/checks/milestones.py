"""Tender rounds and the steps to a contract, in their order."""

import numpy as np

from minga.rules.works.checks.base import Hits, check, hits_where, same_key
from minga.rules.works.portfolio import CONTRACT, FAILED, Ints, Portfolio
from minga.rules.works.summing import Groups, groups


@check("HIT-01")
def steps_in_order(portfolio: Portfolio) -> Hits:
    """A step of a round before the step that precedes it: a bid after its contract."""
    found = portfolio.milestones
    order = np.lexsort((found.step, found.number, found.slot, found.project))
    same = same_key(order, found.project, found.slot, found.number)
    before, after = order[:-1], order[1:]
    wrong = same & (found.day[after] < found.day[before])
    return hits_where(
        wrong, found.project[after], slot=found.slot[after], number=found.number[after],
        before=found.step[before], before_on=found.day[before],
        step=found.step[after], step_on=found.day[after],
    )  # fmt: skip


def _rounds(portfolio: Portfolio) -> tuple[Groups, Ints, Ints, Ints]:
    """The rounds, ordered by slot and number; their first day, last day and outcome."""
    found = portfolio.milestones
    rounds = groups(found.project, found.slot, found.number)
    return (
        rounds,
        rounds.least(found.day),
        rounds.most(found.day),
        rounds.most(found.outcome),
    )


@check("HIT-02")
def rounds_in_order(portfolio: Portfolio) -> Hits:
    """A round that begins before the one that failed was over."""
    rounds, first, last, outcome = _rounds(portfolio)
    project, slot, number = rounds.keys
    next_of = (project[1:] == project[:-1]) & (slot[1:] == slot[:-1])
    wrong = next_of & (outcome[:-1] == FAILED) & (first[1:] < last[:-1])
    return hits_where(
        wrong, project[1:], slot=slot[1:], number=number[1:], begins=first[1:], ended=last[:-1]
    )


@check("HIT-03")
def next_round_after_a_failed_one(portfolio: Portfolio) -> Hits:
    """A second round of a slot whose first one is to bring its contract."""
    rounds, _, _, outcome = _rounds(portfolio)
    project, slot, number = rounds.keys
    wrong = (project[1:] == project[:-1]) & (slot[1:] == slot[:-1]) & (outcome[:-1] != FAILED)
    return hits_where(wrong, project[1:], slot=slot[1:], number=number[1:])


@check("HIT-04")
def failed_round_without_contract(portfolio: Portfolio) -> Hits:
    """A round that failed, and has a contract or what follows one."""
    found = portfolio.milestones
    wrong = (found.outcome == FAILED) & (found.step >= CONTRACT)
    return hits_where(
        wrong, found.project, slot=found.slot, number=found.number, step=found.step,
        step_on=found.day,
    )  # fmt: skip


@check("HIT-05")
def slots_bring_a_contract(portfolio: Portfolio) -> Hits:
    """A slot with its steps and no contract among them."""
    found = portfolio.milestones
    slots = groups(found.project, found.slot)
    brings = slots.total(((found.step == CONTRACT) & (found.outcome != FAILED)).astype(np.int64))
    return hits_where(brings == 0, slots.keys[0], slot=slots.keys[1])
