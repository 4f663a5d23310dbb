# SPDX-License-Identifier: Apache-2.0
"""Signals of any lift into alarms, upkeep and reports.

import hoistway
hoistway.__version__
"""

from ._core import version

__version__ = version()
__all__ = ["__version__", "version"]
