"""Every source is visited politely on a real server of the loopback, and what it says is told."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest

from comparison.load.source_urls import Citation, cited
from contracts import pages, visits
from contracts import sources as sources_command
from contracts.anchors import anchors
from contracts.public import Public, is_public
from contracts.sources import client, report, sources
from contracts.turns import Turns
from contracts.visits import Outcome, Visit, Visitor
from tests.example import QUESTIONS, write

PUBLIC = "93.184.216.34"
"""Where every invented name leads; the transport of the tests goes to the loopback instead."""
REPOSITORY = "https://code.example/somebody/site"
PAGE = '<h1 id="top">T</h1><a href="#one">1</a><h2 id="one">One</h2><a name="two">Two</a>'
Answers = Callable[["Handler", int], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the path, and by how often it was asked before."""

    server: "Site"

    def do_GET(self) -> None:
        host, site = str(self.headers["Host"]), self.server
        with site.lock:
            count = site.asked.count((host, self.path))
            site.asked.append((host, self.path))
            site.agents.add(str(self.headers["User-Agent"]))
        WAYS[self.path](self, count)

    def say(self, status: int, body: str = PAGE, kind: str = "text/html", **headers: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """All hosts of the tests, and what was asked of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock, self.over = threading.Lock(), threading.Event()
        self.asked, self.agents = list[tuple[str, str]](), set[str]()


def says(status: int, body: str = PAGE, kind: str = "text/html", **headers: str) -> Answers:
    return lambda handler, _: handler.say(status, body, kind, **headers)


def then(*ways: Answers) -> Answers:
    """Answer in the first way first, and so on; in the last way ever after."""
    return lambda handler, count: ways[min(count, len(ways) - 1)](handler, count)


def hangs_up(handler: Handler, _: int) -> None:
    handler.close_connection = True


def waits(handler: Handler, _: int) -> None:
    handler.server.over.wait(10)


SERVER_ERROR = says(500)
WAYS: dict[str, Answers] = {
    "/": says(200),
    **{f"/page/{number}": says(200) for number in range(12)},
    **{
        f"/other/{number}": says(302, Location=f"https://a.example/page/{number}")
        for number in range(12)
    },
    "/text": says(200, PAGE, "text/plain"),
    "/script": says(200, '<a href="#x">X</a><div id="root"></div>'),
    "/broken": says(200, f"{PAGE}<![broken]>"),
    "/strange": says(200, PAGE, "text/html; charset=of-nobody"),
    "/large": says(200, PAGE + "x" * 60_000),
    "/404": says(404),
    "/left-or-right": says(404),
    "/410": says(410),
    "/403": says(403),
    "/301": says(301, Location="/"),
    "/308": says(308, Location="https://new.example/"),
    "/301-with": says(301, Location="/#two"),
    "/301-404": says(301, Location="/404"),
    "/301-302": says(301, Location="/302"),
    "/302": says(302, Location="/301"),
    "/loop": says(302, Location="/loop"),
    "/nowhere": says(301, Location="https://[::1"),
    "/to-http": says(302, Location="http://a.example/"),
    "/to-metadata": says(302, Location="https://169.254.169.254/latest/meta-data/"),
    "/to-loopback": says(301, Location="https://127.0.0.1/"),
    "/to-inside": says(302, Location="https://inside.example/"),
    "/500": SERVER_ERROR,
    "/500-200": then(SERVER_ERROR, says(200)),
    "/hangs-up-200": then(hangs_up, says(200)),
    "/hangs-up": hangs_up,
    "/waits": waits,
    "/503-wait": then(says(503, Retry_After="7"), says(200)),
    "/503-wait-503": says(503, Retry_After="7"),
    "/429-wait": then(says(429, Retry_After="7"), says(200)),
    "/429": says(429),
    "/429-long": says(429, Retry_After="100000"),
    "/429-date": then(says(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), says(200)),
    "/gzip": says(200, "not gzip", Content_Encoding="gzip"),
}


class Loopback(httpx2.BaseTransport):
    """Asks the site of the tests for whatever it is asked for, and counts who is asked at once."""

    def __init__(self, port: int) -> None:
        limits = httpx2.Limits(max_keepalive_connections=0)
        self.inner, self.port = httpx2.HTTPTransport(trust_env=False, limits=limits), port
        self.lock, self.active, self.most = threading.Lock(), Counter[str](), 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert (request.url.scheme, request.url.host) == ("https", PUBLIC)
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        with self.lock:
            self.active[request.headers["host"]] += 1
            self.most = max(self.most, self.active[request.headers["host"]])
        try:
            return self.inner.handle_request(request)
        finally:
            with self.lock:
                self.active[request.headers["host"]] -= 1

    def close(self) -> None:
        self.inner.close()


class Time:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.01,))
        thread.start()
        yield site
        site.over.set()
        site.shutdown()
        thread.join()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def loopback(site: Site) -> Loopback:
    return Loopback(site.server_port)


@pytest.fixture
def visitor(loopback: Loopback, time: Time, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """A visitor for whom all that is public lies on the loopback."""
    monkeypatch.setattr(pages, "SIZE", 50_000)
    known = {"inside.example": ["10.0.0.1"], "no.example": []}

    def resolve(host: str) -> list[str]:
        return known.get(host, [host] if host[-1].isdigit() else [PUBLIC])

    with client(REPOSITORY, Public(resolve, loopback)) as asking:
        yield Visitor(asking, Turns(1.0, lambda: time.now, time.wait))


def visited(visitor: Visitor, *addresses: str) -> list[tuple[Outcome, str]]:
    """Return what the report says of some addresses."""
    named = [one if "://" in one else f"https://a.example{one}" for one in addresses]
    places = {one: [Citation("data/x.yaml", 1, "here")] for one in named}
    done = visitor.visits({one.partition("#")[0]: None for one in named}, lambda *_: None)
    return [(one.outcome, one.says) for one in sources(places, done)]


CASES = {
    "/": (Outcome.ANSWERS, ""),
    "/#one": (Outcome.ANSWERS, ""),
    "/#two": (Outcome.ANSWERS, ""),
    "/#three": (Outcome.NO_ANCHOR, "#three is not there"),
    "https://github.com/#three": (Outcome.ANSWERS, ""),
    "/text#three": (Outcome.ANSWERS, ""),
    "/script#three": (Outcome.ANSWERS, ""),
    "/broken#three": (Outcome.ANSWERS, ""),
    "/strange#three": (Outcome.NO_ANCHOR, "#three is not there"),
    "/large#three": (Outcome.ANSWERS, ""),
    "/404#one": (Outcome.GONE, "404 Not Found"),
    "/410": (Outcome.GONE, "410 Gone"),
    "/403": (Outcome.BY_HAND, "403 Forbidden"),
    "/301": (Outcome.MOVED, "now at https://a.example/"),
    "/301#one": (Outcome.MOVED, "now at https://a.example/#one"),
    "/301-with#one": (Outcome.MOVED, "now at https://a.example/#two"),
    "/301#three": (Outcome.NO_ANCHOR, "#three is not there; now at https://a.example/#three"),
    "/301-404": (Outcome.GONE, "404 Not Found; now at https://a.example/404"),
    "/301-302": (Outcome.MOVED, "now at https://a.example/302"),
    "/302": (Outcome.ANSWERS, ""),
    "/302#three": (Outcome.NO_ANCHOR, "#three is not there"),
    "/308": (Outcome.MOVED, "now at https://new.example/"),
    "/loop": (Outcome.UNREACHED, "more than 5 redirects"),
    "/nowhere": (Outcome.UNREACHED, "redirects to what is no address"),
    "/500": (Outcome.UNREACHED, "500 Internal Server Error"),
    "/500-200": (Outcome.ANSWERS, ""),
    "/hangs-up-200": (Outcome.ANSWERS, ""),
    "/hangs-up": (Outcome.UNREACHED, "Server disconnected without sending a response."),
    "/gzip": (Outcome.UNREACHED, "Error -3 while decompressing data: incorrect header check"),
    "/503-wait": (Outcome.ANSWERS, ""),
    "/503-wait-503": (Outcome.BY_HAND, "503 Service Unavailable"),
    "/429-wait": (Outcome.ANSWERS, ""),
    "/429-date": (Outcome.ANSWERS, ""),
    "/429": (Outcome.BY_HAND, "429 Too Many Requests"),
    "/429-long": (Outcome.BY_HAND, "429 Too Many Requests"),
    "https://no.example/": (Outcome.UNREACHED, "no server has the name no.example"),
}


@pytest.mark.parametrize("address", CASES)
def test_what_a_server_does_is_told(visitor: Visitor, address: str) -> None:
    assert visited(visitor, address) == [CASES[address]]


def test_a_server_that_does_not_answer_is_waited_for_a_while(visitor: Visitor) -> None:
    visitor.client.timeout = httpx2.Timeout(0.2)
    assert visited(visitor, "/waits") == [(Outcome.UNREACHED, "timed out")]


PRIVATE = {
    "/to-http": "leads to http://a.example/, which is not https; not visited",
    "/to-metadata": "leads to https://169.254.169.254/latest/meta-data/, which is no public server;"
    " not visited",
    "/to-loopback": "leads to https://127.0.0.1/, which is no public server; not visited;"
    " now at https://127.0.0.1/",
    "/to-inside": "leads to https://inside.example/, which is no public server; not visited",
    "https://inside.example/": "leads to https://inside.example/, which is no public server;"
    " not visited",
    "https://[::1]/": "leads to https://[::1]/, which is no public server; not visited",
}


@pytest.mark.parametrize("address", PRIVATE)
def test_only_public_servers_are_asked(
    visitor: Visitor, site: Site, time: Time, address: str
) -> None:
    assert visited(visitor, address) == [(Outcome.UNREACHED, PRIVATE[address])]
    assert sum(time.waits) <= 1.0
    assert site.asked == ([("a.example", address)] if address.startswith("/") else [])


ADDRESSES = {
    "93.184.216.34": True,
    "2606:4700::1111": True,
    **dict.fromkeys(("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"), False),
    **dict.fromkeys(("169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255"), False),
    **dict.fromkeys(("::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "ff02::1"), False),
    **dict.fromkeys(("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"), False),
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": False,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_public(address: str) -> None:
    assert is_public(ip_address(address)) == ADDRESSES[address]


def test_a_server_is_asked_at_the_address_that_was_checked() -> None:
    """Its name still goes into the header and the certificate; the next address is tried, too."""
    tried = []

    def connect(request: httpx2.Request) -> httpx2.Response:
        tried.append(
            (str(request.url), request.headers["host"], request.extensions["sni_hostname"])
        )
        if len(tried) == 1:
            raise httpx2.ConnectError("no way there")
        return httpx2.Response(200)

    found = ["2606:4700::1111", PUBLIC]
    asking = client("", Public(lambda host: found, httpx2.MockTransport(connect)))
    assert asking.get("https://b\u00fccher.example:8443/a?b").status_code == 200
    names = ("xn--bcher-kva.example:8443", "xn--bcher-kva.example")
    assert tried == [
        ("https://[2606:4700::1111]:8443/a?b", *names),
        (f"https://{PUBLIC}:8443/a?b", *names),
    ]


def test_one_private_address_among_others_is_enough_to_refuse() -> None:
    asking = client("", Public(lambda host: [PUBLIC, "127.0.0.1"], httpx2.MockTransport(refuse)))
    with pytest.raises(httpx2.TransportError, match="no public server"):
        asking.get("https://a.example/")


def refuse(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError("was asked")


def test_a_page_is_asked_for_once_by_a_client_that_says_who_it_is(
    visitor: Visitor, site: Site
) -> None:
    assert visited(visitor, "/#one", "/#two", "/", "/#three")[3][0] is Outcome.NO_ANCHOR
    assert site.asked == [("a.example", "/")]
    assert site.agents == {f"source-check (+{REPOSITORY})"}


def test_between_two_requests_to_a_host_there_is_a_pause(visitor: Visitor, time: Time) -> None:
    visited(visitor, "/page/0", "/301", "/page/1")
    assert time.waits == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("address", "wait"),
    {"/503-wait": 7.0, "/429-wait": 7.0, "/429-date": 1.0, "/500-200": 10.0}.items(),
)
def test_a_server_is_asked_again_when_it_wants(
    visitor: Visitor, time: Time, address: str, wait: float
) -> None:
    visited(visitor, address)
    assert time.waits == [wait]


def test_redirects_are_followed_so_far(visitor: Visitor, site: Site) -> None:
    visited(visitor, "/loop")
    assert len(site.asked) == 1 + visits.HOPS


@pytest.mark.parametrize(
    ("first", "waits", "says"),
    [
        ("/429", [], "not asked: a.example wants fewer requests"),
        ("/429-long", [], "not asked: a.example wants fewer requests"),
        ("/503-wait-503", [7.0, 1.0], ""),
        ("https://no.example/", [10.0], "no server has the name no.example"),
    ],
)
def test_a_host_that_refuses_is_left_alone(
    visitor: Visitor, time: Time, first: str, waits: list[float], says: str
) -> None:
    second = "https://no.example/page/1" if "://" in first else "/page/1"
    assert visited(visitor, first, second)[1][1] == says
    assert time.waits == waits


def test_hosts_are_asked_side_by_side_and_each_by_one_request_at_a_time(
    visitor: Visitor, site: Site, loopback: Loopback
) -> None:
    """Also where others redirect to it."""
    hosts = {"a": "page", "b": "other", "c": "other", "d": "other"}
    pages = [f"https://{host}.example/{way}/{n}" for host, way in hosts.items() for n in range(12)]
    assert {outcome for outcome, _ in visited(visitor, *pages)} == {Outcome.ANSWERS}
    assert len(site.asked) == 4 * 12 + 3 * 12
    assert loopback.most == 1


def test_time_that_runs_out_leaves_a_report(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "ALTOGETHER", 0.1)
    monkeypatch.setattr(visits, "HOSTS", 1)
    late = (Outcome.BY_HAND, "time ran out before the visit")
    assert visited(visitor, "/waits", "/page/1") == [late, late]


def test_a_mistake_of_ours_is_not_swallowed(visitor: Visitor) -> None:
    def told(page: str, visit: Visit) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        visitor.visits(["https://a.example/"], told)


FRAGMENTS = {
    "one": False,
    "TOP": False,
    "": False,
    ":~:text=anything": False,
    "one:~:text=anything": False,
    "three:~:text=anything": True,
    "caf%C3%A9": False,
    "a%20b": False,
    "readme": False,
    "in-a-template": False,
    "in-a-comment": True,
    "in-a-script": True,
    "input-name": True,
    "ONE": True,
}
ANCHORS = """<!doctype html><a href="#one">¶</a><H2 ID=one>1</H2><p id="café"><a name='a b'></a>
<h3 id="user-content-readme"></h3><template><i id="in-a-template"></i></template>
<!-- <i id="in-a-comment"> --><script>"<i id='in-a-script'>"</script><input name="input-name">"""


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_what_a_fragment_leads_to(fragment: str) -> None:
    assert anchors(ANCHORS).lack(fragment) == FRAGMENTS[fragment]


def test_every_address_of_the_data_is_found_with_its_places(tmp_path: Path) -> None:
    link = "says: Left does, see [here](https://left.example/#linked) and `[no](https://code.example/)`."
    write(tmp_path)
    questions = tmp_path / "data/questions.yaml"
    text = QUESTIONS.replace("says: Left does, see `hello`.", link)
    questions.write_text(text.replace("Who greets?", "https://[::1 what is that?"), "utf-8")
    found = cited(tmp_path)
    assert list(found) == [
        "https://left.example/",
        "https://right.example/",
        "https://left.example/#routes",
        "https://right.example/#routes",
        "https://left.example/#hello",
        "https://right.example/#hello",
        "https://paper.example/left-or-right",
        "https://left.example/#linked",
    ]
    assert found["https://right.example/#routes"] == [
        Citation(
            "data/comparison.yaml",
            36,
            "sections.requests.criteria.routing.answers.right.sources[0]",
        ),
        Citation("data/claims.yaml", 29, "claims.everybody-greets.sources[0]"),
    ]


REPORT = """\
## Sources

### Gone

- [ ] https://a.example/404 (404 Not Found)
  - {0}1 here

### No such section on the page

- [ ] https://a.example/#three (#three is not there)
  - {0}1 here

### Not answered: look by hand

- https://a.example/403 (403 Forbidden)
  - {0}1 here

1 of 4 sources answer as they are cited.
"""


@pytest.mark.parametrize(
    ("repository", "place"),
    [("", "data/x.yaml:"), (REPOSITORY, f"{REPOSITORY}/edit/main/data/x.yaml#L")],
)
def test_the_report_names_what_to_check_and_where(
    visitor: Visitor, repository: str, place: str
) -> None:
    places = {
        f"https://a.example/{one}": [Citation("data/x.yaml", 1, "here")]
        for one in ("403", "#three", "404", "#one")
    }
    done = visitor.visits({one.partition("#")[0]: None for one in places}, lambda *_: None)
    assert report(list(sources(places, done)), repository) == REPORT.format(place)


@pytest.fixture
def run(
    visitor: Visitor,
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[], tuple[int, str, str]]:
    """Run the command on the small project; returns its exit code and what it prints."""
    transport = visitor.client._transport
    monkeypatch.setattr(sources_command, "ROOT", example)
    monkeypatch.setattr(sources_command, "Public", lambda: transport)
    monkeypatch.setattr(visits, "AGAIN_AFTER", 0.0)
    monkeypatch.setattr("sys.argv", ["sources", "--pause", "0"])
    monkeypatch.setenv("REPOSITORY", REPOSITORY)
    return lambda: (sources_command.main(), *capsys.readouterr())


def test_the_command_reports_whatever_it_finds(run: Callable[[], tuple[int, str, str]]) -> None:
    code, out, err = run()
    assert code == 0
    assert "- [ ] https://left.example/#routes (#routes is not there)" in out
    assert "2 of 7 sources answer as they are cited." in out
    assert "https://left.example/: Answers\n" in err


def test_the_command_says_so_when_there_is_no_network(
    run: Callable[[], tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Public(lambda host: [])
    monkeypatch.setattr(sources_command, "Public", lambda: lost)
    code, out, err = run()
    assert (code, out) == (1, "")
    assert err.endswith("No source could be reached: is there a network?\n")


def test_the_command_names_the_line_that_cannot_be_read(
    run: Callable[[], tuple[int, str, str]], example: Path
) -> None:
    (example / "data/claims.yaml").write_text("claims: [", "utf-8")
    code, out, err = run()
    assert (code, out) == (1, "")
    assert err.startswith("data/claims.yaml:2:1: not YAML")
