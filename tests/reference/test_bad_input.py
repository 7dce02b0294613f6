"""Every kind of bad input, with the sentence a person gets."""

import gzip

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

GOOD = "energy [kWh],power [kW]\n60,150\n"

OPTIONS = [
    (["--couple", "NMC811"], "--couple: 'NMC811'; no couple has this name. Did you mean 'NMC811-G"),
    (["--energy", "-5 kWh"], "--energy: '-5 kWh'; energy must lie within 0.001 to 100,000 kWh."),
    (["--energy", "1e9 kWh"], "--energy: '1e9 kWh'; energy must lie within 0.001 to 100,000 kWh."),
    (["--energy", "nan"], "--energy: 'nan'; a finite number is due. For example '100 kWh'."),
    (["--energy", "nan kWh"], "--energy: 'nan kWh'; a number with a unit is due. For example '100 kWh'."),
    (["--energy", "inf"], "--energy: 'inf'; a finite number is due."),
    (["--energy", "sixty"], "--energy: 'sixty'; a number with a unit is due. For example '100 kWh'."),
    (["--energy", ""], "--energy: ''; a number with a unit is due."),
    (["--energy", "60"], "--energy: '60' has no unit; a unit is due. Write '60 kWh'."),
    (["--energy", "60 kg"], "--energy: '60 kg'; 'kg' is another kind of unit. For example '100 kWh'."),
    (["--energy", "60 kwhh"], "the unit 'kwhh' is not known. For example '100 kWh'."),
    (["--energy", "60,5 kWh"], "--energy: '60,5 kWh'; it does not read as a number and a unit"),
    (["--packs-per-year", "0"], "packs per year must lie within 1 to 100,000,000 per year."),
    (["--packs-per-year", "many"], "--packs-per-year: 'many'; a number is due. For example 500000."),
    (["--utilization", "0"], "--utilization: '0'; utilisation must lie within 0.001 to 1."),
    (["--utilization", "150%"], "--utilization: '150%'; utilisation must lie within 0.001 to 1."),
    (["--utilization-method", "3"], "methods 2 and 3 size the plant for its full volume. Give one of them."),
    (["--utilization-method", "4"], "utilisation method is one of 1, 2, 3."),
    (["--cells-per-module", "2.5"], "cells per module is a whole number."),
    (["--cells-per-module", "21"], "they must fill whole groups of 2 cells in parallel. Use a multiple."),
    (["--soc-upper", "5 %", "--soc-lower", "20 %"], "it must lie below the upper limit of 5 %."),
    (
        ["--soc-upper", "8 %"],
        "soc_lower: 10 %; it must lie below the upper limit of 8 %.",
    ),
    (["--energy", "60 kWh", "--capacity", "100 Ah"], "60 kWh and 100 Ah are both given"),
    (["--charging", "perhaps"], "--charging: 'perhaps'; fast charging is yes or no."),
    (["--vehicle", "tractor"], "vehicle is one of mildHEV, HEV-HP, PHEV, EV."),
    (["--set", "enrgy=60 kWh"], "'enrgy'; no input has this name. Did you mean 'energy'"),
    (["--set", "energy"], "--set: 'energy'; a name and a value are due. Write --set name=value."),
    (["--set", "energy=6 kWh", "--energy", "6 kWh"], "energy is given twice. Leave one out."),
    (["--set", "energy=-1 kWh"], "--set energy: '-1 kWh'; energy must lie within"),
    (["--enrgy", "60 kWh"], "No such option: --enrgy"),
    (["--energy"], "'--energy' requires an argument"),
    (["60 kWh"], "unexpected extra argument"),
]


@pytest.mark.parametrize(("options", "told"), OPTIONS, ids=lambda value: " ".join(value)[:40])
def test_pack_refuses(cellworth, options, told):
    code, out, err = cellworth("pack", *options)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_all_flaws_are_told_at_once(cellworth):
    code, _, err = cellworth("pack", "--energy", "-5 kWh", "--couple", "x", "--set", "power=much")
    assert code == 2
    assert len(err.splitlines()) == 3


FILES = [
    ("in.csv", b"", "in.csv: the file is empty; a heading and at least one row are due."),
    ("in.csv", b"energy [kWh]\n", "there is a heading but no row; at least one row is due."),
    (
        "in.csv",
        b"energy [kWh],power\n60,1\n",
        "the heading 'power' has no unit; a unit is due",
    ),
    ("in.csv", b"energy [kWh]\n-5\nsixty\n", "line 2, energy [kWh]: -5 kWh; energy must lie within"),
    ("in.csv", b"energy [kWh]\n-5\nsixty\n", "line 3, energy [kWh]: 'sixty'; a number with a unit is due."),
    ("in.csv", b"enrgy [kWh]\n5\n", "the heading 'enrgy'; no input has this name. Did you mean 'energy'?"),
    ("in.csv", b"couple,energy [kg]\nx,1\n", "'kg' is another kind of unit. Write 'energy [kWh]'."),
    ("in.csv", b"couple\nNMC811\n", "Did you mean 'NMC811-G (Power)' or 'NMC811-G (Energy)'?"),
    ("in.csv", b"packs_per_year [1/year]\n0\n", "packs per year must lie within 1 to 100,000,000 per year."),
    ("in.csv", b"\xff\xfee\x00", "this is text in UTF-16"),
    ("in.csv", b"PK\x03\x04", "this is an Excel workbook or a zip archive"),
    ("in.csv", GOOD.encode() + b"6\xb5,1\n", "line 3: the text is not UTF-8"),
    ("in.csv.gz", gzip.compress(GOOD.encode() * 99)[:-30], "the compressed file breaks off"),
    ("in.parquet", b"PAR1\x15\x00half", "it breaks off or is not Parquet. Write or copy it again."),
    ("in.xlsx", b"PK\x03\x04", "tables are read and written as .csv, .csv.gz or .parquet."),
]


@pytest.mark.parametrize(("name", "content", "told"), FILES)
def test_batch_refuses_files(cellworth, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    code, out, err = cellworth("batch", tmp_path / name, tmp_path / "out.csv")
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_batch_refuses_a_truncated_parquet_file(cellworth, tmp_path):
    source = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"energy [kWh]": [60.0] * 5000}), source)
    source.write_bytes(source.read_bytes()[:-200])
    code, out, err = cellworth("batch", source, tmp_path / "out.csv")
    assert code == 2
    assert out == ""
    assert "in.parquet: the file cannot be read" in err
    assert "it breaks off or is not Parquet. Write or copy it again." in err
    assert len(err.splitlines()) == 1


def test_batch_refuses_a_closed_file(cellworth, tmp_path, monkeypatch):
    (tmp_path / "in.csv").write_text(GOOD)

    def closed(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", closed)
    code, _, err = cellworth("batch", tmp_path / "in.csv", tmp_path / "out.csv")
    assert code == 2
    assert "the file is closed; it may not be read by this user. Change its permissions." in err


def test_batch_refuses_a_missing_file(cellworth, tmp_path):
    code, _, err = cellworth("batch", tmp_path / "none.csv", tmp_path / "out.csv")
    assert code == 2
    assert "none.csv: no such file; a table file is due." in err


def test_batch_refuses_targets(cellworth, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(GOOD)
    for target, told in [
        (tmp_path / "no" / "out.csv", "its folder does not exist"),
        (tmp_path / "out.doc", "tables are read and written as"),
        (source, "this is the input itself"),
    ]:
        code, _, err = cellworth("batch", source, target)
        assert code == 2
        assert told in err
    assert source.read_text() == GOOD


def test_batch_refuses_an_unknown_set_of_columns(cellworth, tmp_path):
    code, _, err = cellworth("batch", tmp_path / "in.csv", tmp_path / "out.csv", "--columns", "batpack")
    assert code == 2
    assert "there is no such set of columns. Did you mean 'batpac'?" in err


def test_batch_refuses_a_cell_of_100_mb(cellworth, tmp_path):
    path = tmp_path / "in.csv"
    with path.open("w") as stream:
        stream.write("couple,energy [kWh]\n")
        for _ in range(100):
            stream.write("x" * 1_000_000)
        stream.write(",60\n")
    code, _, err = cellworth("batch", path, tmp_path / "out.csv")
    assert code == 2
    assert "line 2: a line or a quoted cell of more than 128 kB begins here" in err
    assert len(err) < 400


CASES = [
    ("broken.toml", "name = ", "the file is not TOML"),
    ("latin.toml", b'title = "caf\xe9"', "a byte that is not UTF-8"),
    ("own.toml", 'base = "own.toml"', "base leads in a circle"),
    ("one.toml", 'base = "two.toml"', "base leads in a circle"),
    (
        "key.toml",
        'base = "nissan-aesc-2016"\ntitel = "x"',
        "unknown key 'titel'",
    ),
]


@pytest.mark.parametrize(("name", "content", "told"), CASES, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("verb", ["check", "run"])
def test_cases_are_refused(cellworth, tmp_path, verb, name, content, told):
    (tmp_path / "two.toml").write_text('base = "one.toml"')
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, out, err = cellworth(verb, path)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["check", "run"])
def test_missing_case_is_refused(cellworth, verb):
    code, _, err = cellworth(verb, "nissan-aesc-2061")
    assert code == 2
    assert "Did you mean 'nissan-aesc-2016'?" in err


def test_unknown_verb(cellworth):
    code, _, err = cellworth("pakc")
    assert code == 2
    assert "No such command 'pakc'" in err
