"""A request, in; the answer of a public server, or the refusal to ask another one, out.

A source is an address that somebody wrote, and so is where a server redirects to: neither may lead
into the network of the machine that looks. The server is asked at the very address that was
checked, so that a second answer of the name server cannot lead elsewhere.
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx2

UNICAST = IPv6Network("2000::/3")
"""The only part of IPv6 that is routed in public; what leads into IPv4 lies in it and beside it."""


class NotPublic(httpx2.TransportError):
    """An address that is not visited."""


def resolved(host: str) -> list[str]:
    """Return the IP addresses of a host; raises OSError or UnicodeError where it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an IP address belongs to a server on the internet."""
    if isinstance(address, IPv6Address):
        inside = address.sixtofour or address.teredo
        return address in UNICAST and address.is_global and not inside
    return address.is_global and not address.is_multicast


class Public(httpx2.BaseTransport):
    """Asks public servers, and only by https."""

    def __init__(
        self,
        resolve: Callable[[str], Iterable[str]] = resolved,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        """Ask through transport; resolve: gives the IP addresses of a host."""
        # A server is asked once in a while, and a connection is one host's: none is kept.
        limits = httpx2.Limits(max_keepalive_connections=0)
        self.transport = transport or httpx2.HTTPTransport(limits=limits, trust_env=False)
        self.resolve = resolve

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer of the first address that takes the connection."""
        if request.url.scheme != "https":
            raise NotPublic(f"leads to {request.url}, which is not https; not visited")
        *others, last = self._addresses(request.url)
        for address in others:
            try:
                return self.transport.handle_request(_at(address, request))
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue
        return self.transport.handle_request(_at(last, request))

    def _addresses(self, url: httpx2.URL) -> list[str]:
        host = url.raw_host.decode("ascii")
        try:
            found = list(self.resolve(host))
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise httpx2.ConnectError(f"no server has the name {host}")
        if not all(is_public(ip_address(one)) for one in found):
            raise NotPublic(f"leads to {url}, which is no public server; not visited")
        return found

    def close(self) -> None:
        """Close what the transport holds open."""
        self.transport.close()


def _at(address: str, request: httpx2.Request) -> httpx2.Request:
    """Return the request to an IP address, with the name that the certificate must have."""
    return httpx2.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")},
    )
