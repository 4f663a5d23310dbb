# SPDX-License-Identifier: Apache-2.0
"""Identity numbers of lifts: what kind is it, and is it valid?"""

import json

from . import _core


def identify(text: str) -> dict:
    """{"text", "kind", "valid", "fields", "error"} for one number, as `hoistway identify` says."""
    return json.loads(_core.identify(text))
