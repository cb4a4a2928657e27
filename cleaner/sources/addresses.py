"""Addresses such as `s3://bucket/pages/*.html`: which words are some, and what they are called.

What is recorded of an address holds no secrets: no user and password, and of addresses of the web
nothing behind the question mark, where the tokens of signed links stand.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from urllib.request import url2pathname

from cleaner.errors import UsageError
from cleaner.sources.names import shown_bytes

WEB = ("http", "https")
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_AZURE = ("abfs", "abfss", "az", "wasb", "wasbs")
"""Here a container, not a user, stands before the `@`."""
_USER = re.compile(r"(://)[^/@]*@")
_PASSWORD = re.compile(r"(://[^/:@]*):[^/@]*@")

_OPTIONS = re.compile(r"\?[\w.-]+=.*", re.DOTALL)


def scheme_of(path: str) -> str:
    """What stands before `://`, in small letters; "" for a path of this machine."""
    found = _ADDRESS.match(path)
    return found[1].lower() if found else ""


def is_remote(path: str) -> bool:
    """Whether a word names something by an address and not by a path of this machine."""
    return scheme_of(path) not in ("", "file", "local")


def local_path(path: str) -> str:
    """The path that `file://` names; any other word as it is. Raises UsageError for an address of
    another machine."""
    if scheme_of(path) not in ("file", "local"):
        return path
    host, slash, rest = path.partition("://")[2].partition("/")
    if host not in ("", "localhost"):
        raise UsageError(f"{path!r} names a file of another machine: write file:///PATH.")
    return url2pathname(slash + rest)


def lowered(address: str) -> str:
    """The address with its scheme in small letters, as drivers know it."""
    return scheme_of(address) + address[len(scheme_of(address)) :]


def parted(address: str) -> tuple[str, str]:
    """The address of a storage, and the options that drivers may be given behind it."""
    found = _OPTIONS.search(address)
    return (address[: found.start()], found[0]) if found else (address, "")


def recorded(address: str) -> str:
    """What the corpus calls an address."""
    scheme, address = scheme_of(address), lowered(address)
    if scheme in _AZURE:
        address = _PASSWORD.sub(r"\1@", address, count=1)
    else:
        address = _USER.sub(r"\1", address, count=1)
    if scheme in WEB:
        parts = urlsplit(address)
        address = f"{scheme}://{parts.netloc}{parts.path or '/'}"
    else:
        # Elsewhere these are letters of a name, unless a driver is told something by them.
        address, _ = parted(address)
    return shown_bytes(address.encode("utf-8", "surrogateescape"))


def unsecret(message: str, address: str) -> str:
    """The first line of what a driver says of an address, "" if there is a part of it there that
    is not recorded."""
    line = message.strip().partition("\n")[0].rstrip(".")
    parts = urlsplit(address)
    user = parts.netloc.rpartition("@")[0] if scheme_of(address) not in _AZURE else ""
    secrets = [*user.split(":"), parts.password or "", parts.query]
    return "" if any(secret and secret in line for secret in secrets) else line[:300]
