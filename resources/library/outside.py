"""Asking an address of the wide web whether it answers. No name, redirect or form of number leads into our own network:
each host is resolved once, its addresses are checked, and the connection goes to the address that was checked."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

PORTS = {80, 443, 8080, 8443}
WAIT, LONGEST = 5.0, 15.0  # seconds for one step, and for one request in all
HOPS = 5
MOVED = {301, 302, 303, 307, 308}
NAT64 = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48")]
Pause = Callable[[str], None]


class Refused(Exception):
    """An address that nobody outside may make us ask."""


class Silent(Exception):
    """Nobody answered, or not in words of HTTP."""


def is_outside(text: str) -> bool:
    """Of an IP address: one of the wide web, in no form that hides another within."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        hides = address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local
        if hides or int(address) >> 32 == 0 or any(address in net for net in NAT64):
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_private or address.is_loopback
        or address.is_link_local or address.is_unspecified
    )  # fmt: skip


def checked(host: str, port: int) -> str:
    """The IP address to connect to. Raises Refused if any address of the host is not outside."""
    if f"{host}:{port}" in settings.OUTSIDE_TOO:
        return host
    if port not in PORTS:
        raise Refused("port")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Silent("no such host") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not addresses or not all(is_outside(one) for one in addresses):
        raise Refused("not outside")
    return addresses[0]


class Connection(http.client.HTTPConnection):
    def __init__(self, host: str, port: int, secure: bool) -> None:
        super().__init__(host, port, timeout=WAIT)
        self.secure = secure
        self.to = checked(host, port)

    def connect(self) -> None:
        self.sock = socket.create_connection((self.to, self.port), WAIT)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """A server that sends a letter now and then would hold us for ever."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def parted(url: str) -> tuple[bool, str, int, str]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().rstrip(".")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError) as error:
        raise Refused("no address") from error
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise Refused("no address")
    path = quote(parts.path or "/", safe="/%:=&;+$,!*'()@~") + (
        f"?{quote(parts.query, safe='/%:=&;+$,!*()@~?')}" * bool(parts.query)
    )
    return parts.scheme == "https", host, port, path


def once(method: str, url: str) -> tuple[int, str]:
    """Status and `Location` of one request; of a body at most a kilobyte is read. Raises Refused or Silent."""
    secure, host, port, path = parted(url)
    connection = Connection(host, port, secure)
    timer = threading.Timer(LONGEST, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        connection.request(method, path, headers={"User-Agent": agent(), "Accept": "*/*", "Range": "bytes=0-1023"})
        answer = connection.getresponse()
        if method == "GET":
            answer.read(1024)
        return answer.status, answer.getheader("Location") or ""
    except ssl.SSLError as error:
        raise Silent("certificate") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Silent("timeout" if isinstance(error, TimeoutError) else "no answer") from error
    finally:
        timer.cancel()
        connection.close()


def status_of(url: str, pause: Pause) -> int:
    """The status at the end of at most five redirects. `pause` is called with each host before it is asked."""
    method = "HEAD"
    for _hop in range(HOPS + 1):
        pause(parted(url)[1])
        status, location = once(method, url)
        if method == "HEAD" and status >= 400:  # many servers know no HEAD
            pause(parted(url)[1])
            status, location = once("GET", url)
        if status not in MOVED or not location:
            return status
        url = urljoin(url, location)
    raise Silent("too many redirects")


def agent() -> str:
    return f"WorkforceCommons-LinkCheck/1.0 (+{settings.SITE_URL}/)"
