import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cellworth.io.input_schema import input_definitions

COMMAND = [str(Path(sys.executable).with_name("cellworth"))]


def test_help_names_every_verb(cellworth):
    code, out, _ = cellworth("--help")
    assert code == 0
    for verb in ("pack", "batch", "run", "check", "cases"):
        assert f" {verb} " in out


@pytest.mark.parametrize("verb", ["pack", "batch", "run", "check", "cases"])
def test_each_verb_has_help(cellworth, verb):
    code, out, err = cellworth(verb, "--help")
    assert code == 0
    assert "Usage:" in out
    assert err == ""


def test_every_input_has_an_option(cellworth, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = cellworth("pack", "--help")
    missing = [name for name in input_definitions() if f"--{name.replace('_', '-')} " not in out]
    assert not missing


def test_version(cellworth):
    assert cellworth("--version")[1] == "cellworth 0.1.0\n"


def test_options_and_settings_reach_the_same_design(cellworth):
    asked = ["--couple", "LFP-G (Energy)", "--energy", "60 kWh", "--json"]
    settings = ["--set", "couple=LFP-G (Energy)", "--set", "energy=60000 Wh", "--json"]
    one, other = cellworth("pack", *asked)[1], cellworth("pack", *settings)[1]
    assert one == other
    assert json.loads(one)["outputs"]["pack_energy"] == pytest.approx(60.0)


def test_sheet_is_plain_in_a_pipe(cellworth):
    code, out, err = cellworth("pack", "--energy", "60 kWh", "--pulse-duration", "5 s")
    assert code == 0
    assert out.startswith("NMC811-G (Energy), 60 kWh, 300 kW, EV; 500,000 packs a year\n\nCell\n")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100
    assert err == "note: pulse_duration has no effect: default_power is yes.\n"


def test_sheet_fits_a_screen():
    pty = pytest.importorskip("pty", reason="pseudo-terminals are of POSIX systems")
    reader, writer = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
    subprocess.run([*COMMAND, "pack"], stdout=writer, check=True, env=environment)
    os.close(writer)
    shown = b""
    while chunk := _read(reader):
        shown += chunk
    lines = shown.decode().splitlines()
    assert len(lines) <= 40
    assert "Cost, USD per pack" in shown.decode()


def _read(reader):
    try:
        return os.read(reader, 65536)
    except OSError:
        return b""


def test_batch_counts_on_the_error_stream(cellworth, tmp_path):
    (tmp_path / "in.csv").write_text("energy [kWh]\n60\n-1\n")
    code, out, err = cellworth("batch", tmp_path / "in.csv", tmp_path / "out.csv")
    assert code == 0
    assert out == ""
    assert f"1 of 2 rows done: {tmp_path}/out.csv" in err
    assert "line 3, energy [kWh]: -1 kWh" in err
    code, _, _ = cellworth("batch", tmp_path / "in.csv", tmp_path / "strict.csv", "--strict")
    assert code == 2
    assert not (tmp_path / "strict.csv").exists()


def test_cases_are_listed_and_fit_to_run(cellworth):
    code, out, _ = cellworth("cases")
    assert code == 0
    assert "nissan-aesc-2016" in out
    code, out, _ = cellworth("check", "nissan-aesc-2016")
    assert code == 0
    assert out.startswith("nissan-aesc-2016: fit to run")


def test_run_writes_report_and_tables(cellworth, tmp_path):
    code, out, err = cellworth("run", "nissan-aesc-2016", "--out", tmp_path / "out")
    assert code == 0
    assert out.startswith("Nissan and AESC, as known on 31 Aug 2016")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = {"yearly.csv", "plants.csv", "volume.csv", "headline.csv"}
    assert names == {"report.html", "result.json", "timing.json", "manifest.json"} | tables
    assert str(tmp_path / "out" / "report.html") in err


def test_reader_that_leaves_early_is_no_error():
    command = f"{COMMAND[0]} pack --json | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.parametrize("words", [["pack", "--json"], ["cases"], ["--help"]])
def test_a_reader_that_is_gone_ends_it_quietly_as_other_commands(words):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*COMMAND, *words], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


def test_interrupt_ends_with_130(cellworth, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("cellworth.app.pack.pack_design", stopped)
    code, _, err = cellworth("pack")
    assert code == 130
    assert "Traceback" not in err


def test_mistakes_of_ours_keep_their_traceback(cellworth, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("cellworth.app.pack.pack_design", broken)
    with pytest.raises(ZeroDivisionError):
        cellworth("pack")
