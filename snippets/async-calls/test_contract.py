"""GET /report makes three calls at once; GET /loop and GET /task show what outlives a request."""

import pytest

from contracts.exchanges import JSON, reply


def test_calls_overlap(client):
    """All three calls begin before the first one ends: the handler waits for them together."""
    status, media_type, body = reply(client.get("/report"))
    assert (status, media_type) == (200, JSON)
    names = {"weather", "news", "prices"}
    assert set(body["log"][:3]) == {f"{name} called" for name in names}
    assert set(body["log"][3:]) == {f"{name} answered" for name in names}
    assert len(body["log"]) == 6


@pytest.mark.framework("flask")
def test_each_request_has_its_own_loop(client):
    """Flask starts an event loop for each request to an `async` handler, so no request sees the
    loop of the one before: a connection or a lock kept from one loop does not fit the next.
    """
    for _ in range(3):
        assert reply(client.get("/loop")) == (200, JSON, {"same_loop_as_before": False})


@pytest.mark.framework("fastapi")
def test_all_requests_share_a_loop(client):
    """The server runs one event loop per process, and every `async` handler runs in it; only the
    first request finds none before it.
    """
    for expected in [False, True, True]:
        assert reply(client.get("/loop")) == (200, JSON, {"same_loop_as_before": expected})


@pytest.mark.framework("flask")
def test_task_left_behind_is_cancelled(client):
    """The handler starts a task and answers without waiting for it. The loop ends with the request,
    and the task is cancelled.
    """
    for expected in [False, True]:
        assert reply(client.get("/task")) == (200, JSON, {"task_before_was_cancelled": expected})


@pytest.mark.framework("fastapi")
def test_task_left_behind_goes_on(client):
    """The handler starts a task and answers without waiting for it. The loop goes on after the
    request, and nothing cancels the task.
    """
    for expected in [False, False]:
        assert reply(client.get("/task")) == (200, JSON, {"task_before_was_cancelled": expected})
