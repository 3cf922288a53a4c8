"""POST /files takes a file from a form of at most 1,000 bytes, and returns its name and size."""

import pytest

from contracts.exchanges import HTML, JSON, reply

FORM = {"Content-Type": "multipart/form-data; boundary=limit"}


def test_takes_a_file(client):
    """The size counts bytes: in UTF-8 the five letters are seven."""
    assert reply(upload(client, "Grüße")) == (200, JSON, {"name": "a.txt", "size": 7})


def test_name_is_what_the_client_says(client):
    """Both return the name as it was sent. It may contain a path, so it is not safe to open."""
    response = upload(client, "Hello", name="../../a.txt")
    assert reply(response) == (200, JSON, {"name": "../../a.txt", "size": 5})


def test_just_below_the_limit(client):
    """The limit counts the whole body, with the lines around the file. This body has 999 bytes."""
    file = filling(client, 999)
    assert reply(upload(client, file)) == (200, JSON, {"name": "a.txt", "size": len(file)})


@pytest.mark.framework("flask")
def test_limit_itself_is_too_much(client):
    """The body has exactly 1,000 bytes. The parser of the form reads once more after the last one,
    and under Gunicorn that counts as beyond the limit.
    """
    page(upload(client, filling(client, 1_000)), 413, "Request Entity Too Large")


@pytest.mark.framework("fastapi")
def test_limit_itself_is_accepted(client):
    """The body has exactly 1,000 bytes, and is not too large."""
    file = filling(client, 1_000)
    assert reply(upload(client, file)) == (200, JSON, {"name": "a.txt", "size": len(file)})


@pytest.mark.framework("flask")
def test_too_large_is_a_page(client):
    """The body has 1,001 bytes. Reading `request.files` ends the handler with 413."""
    page(upload(client, filling(client, 1_001)), 413, "Request Entity Too Large")


@pytest.mark.framework("fastapi")
def test_too_large_is_text(client):
    """The body has 1,001 bytes. `Content-Length` says so before the body is read, and the 413 is
    plain text.
    """
    response = upload(client, filling(client, 1_001))
    assert reply(response) == (413, "text/plain", "Content Too Large")


@pytest.mark.framework("flask")
def test_limit_holds_without_a_length(client):
    """A chunked body does not say its length. The parser of the form counts, and gives up beyond
    the limit.
    """
    response = upload(client, filling(client, 1_001), **{"Transfer-Encoding": "chunked"})
    page(response, 413, "Request Entity Too Large")


@pytest.mark.framework("fastapi")
def test_limit_without_a_length_is_json(client):
    """A chunked body does not say its length. The bytes are counted while they are read, and this
    413 is JSON.
    """
    response = upload(client, filling(client, 1_001), **{"Transfer-Encoding": "chunked"})
    assert reply(response) == (413, JSON, {"detail": "Content Too Large"})


@pytest.mark.framework("flask")
def test_unknown_address_comes_first(client):
    """No handler reads the body, so its length does not matter: 404."""
    page(upload(client, filling(client, 1_001), path="/nothing"), 404, "Not Found")


@pytest.mark.framework("fastapi")
def test_limit_comes_first(client):
    """The limit of the application is checked before the address: 413."""
    response = upload(client, filling(client, 1_001), path="/nothing")
    assert reply(response) == (413, "text/plain", "Content Too Large")


@pytest.mark.framework("flask")
def test_missing_file_is_a_bad_request(client):
    """`request.files["file"]` ends the handler with 400 when the form has no such file."""
    page(upload(client, "Hello", field="other"), 400, "Bad Request")


@pytest.mark.framework("fastapi")
def test_missing_file_is_named(client):
    """The declared file is checked before the handler runs; the 422 names what is missing."""
    missing(upload(client, "Hello", field="other"))


@pytest.mark.framework("flask")
def test_no_file_chosen_is_an_empty_file(client):
    """A browser sends a field without a chosen file as an empty file with an empty name, and so it
    reaches the handler.
    """
    assert reply(not_chosen(client)) == (200, JSON, {"name": "", "size": 0})


@pytest.mark.framework("fastapi")
def test_no_file_chosen_is_missing(client):
    """A browser sends a field without a chosen file as an empty file with an empty name. FastAPI
    treats it as a missing one.
    """
    missing(not_chosen(client))


def upload(client, content, name="a.txt", field="file", path="/files", **headers):
    """Send a form with one file."""
    return client.post(path, files={field: (name, content)}, headers=FORM | headers)


def filling(client, size):
    """Return a text that makes the whole form have that size in bytes."""
    form = client.build_request("POST", "/files", files={"file": ("a.txt", "")}, headers=FORM)
    return "x" * (size - len(form.read()))


def not_chosen(client):
    """Send the form as a browser does when no file was chosen."""
    lines = [
        "--limit",
        'Content-Disposition: form-data; name="file"; filename=""',
        "Content-Type: application/octet-stream",
        "",
        "",
        "--limit--",
        "",
    ]
    return client.post("/files", content="\r\n".join(lines), headers=FORM)


def page(response, status, title):
    """Check that the response is one of Flask's error pages."""
    assert reply(response)[:2] == (status, HTML)
    assert f"<h1>{title}</h1>" in response.text


def missing(response):
    """Check that the 422 says that the file is missing, and nothing else."""
    status, media_type, body = reply(response)
    assert (status, media_type) == (422, JSON)
    assert [(each["type"], each["loc"]) for each in body["detail"]] == [
        ("missing", ["body", "file"])
    ]
