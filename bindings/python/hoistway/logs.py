# SPDX-License-Identifier: Apache-2.0
"""Bytes of a device link, and observation logs, into tables and back."""

from __future__ import annotations

import os

from . import _core
from .table import Table, as_table, to_batch


def _bytes_of(source) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "bytes"
    with open(source, "rb") as file:
        return file.read(), os.fspath(source)


def decode(
    source, *, link: str = "line_json", lift: str = "", received: int | None = None
) -> Table:
    """What devices sent, as a table of n observations. `source` is bytes or the path of a file.

    `lift` names the lift that speaks before any login; `received` (ms since 1970 UTC) is the time
    of messages that carry none. Refused frames are in `.refusals`, counts in `.figures`. ValueError
    for a link that is not known, OSError for a file that cannot be had.
    """
    if link != "line_json":
        raise ValueError(f"link {link!r} is not known; there is 'line_json'")
    data, name = _bytes_of(source)
    log = _core.decode(data, name, lift, received)
    return Table.of_batch(log.batch, log.keys, log.refusals, log.figures)


def read_log(source) -> Table:
    """An observation log, JSON lines or CSV, as a table. `source` is bytes or a path.

    Lines that cannot be read are in `.refusals` with place, cause and cure (the first hundred), all
    of them counted in `.figures`; the rest is read. OSError for a file that cannot be had.
    """
    data, name = _bytes_of(source)
    log = _core.read_log(data, name)
    return Table.of_batch(log.batch, log.keys, log.refusals, log.figures)


def write_log(table) -> bytes:
    """Any table as an observation log, one JSON line an observation: what `decode` writes."""
    checked = as_table(table)
    return _core.write_log(to_batch(checked), checked.keys_of_lifts)
