"""TOML and JSON files: read, decoded and parsed; whatever is wrong is told in a sentence."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cellworth.core.errors import InputError, Problem

__all__ = ["decoded", "file_content", "file_text", "parsed_toml", "read_json"]

INTEGER_BITS = 63


def file_content(path: str | Path, what: str, instead: str = "") -> bytes:
    """Bytes of a file.

    Parameters
    ----------
    path : of the file.
    what : it is, as "a study".
    instead : what to do where there is none.

    Raises
    ------
    InputError
        If there is no such file, it is a folder, or it cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(Problem(str(path), "no such file", f"{what} must be readable", instead)) from None
    except IsADirectoryError:
        raise InputError(Problem(str(path), "this is a folder", f"{what} is a file", instead)) from None
    except OSError as error:
        why = f"{what} must be readable"
        raise InputError(Problem(str(path), (error.strerror or str(error)).lower(), why)) from None


def decoded(content: bytes, place: str, what: str) -> str:
    """Text of a file, without a byte order mark.

    Parameters
    ----------
    content : of the file. place : of it, for messages. what : it is.

    Raises
    ------
    InputError
        If it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where, why = f"{place}, byte {error.start}", f"{what} is UTF-8 text"
        raise InputError(Problem(where, "a byte that is not UTF-8", why, "Save it so.")) from None


def file_text(path: str | Path, what: str, instead: str = "") -> str:
    """Text of a file; arguments and errors as of `file_content` and `decoded`."""
    return decoded(file_content(path, what, instead), str(path), what)


def parsed_toml(content: bytes, place: str, what: str) -> tuple[dict[str, Any], str]:
    """Entries of a TOML file, and its text.

    Parameters
    ----------
    content : of the file.
    place : of it, for messages.
    what : it is, as "a study".

    Raises
    ------
    InputError
        If it is not TOML in UTF-8, is nested too deeply, or holds an integer beyond what TOML carries.
    """
    text = decoded(content, place, what)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        instead = "Correct that line; text stands in quotes."
        raise InputError(Problem(place, str(error), "the file is not TOML", instead)) from None
    except (ValueError, RecursionError) as error:
        raise InputError(Problem(place, str(error), f"the file cannot be read as {what}")) from None
    _refuse_wide_integers(place, raw)
    return raw, text


def read_json(path: str | Path, what: str, instead: str = "") -> Any:
    """Content of a JSON file.

    Parameters
    ----------
    path : of the file. what : it is. instead : what to do where it is none.

    Raises
    ------
    InputError
        If it cannot be read, or is not JSON.
    """
    content = file_content(path, what, instead)
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        why = f"{what} is JSON ({str(error)[:1].lower()}{str(error)[1:]})"
        raise InputError(Problem(str(path), "it cannot be read as JSON", why, instead)) from None


def _refuse_wide_integers(place: str, raw: Mapping[str, Any]) -> None:
    """Refuse integers beyond what TOML promises to carry; they cannot even be printed."""
    waiting: list[Any] = [raw]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, int) and value.bit_length() > INTEGER_BITS:
            found = f"an integer of {value.bit_length():,} bits"
            raise InputError(Problem(place, found, f"at most {INTEGER_BITS} are taken"))
