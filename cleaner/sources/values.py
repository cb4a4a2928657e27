"""Values of records as text: what stands beside a document is kept as text or as JSON."""

from __future__ import annotations

import base64
import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def as_text(value: Any) -> str:
    """A value as text: text as it is, other simple values as they are written, and lists and
    objects as JSON. Bytes that are no UTF-8 become a data URI (RFC 2397).

    Raises RecursionError where it is nested too deep.
    """
    found = plain(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def plain(value: Any) -> Any:
    """A value as JSON can hold it, with nothing lost but its type."""
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dict):
        return {key if isinstance(key, str) else as_text(key): plain(v) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return f"data:;base64,{base64.b64encode(value).decode()}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{Decimal(value // timedelta(microseconds=1)) / 10**6} s"
    return str(value)
