# SPDX-License-Identifier: Apache-2.0
"""The lifts there are, from registry.json, and the identity numbers they go by."""

from __future__ import annotations

import json
import os

from . import _core


class Registry:
    """The lifts of a registry. A lift that cannot be used is refused; the rest is there.

    `source` is a path, the bytes or text of registry.json, or the same as Python objects: the whole
    or its list of lifts. OSError for a file that cannot be had.
    """

    def __init__(self, source):
        if isinstance(source, (bytes, bytearray)):
            text, name = bytes(source), "registry"
        elif isinstance(source, (dict, list)):
            whole = source if isinstance(source, dict) else {"lifts": source}
            text, name = json.dumps(whole, ensure_ascii=False).encode(), "registry"
        elif isinstance(source, str) and source.lstrip().startswith("{"):
            text, name = source.encode(), "registry"
        else:
            with open(source, "rb") as file:
                text, name = file.read(), os.fspath(source)
        self._core = _core.Registry(text, name)

    def __len__(self) -> int:
        return len(self._core)

    @property
    def keys(self) -> list[str]:
        """The key of each lift, in the order of the registry."""
        return self._core.keys()

    @property
    def refusals(self) -> list[str]:
        """What was refused, each with its place, cause and cure."""
        return self._core.refusals

    def to_json(self) -> bytes:
        """registry.json again: the same bytes for the same lifts."""
        return self._core.to_json()

    def frame(self):
        """A pandas DataFrame of the lifts: one row each, a column for each field that any has."""
        import pandas

        return pandas.DataFrame(json.loads(self.to_json())["lifts"])


def as_registry(source) -> Registry:
    """A Registry as it is, or anything that one can be made of."""
    return source if isinstance(source, Registry) else Registry(source)


def identify(text: str) -> dict:
    """{"text", "kind", "valid", "fields", "error"} for one number, as `hoistway identify` says."""
    return json.loads(_core.identify(text))
