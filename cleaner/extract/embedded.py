"""Embedded: the JSON-LD of a page, which search engines read and readers do not see."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 5_000
"""Objects looked at on one page."""


def objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, the outer before the inner, script by script. What is no
    JSON is passed over."""
    left = MOST
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "") or not script.text:
            continue
        try:
            # Pages have raw line ends in their strings.
            queue: deque[Any] = deque([json.loads(script.text, strict=False)])
        except (ValueError, RecursionError):
            continue
        while queue and left:
            item = queue.popleft()
            left -= 1
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                yield item
                queue.extend(part for part in item.values() if isinstance(part, list | dict))


def types(item: dict[str, Any]) -> tuple[str, ...]:
    """The schema.org types of an object, without their address."""
    named = item.get("@type")
    listed = named if isinstance(named, list) else [named]
    return tuple(each.rsplit("/", 1)[-1] for each in listed if isinstance(each, str))
