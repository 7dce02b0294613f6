"""Uploaded cases and runs as folders; names of folders are made here and never taken from a request."""

import datetime
import hashlib
import json
import os
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from cellworth.core.version import version
from cellworth.io.case_files import DECISION, shipped_names
from cellworth.io.data_hashes import data_hashes
from cellworth.io.result_json import RESULT_FILE
from cellworth.io.table_writing import whole_file
from cellworth.web.problems import RefusedError
from cellworth.web.settings import Limits

__all__ = ["CaseRecord", "RunRecord", "Store"]

SHIPPED, UPLOADED = "shipped", "uploaded"
ASKED_FILE = "asked.json"
CASE_FILE = "case.json"
PART = ".part-"
TIMELINES = "timelines"
LENGTH = 12
COUNTING = ("scenarios", "seed", "audit", "timeline")
"""What of a question makes a run another one, beside its case."""


@dataclass(frozen=True)
class CaseRecord:
    """A case that can be asked about.

    Attributes
    ----------
    id : made here.
    origin : ``shipped`` or ``uploaded``.
    place : name of a shipped case, or path of the file.
    digest : SHA-256 of its text.
    about : title, day and kind.
    """

    id: str
    origin: str
    place: str
    digest: str
    about: dict[str, Any]

    @property
    def listed(self) -> dict[str, Any]:
        """As it stands in the list."""
        return {"id": self.id, **self.about, "origin": self.origin}

    @property
    def own_text(self) -> str | None:
        """Text of an uploaded case."""
        return Path(self.place).read_text(encoding="utf-8-sig") if self.origin == UPLOADED else None


@dataclass(frozen=True)
class RunRecord:
    """A run that was written.

    Attributes
    ----------
    id : made here, from all that the run rests on.
    made_on : date and time, UTC.
    asked : the question: case, edits, claims off, risk aversion, scenarios, seed, audit.
    title : of the case as run.
    answer : as in the result; None where there is none.
    """

    id: str
    made_on: str
    asked: dict[str, Any]
    title: str
    answer: dict[str, Any] | None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Store:
    """The folder of the server.

    Parameters
    ----------
    folder : made if it is not there.
    limits : Limits
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder.resolve()
        self._limits = limits
        for name in ("cases", "runs", "edits", TIMELINES):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.cases = {name: _shipped(name) for name in shipped_names()}
        self.runs: dict[str, RunRecord] = {}
        self._find()

    def _find(self) -> None:
        """What an earlier server left here; halves are cleared away."""
        for path in sorted((self.folder / "cases").iterdir()):
            about = path / CASE_FILE
            text = path / f"{path.name}.toml"
            if about.is_file() and text.is_file():
                digest = hashlib.sha256(text.read_bytes()).hexdigest()
                record = CaseRecord(path.name, UPLOADED, str(text), digest, json.loads(about.read_text()))
                self.cases[path.name] = record
        found = []
        for path in (self.folder / "runs").iterdir():
            if path.name.startswith(PART):
                shutil.rmtree(path, ignore_errors=True)
            elif (path / ASKED_FILE).is_file() and (path / RESULT_FILE).is_file():
                found.append(RunRecord(**json.loads((path / ASKED_FILE).read_text(encoding="utf-8"))))
        self.runs = {record.id: record for record in sorted(found, key=lambda record: record.made_on)}

    def case(self, name: str) -> CaseRecord:
        """A case by its id.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if name not in self.cases:
            raise RefusedError(404, f"There is no case '{name[:80]}'.")
        return self.cases[name]

    def run(self, name: str) -> RunRecord:
        """A run by its id.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if name not in self.runs:
            raise RefusedError(404, f"There is no run '{name[:80]}'.")
        return self.runs[name]

    def run_folder(self, name: str) -> Path:
        """Folder of a run that is there."""
        return self.folder / "runs" / self.run(name).id

    def case_id(self, text: str) -> str:
        """Id of an uploaded text; the same text has the same."""
        return f"u-{_digest(text)[:LENGTH]}"

    def draft(self, text: str) -> Path:
        """File of an upload before it is known to be a case.

        Raises
        ------
        RefusedError
            If as many cases are kept as may be.
        """
        name = self.case_id(text)
        uploaded = sum(record.origin == UPLOADED for record in self.cases.values())
        if name not in self.cases and uploaded >= self._limits.uploads:
            raise RefusedError(409, f"{uploaded} uploaded cases are kept; delete one first.")
        path = self.folder / "cases" / name / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        with whole_file(str(path)) as part:
            Path(part).write_text(text, encoding="utf-8", newline="")
        return path

    def refuse_draft(self, path: Path) -> None:
        """Clear away an upload that is no case."""
        if path.stem not in self.cases:
            shutil.rmtree(path.parent, ignore_errors=True)

    def keep_case(self, path: Path, about: Mapping[str, Any]) -> CaseRecord:
        """Keep an upload that is a case."""
        (path.parent / CASE_FILE).write_text(json.dumps(dict(about)), encoding="utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.cases[path.stem] = CaseRecord(path.stem, UPLOADED, str(path), digest, dict(about))
        return self.cases[path.stem]

    def drop_case(self, name: str) -> None:
        """Delete an uploaded case.

        Raises
        ------
        RefusedError
            If it is not there, or shipped with the program.
        """
        record = self.case(name)
        if record.origin != UPLOADED:
            raise RefusedError(409, "A shipped case stays.")
        del self.cases[name]
        shutil.rmtree(Path(record.place).parent, ignore_errors=True)

    def edited(self, name: str, text: str) -> Path:
        """File of a case with edits, in a folder of its own; the same text lies where it lay."""
        path = self.folder / "edits" / _digest(text)[:LENGTH] / f"{name}.toml"
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            with whole_file(str(path)) as part:
                Path(part).write_text(text, encoding="utf-8", newline="")
        return path

    def run_id(self, record: CaseRecord, text: str, asked: Mapping[str, Any]) -> str:
        """Id of a run, from the program, its tables, the case and the question.

        Parameters
        ----------
        record : of the case.
        text : of the difference; empty for none.
        asked : scenarios, seed, audit, and whether it is a timeline count.
        """
        tables = _digest(*(f"{path} {digest}" for path, digest in data_hashes().items()))
        question = json.dumps({name: asked[name] for name in COUNTING if name in asked})
        return _digest(version(), tables, record.id, record.digest, text, question)[:LENGTH]

    def part(self, name: str) -> Path:
        """Empty folder for the files of a run that is being made.

        Raises
        ------
        RefusedError
            If as many runs are kept as may be.
        """
        if len(self.runs) >= self._limits.runs:
            raise RefusedError(409, f"{len(self.runs)} runs are kept; delete one first.")
        path = self.folder / "runs" / f"{PART}{name}"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path

    def keep_run(self, name: str, asked: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """Keep the files of a run that is done."""
        made_on = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        record = RunRecord(name, made_on, dict(asked), said["title"], said["answer"])
        part = self.folder / "runs" / f"{PART}{name}"
        (part / ASKED_FILE).write_text(json.dumps(asdict(record)), encoding="utf-8")
        os.replace(part, self.folder / "runs" / name)
        self.runs[name] = record

    def keep_timeline(self, name: str, asked: Mapping[str, Any], page: Mapping[str, Any]) -> None:
        """Keep the page of a timeline; beyond as many as there may be runs the first made goes."""
        content = {"id": name, "case": asked["case"], "page": page}
        with whole_file(str(self._timeline_file(name))) as part:
            Path(part).write_text(json.dumps(content), encoding="utf-8")
        kept = sorted((self.folder / TIMELINES).glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(len(kept) - self._limits.runs, 0)]:
            path.unlink(missing_ok=True)

    def timeline(self, name: str) -> Path | None:
        """File of a timeline's page; none if it was not made."""
        made = {path.stem: path for path in (self.folder / TIMELINES).glob("*.json")}
        return made.get(name)

    def _timeline_file(self, name: str) -> Path:
        return self.folder / TIMELINES / f"{name}.json"

    def drop_part(self, name: str) -> None:
        """Clear away the files of a run that ended early."""
        shutil.rmtree(self.folder / "runs" / f"{PART}{name}", ignore_errors=True)

    def drop_run(self, name: str) -> None:
        """Delete a run.

        Raises
        ------
        RefusedError
            If it is not there.
        """
        folder = self.run_folder(name)
        del self.runs[name]
        shutil.rmtree(folder, ignore_errors=True)


def _shipped(name: str) -> CaseRecord:
    """A shipped case; its head is read as it stands, without a check."""
    text = files("cellworth").joinpath("cases", f"{name}.toml").read_bytes()
    raw = tomllib.loads(text.decode())
    about = {"title": raw["title"], "as_of": str(raw["as_of"]), "kind": raw.get("kind", DECISION)}
    return CaseRecord(name, SHIPPED, name, hashlib.sha256(text).hexdigest(), about)
