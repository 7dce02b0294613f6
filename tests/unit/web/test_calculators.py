"""Which process answers: one that was asked the same kind of question keeps what it needs for the next."""

import asyncio

import pytest

from cellworth.web.calculators import Calculator, Calculators
from cellworth.web.settings import Limits


@pytest.fixture
def answered(monkeypatch):
    """Answers questions of some kinds one after the other; which process was asked each."""
    monkeypatch.setattr(Calculator, "start", lambda _: None)
    monkeypatch.setattr(Calculator, "ask", lambda self, *_: ("done", str(id(self)).encode()))

    async def ask(kinds):
        calculators = Calculators(Limits(calculators=2))
        calculators.start()
        return [await calculators.answer("task", {}, kind=kind) for kind in kinds]

    return lambda *kinds: asyncio.run(ask(kinds))


def test_questions_of_a_kind_go_to_one_process_and_others_spare_it(answered):
    sooner, whole, other, again, both = answered("at once", "whole", "", "at once", "whole")

    assert sooner == again
    assert whole == both != sooner
    assert other in (sooner, whole)
    first, second = answered("at once", "")
    assert first != second
