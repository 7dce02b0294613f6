"""Workers of every kind give the results in the order of the tasks, and say what was lost."""

import os
import signal
import sys
import threading

import pytest

from cellworth.core.errors import InputError, Problem
from cellworth.engine.executors import ALONE, Workers, in_order, opened, side_by_side

LOCAL = ["threads", "processes"]


@pytest.mark.parametrize("kind", LOCAL)
@pytest.mark.parametrize("ahead", [0, 2])
def test_results_come_in_the_order_of_the_tasks(kind, ahead):
    offset = 7
    found = in_order(lambda x: x + offset, list(range(20)), Workers(kind, 3), ahead=ahead)
    assert list(found) == list(range(7, 27))
    assert list(in_order(str, iter(range(5)), Workers(kind, 2), ahead=ahead)) == list("01234")


@pytest.mark.parametrize("kind", LOCAL)
def test_no_more_tasks_are_taken_than_asked_for(kind):
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield number

    results = in_order(str, tasks(), Workers(kind, 2), ahead=3)
    assert next(results) == "0"
    assert len(taken) == 4
    results.close()


@pytest.mark.parametrize("kind", LOCAL)
def test_a_failing_job_says_so(kind):
    def fails():
        raise InputError(Problem("here", "no luck", "none was left"))

    with pytest.raises(InputError, match="here: no luck") as told:
        side_by_side({"good": lambda: 1, "bad": fails}, Workers(kind, 2))
    assert told.value.problems == (Problem("here", "no luck", "none was left"),)
    assert side_by_side({"a": lambda: 1, "b": lambda: 2}, Workers(kind, 2)) == {"a": 1, "b": 2}


def test_processes_of_failed_work_are_cleared_up():
    def fails(number):
        if number == 3:
            raise ValueError
        return number

    for _ in range(10):
        with pytest.raises(ValueError):
            list(in_order(fails, list(range(60)), Workers("processes", 2)))
        assert threading.active_count() == 1


def test_a_killed_process_is_told():
    with pytest.raises(InputError, match="a worker process: it ended before its work"):
        list(in_order(lambda _: os.kill(os.getpid(), signal.SIGKILL), [1, 2, 3], Workers("processes", 2)))


def test_no_process_is_forked_from_a_forked_one():
    kinds = in_order(lambda _: Workers(count=2).for_jobs(), [1, 2], Workers("processes", 2))
    assert list(kinds) == [ALONE, ALONE]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("fibres",), "Known: auto, threads, processes, dask"),
        (("threads", 2, "tcp://127.0.0.1:1"), "only a cluster has one"),
        (("dask",), "no address"),
        (("dask", 0, "tcp://127.0.0.1:1"), "no scheduler answers there"),
    ],
)
def test_workers_that_cannot_be_are_refused(asked, told, monkeypatch):
    monkeypatch.setattr("cellworth.engine.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match=told), opened(*asked):
        pass


def test_without_the_extra_the_cluster_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match="comes with the extra 'cluster'"), opened("dask", 0, "tcp://x:1"):
        pass
