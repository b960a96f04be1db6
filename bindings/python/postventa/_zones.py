# SPDX-License-Identifier: MIT
"""Where the contents of a time zone come from: for Zone(), which calls contents()."""
import os
import re
import zoneinfo
from datetime import timedelta, timezone, tzinfo
from importlib import resources

# Of such parts all names of zones are made: no path leads out of the folders of zones.
_KEY = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


def contents(source: str | tzinfo) -> bytes | timedelta:
    """The TZif data of a zone, or its distance from UTC where that is always the same."""
    if isinstance(source, str):
        return _tzif(source)
    if isinstance(source, timezone):
        return source.utcoffset(None)
    if not isinstance(source, zoneinfo.ZoneInfo):
        raise TypeError(
            "a name such as 'America/Bogota', a zoneinfo.ZoneInfo or a datetime.timezone is wanted, "
            f"not {source!r}")
    if source.key is None:
        raise ValueError(f"{source!r} has no key; Zone.from_tzif() takes the bytes of its file")
    return _tzif(source.key)


def _tzif(key: str) -> bytes:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no name of a time zone")
    for folder in zoneinfo.TZPATH:
        path = os.path.join(folder, *key.split("/"))
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read()
    try:
        packed = resources.files("tzdata.zoneinfo").joinpath(*key.split("/"))
    except ModuleNotFoundError:
        raise zoneinfo.ZoneInfoNotFoundError(
            f"no time zone {key!r} in the folders of zoneinfo.TZPATH; the package tzdata, which may "
            "have it, is not installed") from None
    if packed.is_file():
        return packed.read_bytes()
    raise zoneinfo.ZoneInfoNotFoundError(
        f"no time zone {key!r}, neither in the folders of zoneinfo.TZPATH nor in the package tzdata")
