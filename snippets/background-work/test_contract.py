"""POST /mails answers 202 at once; the mails are sent afterwards, in the server's process."""

import httpx2
import pytest

from contracts.exchanges import HTML, JSON, reply

ADA, BOB, CYD, DAN, EVE = (f"{name}@example.com" for name in ("ada", "bob", "cyd", "dan", "eve"))


def test_answers_before_the_work_is_done(client):
    """The answer arrives although the mail service has not taken the mail. Once it has, the work
    goes on without a request.
    """
    response = client.post("/mails", data={"address": ADA})
    assert reply(response) == (202, JSON, {"accepted": [ADA]})
    assert eventually(client, ADA, "begun") == (200, JSON, {"state": "begun"})
    taken = client.post("/service")
    assert (taken.status_code, taken.content) == (204, b"")
    assert eventually(client, ADA, "sent") == (200, JSON, {"state": "sent"})


@pytest.mark.framework("flask")
def test_two_threads_do_not_wait_for_each_other(client):
    """Every mail has a thread of its own, without a package: the second begins while the first one
    waits.
    """
    response = client.post("/mails", data={"address": [BOB, CYD]})
    assert reply(response) == (202, JSON, {"accepted": [BOB, CYD]})
    assert eventually(client, BOB, "begun") == (200, JSON, {"state": "begun"})
    assert eventually(client, CYD, "begun") == (200, JSON, {"state": "begun"})
    take_all(client, 2)
    assert eventually(client, CYD, "sent") == (200, JSON, {"state": "sent"})


@pytest.mark.framework("fastapi")
def test_two_tasks_run_one_after_the_other(client):
    """The tasks of one request run in the order in which they were added: the second begins when
    the first one has ended.
    """
    response = client.post("/mails", data={"address": [BOB, CYD]})
    assert reply(response) == (202, JSON, {"accepted": [BOB, CYD]})
    assert eventually(client, BOB, "begun") == (200, JSON, {"state": "begun"})
    assert reply(client.get(f"/mails/{CYD}")) == (200, JSON, {"state": "not begun"})
    take_all(client, 2)
    assert eventually(client, CYD, "sent") == (200, JSON, {"state": "sent"})


@pytest.mark.framework("flask")
def test_thread_runs_although_the_request_is_refused(client):
    """The second address ends the handler with 400. The thread for the first one was started
    before, and its mail is sent all the same.
    """
    status, media_type, body = reply(client.post("/mails", data={"address": [DAN, "nobody"]}))
    assert (status, media_type) == (400, HTML)
    assert "<p>Not an address</p>" in body
    assert eventually(client, DAN, "begun") == (200, JSON, {"state": "begun"})
    take_all(client, 1)


@pytest.mark.framework("fastapi")
def test_no_task_runs_if_the_request_is_refused(client):
    """The second address ends the handler with 400. Tasks belong to the answer that the handler
    returns, so the one for the first address is dropped.
    """
    response = client.post("/mails", data={"address": [DAN, "nobody"]})
    assert reply(response) == (400, JSON, {"detail": "Not an address"})
    send_another(client, EVE)
    assert reply(client.get(f"/mails/{DAN}")) == (200, JSON, {"state": "not begun"})


def send_another(client, address):
    """Send a mail to its end, by requests that are not recorded."""
    with outside(client) as other:
        other.post("/mails", data={"address": address})
        other.post("/service")
        wait_for(other, address, "sent")


def take_all(client, count):
    """Let the mail service take the mails that wait."""
    with outside(client) as other:
        for _ in range(count):
            other.post("/service")


def eventually(client, address, state):
    """Wait until the mail is in that state; only then ask for the record."""
    with outside(client) as other:
        wait_for(other, address, state)
    return reply(client.get(f"/mails/{address}"))


def wait_for(other, address, state, attempts=2000):
    """Ask until the mail is in that state or the attempts run out."""
    for _ in range(attempts):
        if other.get(f"/mails/{address}").json() == {"state": state}:
            break


def outside(client):
    """Return a client whose requests are not recorded."""
    return httpx2.Client(base_url=client.base_url, trust_env=False)
