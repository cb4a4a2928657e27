"""Which site a document is from: by its address, or by a part of its file's path."""

from __future__ import annotations

from urllib.parse import urlsplit

from cleaner.errors import SettingsError

BY_URL = "url"


def host_of(url: str) -> str:
    """The host of a URL in lower case, "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def same_site(host: str, site: str) -> bool:
    """Whether a host is meant by a site of a rule: `example.com` (with or without `www.`) or
    `*.example.com`, which means the hosts below it as well."""
    site = site.lower()
    if site.startswith("*."):
        return host == site[2:] or host.endswith(site[1:])
    return host.removeprefix("www.") == site.removeprefix("www.")


def site_of(url: str, path: str, site_from: str) -> str:
    """The site of a document in lower case, "" if it is not known.

    `site_from` is `url`, or the number of a part of the path: 1 is the first, -1 the file's name,
    -2 its folder. A document whose path has no such part is known by its URL.
    """
    if site_from != BY_URL:
        place, parts = int(site_from), path.strip("/").split("/")
        index = place - 1 if place > 0 else place
        if -len(parts) <= index < len(parts):
            return parts[index].lower()
    return host_of(url)


def check_site_from(site_from: str) -> None:
    """Raises SettingsError for a choice that is neither `url` nor the number of a part."""
    number = site_from.removeprefix("-")
    if site_from == BY_URL or (number.isascii() and number.isdigit() and int(number) > 0):
        return
    raise SettingsError(
        f"site_from must be `url`, or the number of a part of the path, not {site_from!r}: in "
        "data/example.com/page1.html, 2 and -2 both mean example.com."
    )
