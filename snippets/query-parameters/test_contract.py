"""GET /search reads a text, a list, and a number with a default and bounds from the query."""

import pytest

from contracts.exchanges import HTML, JSON, reply


def test_reads_text_list_and_number(client):
    """Text arrives as text, the number as an integer, and a parameter that is meant to repeat as a
    list.
    """
    response = client.get("/search?q=tea&limit=5&tag=hot&tag=green")
    assert reply(response) == (200, JSON, {"q": "tea", "tags": ["hot", "green"], "limit": 5})


def test_defaults(client):
    """What is left out gets its default: the number 10, and an empty list."""
    found(client.get("/search?q=tea"))


def test_unknown_parameter_is_ignored(client):
    """The handler reads the parameters it knows; one more changes nothing, so a misspelt name goes
    unnoticed.
    """
    found(client.get("/search?q=tea&limmit=5"))


def test_plus_is_a_space(client):
    """In a query `+` stands for a space and `%2B` for a plus sign."""
    found(client.get("/search?q=a%2Bb+c"), q="a+b c")


@pytest.mark.framework("flask")
def test_missing_parameter_is_a_bad_request(client):
    """`request.args["q"]` ends the handler with 400 when the query has no `q`."""
    bad_request(client.get("/search"))


@pytest.mark.framework("fastapi")
def test_missing_parameter_is_named(client):
    """A parameter without a default is required; the 422 names what is missing."""
    assert mistakes(client.get("/search")) == [("missing", ["query", "q"])]


@pytest.mark.framework("flask")
def test_wrong_number_becomes_the_default(client):
    """`request.args.get` with `type=int` gives the default when the text is no integer, and says
    nothing.
    """
    found(client.get("/search?q=tea&limit=x"))


@pytest.mark.framework("fastapi")
def test_wrong_number_is_invalid(client):
    """The hint `int` is checked before the handler runs, and the text is no integer: 422. The
    default is for a parameter that is left out.
    """
    response = client.get("/search?q=tea&limit=x")
    assert mistakes(response) == [("int_parsing", ["query", "limit"])]


@pytest.mark.framework("flask")
def test_number_below_the_bound_is_a_bad_request(client):
    """The handler compares the number with the bounds, and chooses the status and the text."""
    bad_request(client.get("/search?q=tea&limit=0"), "limit must be from 1 to 100")


@pytest.mark.framework("fastapi")
def test_number_below_the_bound_is_invalid(client):
    """The declared bound is checked before the handler runs; the 422 names it."""
    response = client.get("/search?q=tea&limit=0")
    assert mistakes(response) == [("greater_than_equal", ["query", "limit"])]


def test_bound_itself_is_accepted(client):
    """The bounds belong to the range."""
    found(client.get("/search?q=tea&limit=1"), limit=1)
    found(client.get("/search?q=tea&limit=100"), limit=100)


@pytest.mark.framework("flask")
def test_number_above_the_bound_is_a_bad_request(client):
    """The handler's comparison has two sides; one message serves for both."""
    bad_request(client.get("/search?q=tea&limit=101"), "limit must be from 1 to 100")


@pytest.mark.framework("fastapi")
def test_number_above_the_bound_is_invalid(client):
    """The upper bound is declared by itself, and the 422 names it."""
    response = client.get("/search?q=tea&limit=101")
    assert mistakes(response) == [("less_than_equal", ["query", "limit"])]


@pytest.mark.framework("flask")
def test_first_of_two_counts(client):
    """A parameter is sent twice: `request.args["q"]` gives the first value."""
    found(client.get("/search?q=tea&q=milk"), q="tea")


@pytest.mark.framework("fastapi")
def test_last_of_two_counts(client):
    """A parameter is sent twice: one declared as `str` gets the last value."""
    found(client.get("/search?q=tea&q=milk"), q="milk")


def found(response, q="tea", limit=10):
    """Check what the handler read."""
    assert reply(response) == (200, JSON, {"q": q, "tags": [], "limit": limit})


def bad_request(response, text=""):
    """Check that the response is Flask's page for 400, with the text."""
    assert reply(response)[:2] == (400, HTML)
    assert "<h1>Bad Request</h1>" in response.text
    assert text in response.text


def mistakes(response):
    """Return the kind and the place of each mistake in a 422."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (422, JSON)
    return [(each["type"], each["loc"]) for each in body["detail"]]
