# SPDX-License-Identifier: Apache-2.0
"""Bytes of a link, documents of a platform, and observation logs, into tables and back."""

from __future__ import annotations

import json
import os

from . import _core
from .profiles import source_of
from .table import Table, as_table, to_batch


def _bytes_of(source) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "bytes"
    with open(source, "rb") as file:
        return file.read(), os.fspath(source)


def decode(
    source,
    *,
    link: str = "line_json",
    profile: str | os.PathLike | None = None,
    lift: str = "",
    received: int | None = None,
) -> Table:
    """What devices or a platform sent, as a table of n observations. `source` is bytes or a path.

    `profile`, an id of `profiles()` or the path of a file, says that the source is a platform's
    JSON, one document a line, whatever `link` is. `lift` names the lift that speaks before any
    login; `received` (ms since 1970 UTC) is the time of messages that carry none. Refused frames
    are in `.refusals`, counts in `.figures`, and what is no observation, such as the frames of an
    envelope or a lift's papers, in `.records`, a dict each. ValueError for a link or profile that
    is not known, OSError for a file that cannot be had.
    """
    if link not in _core.link_names:
        raise ValueError(f"link {link!r} is not known; there are {', '.join(_core.link_names)}")
    data, name = _bytes_of(source)
    log = _core.decode(data, name, link, *source_of(profile), lift, received)
    table = Table.of_batch(log.batch, log.keys, log.refusals, log.figures)
    table.records = [json.loads(line) for line in log.records.splitlines()]
    return table


def encode(
    table,
    *,
    link: str = "line_json",
    profile: str | os.PathLike | None = None,
    message: str = "",
) -> tuple[bytes, dict[str, int]]:
    """The bytes in which a link or a platform says these observations, and what it could not say.

    `link` is line_json, line_json_v1, controller_block, mnk_34_007 or neutral; `profile` as in
    `decode`, with the name of one of its messages, by default the first that carries observations.
    The second value counts, by field, how often it was not said or said otherwise. ValueError for a
    link or message that cannot be written.
    """
    checked = as_table(table)
    keys = checked.keys_of_lifts
    return _core.encode(to_batch(checked), keys, link, *source_of(profile), message)


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
