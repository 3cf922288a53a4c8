"""POST /files takes a file from a form of at most 1,000 bytes, and returns its name and size."""

import pytest

from contracts.exchanges import HTML, JSON, reply

FORM = {"Content-Type": "multipart/form-data; boundary=limit"}


def test_takes_a_file(client):
    """The size counts bytes: in UTF-8 the five letters are seven."""
    assert reply(upload(client, "Grüße")) == (200, JSON, {"name": "a.txt", "size": 7})


def test_name_is_what_the_client_says(client):
    """The name may contain a path, so it is not safe to open: both programs return it unchanged."""
    response = upload(client, "Hello", name="../../a.txt")
    assert reply(response) == (200, JSON, {"name": "../../a.txt", "size": 5})


@pytest.mark.framework("flask")
def test_backslashes_are_dropped(client):
    """Browsers send a backslash as it is. Flask takes it for the sign that escapes the next
    character, and drops it.
    """
    response = as_browsers_do(client, r"notes\a.txt")
    assert reply(response) == (200, JSON, {"name": "notesa.txt", "size": 0})


@pytest.mark.framework("fastapi")
def test_backslashes_are_kept(client):
    """Browsers send a backslash as it is, and FastAPI keeps it. Only of a name that begins like a
    Windows path, such as `C:\\`, it takes what follows the last one.
    """
    response = as_browsers_do(client, r"notes\a.txt")
    assert reply(response) == (200, JSON, {"name": r"notes\a.txt", "size": 0})


def test_just_below_the_limit(client):
    """The limit counts the whole body, with the lines around the file. This body has 999 bytes."""
    file = filling(client, 999)
    assert reply(upload(client, file)) == (200, JSON, {"name": "a.txt", "size": len(file)})


@pytest.mark.framework("flask")
def test_limit_itself_is_too_much(client):
    """The body has exactly 1,000 bytes, and is refused: to find the end, the parser of multipart
    forms reads once more, and under Gunicorn any read after the limit is a 413.
    """
    page(upload(client, filling(client, 1_000)), 413, "Request Entity Too Large")


@pytest.mark.framework("fastapi")
def test_limit_itself_is_accepted(client):
    """The body has exactly 1,000 bytes, and is accepted: only more than the limit is too large."""
    file = filling(client, 1_000)
    assert reply(upload(client, file)) == (200, JSON, {"name": "a.txt", "size": len(file)})


@pytest.mark.framework("flask")
def test_too_large_is_a_page(client):
    """The body has 1,001 bytes. Reading `request.files` ends the handler with 413, an HTML page."""
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
    """A chunked body does not say its length. The bytes of a multipart form are counted while they
    are read, and this 413 is the same page.
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
    assert reply(as_browsers_do(client, "")) == (200, JSON, {"name": "", "size": 0})


@pytest.mark.framework("fastapi")
def test_no_file_chosen_is_missing(client):
    """A browser sends a field without a chosen file as an empty file with an empty name. FastAPI
    treats it as a missing one.
    """
    missing(as_browsers_do(client, ""))


def upload(client, content, name="a.txt", field="file", path="/files", **headers):
    """Send a form with one file."""
    return client.post(path, files={field: (name, content)}, headers=FORM | headers)


def filling(client, size):
    """Return a text that makes the whole form have that size in bytes."""
    form = client.build_request("POST", "/files", files={"file": ("a.txt", "")}, headers=FORM)
    return "x" * (size - len(form.read()))


def as_browsers_do(client, name):
    """Send an empty file with its name as browsers write it: empty when no file was chosen."""
    lines = [
        "--limit",
        f'Content-Disposition: form-data; name="file"; filename="{name}"',
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
