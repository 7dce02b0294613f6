"""Uploaded workbooks: read once and deleted; what was read is kept, in folders named here."""

import datetime
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cellworth.web.problems import RefusedError
from cellworth.web.settings import Limits

__all__ = ["Books", "Draft"]

SIDE_FILE = "side.json"
ABOUT = ("version", "saved_on", "batteries", "compared")
PART = ".part-"
LENGTH = 12
RETRY_SECONDS = 1


@dataclass(frozen=True)
class Draft:
    """An upload that nobody has looked into yet.

    Attributes
    ----------
    id : from its bytes. path : of the file. folder : for what is made of it.
    """

    id: str
    path: Path
    folder: Path


class Books:
    """What was read of workbooks.

    Parameters
    ----------
    folder : of the server.
    limits : Limits
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder.resolve() / "workbooks"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._limits = limits
        self._arriving = 0
        self._kept: dict[str, dict[str, Any]] = {}
        found = []
        for path in self._folder.iterdir():
            if path.name.startswith(PART):
                shutil.rmtree(path, ignore_errors=True)
            elif (path / SIDE_FILE).is_file():
                found.append(json.loads((path / SIDE_FILE).read_text(encoding="utf-8")))
        self._kept = {side["id"]: _about(side) for side in sorted(found, key=lambda side: side["made_on"])}

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Every workbook that was read, the newest first."""
        return list(reversed(self._kept.values()))

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Folder for one upload, gone afterwards.

        Raises
        ------
        RefusedError
            If too many arrive at once, or as many are kept as may be.
        """
        if self._arriving >= self._limits.queue:
            raise RefusedError(
                429,
                f"{self._arriving} workbooks arrive already.",
                headers={"Retry-After": str(RETRY_SECONDS)},
            )
        if len(self._kept) >= self._limits.uploads:
            raise RefusedError(409, f"{len(self._kept)} workbooks are kept; delete one first.")
        part = self._folder / f"{PART}{secrets.token_hex(8)}"
        self._arriving += 1
        try:
            (part / "made").mkdir(parents=True)
            yield part
        finally:
            self._arriving -= 1
            shutil.rmtree(part, ignore_errors=True)

    async def arrived(self, part: Path, content: AsyncIterator[bytes]) -> Draft:
        """Write an upload to its file as it arrives; never whole in memory."""
        digest = hashlib.sha256()
        held = part / "arriving"
        with held.open("wb") as file:
            async for chunk in content:
                digest.update(chunk)
                file.write(chunk)
        name = f"b-{digest.hexdigest()[:LENGTH]}"
        path = held.rename(part / f"{name}.xlsm")
        return Draft(name, path, part / "made")

    def keep(self, draft: Draft, side: dict[str, Any]) -> dict[str, Any]:
        """Keep what was read, not the workbook; the same one again replaces it."""
        made_on = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        content = {"id": draft.id, "made_on": made_on, **side}
        (draft.folder / SIDE_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(self._folder / draft.id, ignore_errors=True)
        os.replace(draft.folder, self._folder / draft.id)
        self._kept.pop(draft.id, None)
        self._kept[draft.id] = _about(content)
        return content

    def folder(self, name: str) -> Path:
        """Folder of a workbook that was read.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if name not in self._kept:
            raise RefusedError(404, f"There is no workbook '{name[:80]}'.")
        return self._folder / name

    def side(self, name: str) -> bytes:
        """What was read, as JSON."""
        return (self.folder(name) / SIDE_FILE).read_bytes()

    def drop(self, name: str) -> None:
        """Delete what was read."""
        folder = self.folder(name)
        del self._kept[name]
        shutil.rmtree(folder, ignore_errors=True)


def _about(side: dict[str, Any]) -> dict[str, Any]:
    return {name: side[name] for name in ("id", "made_on", *ABOUT)}
