"""GET /hello is a page from a template, GET /badge a picture; a static file is the page's style."""

import httpx2
import pytest

from contracts.exchanges import HTML, JSON, reply

SVG, CSS = "image/svg+xml", "text/css"
SCRIPT = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
STYLE = "p {\n  color: teal;\n}\n"


@pytest.mark.framework("flask")
def test_page_links_to_a_path(client):
    """`render_template` fills `templates/hello.html`. `url_for` gives the path of the style sheet,
    which the browser completes with the address of the page.
    """
    status, media_type, body = reply(client.get("/hello?name=Ada"))
    assert (status, media_type) == (200, HTML)
    assert '<p title="Ada">Hello, Ada!</p>' in body
    assert 'href="/static/style.css"' in body


@pytest.mark.framework("fastapi")
def test_page_links_to_a_whole_address(client):
    """`TemplateResponse` fills `templates/hello.html`. `url_for` gives a whole address with scheme
    and host, as the request named them.
    """
    status, media_type, body = reply(client.get("/hello?name=Ada"))
    assert (status, media_type) == (200, HTML)
    assert '<p title="Ada">Hello, Ada!</p>' in body
    assert f'href="{client.base_url.join("/static/style.css")}"' in body


def test_name_has_a_default(client):
    """Without a name in the address the templates get the one that the program chose."""
    assert '<p title="world">Hello, world!</p>' in client.get("/hello").text
    assert '<text y="15">world</text>' in client.get("/badge").text


def test_page_escapes_the_name(client):
    """Values are escaped in files that end in `.html`: a script in the name becomes text, and a
    quote does not end an attribute.
    """
    status, media_type, body = reply(client.get("/hello", params={"name": f'"{SCRIPT}'}))
    assert (status, media_type) == (200, HTML)
    assert f'<p title="&#34;{ESCAPED}">Hello, &#34;{ESCAPED}!</p>' in body


@pytest.mark.framework("flask")
def test_picture_escapes_the_name(client):
    """Flask also escapes values in files that end in `.svg`."""
    status, media_type, body = reply(client.get("/badge", params={"name": SCRIPT}))
    assert (status, media_type) == (200, SVG)
    assert f'<text y="15">{ESCAPED}</text>' in body


@pytest.mark.framework("fastapi")
def test_picture_contains_the_script(client):
    """`Jinja2Templates` does not escape values in files that end in `.svg`, so a browser that opens
    the picture runs the script; `{{ name | e }}` in the template would escape it.
    """
    status, media_type, body = reply(client.get("/badge", params={"name": SCRIPT}))
    assert (status, media_type) == (200, SVG)
    assert f'<text y="15">{SCRIPT}</text>' in body


@pytest.mark.framework("flask")
def test_static_file_is_asked_for_again(client):
    """The folder `static` is served without a line of code. `no-cache` lets a browser keep the file
    and makes it ask each time whether the tag in `ETag` still holds.
    """
    response = client.get("/static/style.css")
    assert reply(response) == (200, CSS, STYLE)
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["etag"]


@pytest.mark.framework("fastapi")
def test_static_file_says_nothing_of_caching(client):
    """The folder is mounted at an address. Without `Cache-Control` a browser decides by itself how
    long it uses the file before it asks whether the tag in `ETag` still holds.
    """
    response = client.get("/static/style.css")
    assert reply(response) == (200, CSS, STYLE)
    assert "cache-control" not in response.headers
    assert response.headers["etag"]


def test_static_file_is_unchanged(client):
    """The browser sends the tag that it got, and is told with 304 to use what it has."""
    response = client.get("/static/style.css", headers={"If-None-Match": tag(client)})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == tag(client)


@pytest.mark.framework("flask")
def test_files_outside_are_not_found(client):
    """Encoded dots do not lead out of the folder."""
    status, media_type, body = reply(client.get("/static/%2e%2e/app.py"))
    assert (status, media_type) == (404, HTML)
    assert "<h1>Not Found</h1>" in body


@pytest.mark.framework("fastapi")
def test_files_outside_are_unknown(client):
    """Encoded dots do not lead out of the folder; the error is JSON, as for every other address."""
    response = client.get("/static/%2e%2e/app.py")
    assert reply(response) == (404, JSON, {"detail": "Not Found"})


def tag(client):
    """Return the tag of the style sheet; the request for it is not recorded."""
    url = client.base_url.join("/static/style.css")
    return httpx2.get(url, trust_env=False).headers["etag"]
