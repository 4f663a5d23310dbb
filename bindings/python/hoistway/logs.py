# SPDX-License-Identifier: Apache-2.0
"""Bytes of a device link, and observation logs, into tables and back."""

from __future__ import annotations

import os

from . import _core
from .table import Table


def _bytes_of(source) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "bytes"
    with open(source, "rb") as file:
        return file.read(), os.fspath(source)


def decode(
    source, *, link: str = "line_json", lift: str = "", received: int | None = None
) -> Table:
    """What a device sent, as a table. `source` is bytes or the path of a file.

    `lift` names the lift that speaks before any login; `received` (ms since 1970 UTC) is the time
    of messages that carry none. Refused frames are in `.refusals`, counts in `.figures`.
    """
    if link != "line_json":
        raise ValueError(f"link {link!r} is not known; there is 'line_json'")
    data, _ = _bytes_of(source)
    log = _core.decode(data, lift, received)
    return Table(log.batch, log.keys, log.refusals, log.figures)


def read_log(source) -> Table:
    """An observation log, JSON lines or CSV, as a table. `source` is bytes or a path."""
    data, name = _bytes_of(source)
    log = _core.read_log(data, name)
    return Table(log.batch, log.keys, log.refusals, log.figures)


def write_log(table: Table) -> bytes:
    """The table as an observation log, one JSON line an observation."""
    batch = _core.Batch(dict(table))
    batch.set_faults(table.faults)
    return _core.write_log(batch, table.keys_of_lifts)
