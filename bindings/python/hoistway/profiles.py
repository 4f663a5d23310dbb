# SPDX-License-Identifier: Apache-2.0
"""The dialects of platforms and links: what each calls a field, a value, a fault."""

from __future__ import annotations

import os

from . import _core


def source_of(profile) -> tuple[str | None, str]:
    """The id of a built-in profile and no text, or the path of a file and what is in it."""
    if profile is None or profile in _core.profiles():
        return profile, ""
    with open(profile, encoding="utf-8") as file:
        return os.fspath(profile), file.read()


def profiles() -> list[str]:
    """The ids of the built-in dialects, as `decode(..., profile=...)` takes them."""
    return _core.profiles()


def profile_page(profile: str | os.PathLike, *, lang: str = "zh") -> str:
    """A dialect as a page in Markdown: its messages with fields, units and values, its codes.

    `profile` is an id of `profiles()` or the path of a file. ValueError, with what is wrong in it,
    for a file that is no profile; OSError for one that cannot be had.
    """
    return _core.profile_page(*source_of(profile), lang)
