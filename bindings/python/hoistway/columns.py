# SPDX-License-Identifier: Apache-2.0
"""Any column of a table as the array that the core wants, or a ValueError with its row.

Rows are counted from 0. Missing is None, NaN, NaT, pandas.NA or a masked value, and means unknown.
Each function takes the column's name and its n values and gives n values; whole columns are worked
on at once, and only columns of Python objects value by value.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from numbers import Real

import numpy as np

from . import _core

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MILLISECOND = timedelta(milliseconds=1)
ZONE = "has no zone, so that nobody can know what it means; write .dt.tz_localize('Asia/Shanghai')"


def refuse(row: int, name: str, value, rule: str):
    raise ValueError(f"row {row}: {name} {value!r} {rule}")


def is_missing(value) -> bool:
    """Is this one value None, NaN, NaT or pandas.NA? No pandas is needed to ask."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, np.datetime64):
        return bool(np.isnat(value))
    return isinstance(value, (float, np.floating)) and value != value


def plain(values) -> np.ndarray:
    """A NumPy array; missing is NaN in an array of numbers, and as it was in one of objects."""
    dtype = getattr(values, "dtype", None)
    if isinstance(values, np.ma.MaskedArray):
        return np.where(np.ma.getmaskarray(values), None, values.data.astype(object))
    if not isinstance(dtype, np.dtype) and getattr(dtype, "kind", "O") in "iuf":
        return values.to_numpy(np.float64, na_value=np.nan)
    array = np.asarray(values) if hasattr(values, "__array__") else _objects(values)
    if array.ndim != 1:
        raise ValueError(f"a column of {array.ndim} dimensions: is its name there twice?")
    return array


def _objects(values) -> np.ndarray:
    """A list as it is: NumPy itself would make texts of the numbers that stand beside a text."""
    values = list(values)
    array = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        array[row] = value
    return array


def categories(values) -> tuple[np.ndarray, list]:
    """(codes, categories): each value as the place of its like; -1 is missing."""
    inside = getattr(values, "cat", values)
    if hasattr(inside, "codes") and hasattr(inside, "categories"):
        return np.asarray(inside.codes, dtype=np.int64), list(inside.categories)
    places: dict = {}
    objects = plain(values).tolist()
    try:
        codes = np.fromiter((places.setdefault(v, len(places)) for v in objects), np.int64)
    except TypeError:
        row = next(row for row, v in enumerate(objects) if v.__hash__ is None)
        refuse(row, "value", objects[row], "is no text")
    gone = np.fromiter(map(is_missing, places), bool, len(places))
    codes[gone[codes]] = -1
    return codes, list(places)


def _row_of(codes, place) -> int:
    return int((codes == place).argmax())


def keys(name, values) -> tuple[np.ndarray, list[str]]:
    """(places, keys): texts of which none may be missing, each as its place in the list."""
    codes, found = categories(values)
    if (codes < 0).any():
        refuse(_row_of(codes, -1), name, None, "is missing")
    for place in np.unique(codes):
        if not isinstance(found[place], str) or not found[place]:
            row = _row_of(codes, place)
            refuse(row, name, found[place], "is no text; numbers lose their zeros")
    return codes.astype(np.uint32), [str(key) for key in found]


def texts(name, values) -> list:
    """Texts as a list, None where one is missing."""
    codes, found = categories(values)
    for place in np.unique(codes[codes >= 0]):
        if not isinstance(found[place], str):
            refuse(_row_of(codes, place), name, found[place], "is no text; read it with dtype=str")
    return [None if code < 0 else found[code] for code in codes]


def words(name, values) -> np.ndarray:
    """Words as their place in `_core.words[name]`; an array of uint8 holds such places already."""
    known = _core.words[name]
    if getattr(values, "dtype", None) == np.uint8:
        bad = np.asarray(values) >= len(known)
        if bad.any():
            refuse(int(bad.argmax()), name, int(np.asarray(values)[bad][0]), "is no such word")
        return np.asarray(values)
    codes, found = categories(values)
    places = np.zeros(len(found) + 1, dtype=np.uint8)  # the last is for missing: unknown
    for place in np.unique(codes[codes >= 0]):
        if found[place] not in known:
            refuse(_row_of(codes, place), name, found[place], f"is none of {', '.join(known)}")
        places[place] = known.index(found[place])
    return places[codes]


def numbers(name, values) -> np.ndarray:
    """Numbers as float64, NaN where one is missing; texts and booleans are none."""
    array = plain(values)
    if array.dtype.kind in "iuf":
        return array.astype(np.float64)
    out = np.full(len(array), np.nan)
    for row, value in enumerate(array.tolist()):
        if is_missing(value):
            continue
        if isinstance(value, bool) or not isinstance(value, Real):
            refuse(row, name, value, "is no number")
        try:
            out[row] = value
        except OverflowError:
            refuse(row, name, value, "is out of range")
    return out


def measured(name, values, kind) -> np.ndarray:
    """Measured values, NaN where one is missing; none is infinite or too large for `kind`."""
    given = numbers(name, values)
    bad = np.abs(given) > np.finfo(kind).max
    if bad.any():
        refuse(int(bad.argmax()), name, float(given[bad][0]), "is out of range")
    return given.astype(kind)


def whole(name, values, kind, unknown) -> np.ndarray:
    """Whole numbers; an array of `kind` itself may hold `unknown`, as the columns of a Table do."""
    if getattr(values, "dtype", None) == kind and not isinstance(values, np.ma.MaskedArray):
        return np.asarray(values)
    given = numbers(name, values)
    missing = np.isnan(given)
    limits = np.iinfo(kind)
    bad = ~missing & ((given != np.floor(given)) | (given < limits.min) | (given > limits.max))
    bad |= given == unknown
    if bad.any():
        refuse(int(bad.argmax()), name, float(given[bad][0]), "is no whole number in range")
    return np.where(missing, unknown, given).astype(kind)


def flags(name, values) -> np.ndarray:
    """True and false as 1 and 0, missing as -1; an array of int8 holds these already."""
    dtype = getattr(values, "dtype", None)
    if dtype == np.bool_ and not isinstance(values, np.ma.MaskedArray):
        return np.asarray(values).astype(np.int8)
    if dtype == np.int8 and not isinstance(values, np.ma.MaskedArray):
        array = np.asarray(values)
        bad = (array < -1) | (array > 1)
    else:
        codes, found = categories(values)
        allowed = [isinstance(v, (Real, np.bool_)) and v in (0, 1) for v in found]
        bad = ~np.append(np.array(allowed, dtype=bool), True)[codes]
        truths = [int(v) if ok else 0 for v, ok in zip(found, allowed)] + [-1]
        array = np.array(truths, dtype=np.int8)[codes]
    if bad.any():
        row = int(bad.argmax())
        refuse(row, name, plain(values).tolist()[row], "is neither true nor false")
    return array


def _moment(row: int, name: str, value) -> int | str:
    """One time as milliseconds since 1970, or as the text that it is."""
    if is_missing(value):
        refuse(row, name, None, "is missing")
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            refuse(row, name, str(value), "has no zone, so that nobody can know what it means")
        return (value - EPOCH) // MILLISECOND
    if isinstance(value, bool) or not isinstance(value, Real) or value != value // 1:
        refuse(row, name, value, "is neither RFC 3339 nor whole milliseconds since 1970")
    return int(value)


def _moments(name, values) -> list[int]:
    given = [_moment(row, name, value) for row, value in enumerate(values)]
    told = [row for row, value in enumerate(given) if isinstance(value, str)]
    if len(told) == len(given):
        return _core.parse_times(given)
    for row in told:
        try:
            given[row] = _core.parse_times([given[row]])[0]
        except ValueError as error:
            raise ValueError(f"row {row}: {str(error).partition(': ')[2]}") from None
    return given


def _check_range(name, milliseconds):
    for row, value in enumerate(milliseconds):
        if not _core.first_time <= value <= _core.last_time:
            refuse(row, name, value, "is no time in the years 1 to 9999")


def times(name, values) -> np.ndarray:
    """Times as milliseconds since 1970 UTC.

    Texts as RFC 3339 writes them with a zone, integers of milliseconds, datetimes with a zone, or
    NumPy's datetime64, which counts from 1970 UTC. A pandas column without a zone is refused.
    """
    clock = getattr(values, "dt", values)
    if hasattr(clock, "tz") and getattr(values.dtype, "kind", "O") == "M":
        if clock.tz is None and len(values) > 0:
            refuse(0, name, str(next(iter(values))), ZONE)
        values = np.asarray(values if clock.tz is None else clock.tz_convert(None))
    array = plain(values)
    if array.dtype.kind == "M":
        if np.isnat(array).any():
            refuse(int(np.isnat(array).argmax()), name, None, "is missing")
        array = array.astype("datetime64[ms]").astype(np.int64)
    elif array.dtype.kind not in "iu":
        array = _moments(name, array.tolist())
        _check_range(name, array)
    elif len(array) and not _core.first_time <= array.min() <= array.max() <= _core.last_time:
        _check_range(name, array.tolist())
    return np.asarray(array, dtype=np.int64)
