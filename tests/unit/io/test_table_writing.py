import csv
import gzip
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from cellworth.core.errors import InputError
from cellworth.io.table_writing import as_column, check_target, whole_file, write_table

NUMBERS = np.array([0.1 + 0.2, 1e-300, np.nan, 1 / 3, 20.0])


def test_csv_gives_every_digit_back(tmp_path):
    path = tmp_path / "out.csv"
    write_table(str(path), {"x [kg]": as_column(NUMBERS), "a, b": pa.array(['q"', "", None, "l\nm", "e"])})
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    back = [float(row["x [kg]"]) if row["x [kg]"] else np.nan for row in rows]
    np.testing.assert_array_equal(back, NUMBERS)
    assert [row["a, b"] for row in rows] == ['q"', "", "", "l\nm", "e"]


def test_plain_tables_stand_without_quotes(tmp_path):
    path = tmp_path / "out.csv"
    write_table(str(path), {"x": as_column(NUMBERS[-1:]), "name": pa.array(["a"])})
    assert path.read_text() == "x,name\n20,a\n"


def test_other_forms(tmp_path):
    columns = {"x": as_column(NUMBERS)}
    write_table(str(tmp_path / "out.csv.gz"), columns)
    write_table(str(tmp_path / "out.parquet"), columns)
    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()).startswith(b"x\n0.30000000000000004\n")
    back = parquet.read_table(tmp_path / "out.parquet").column("x").to_pylist()
    assert back[1] == 1e-300
    assert back[2] is None


def write_half(target):
    with whole_file(target) as part:
        Path(part).write_text("half")
        raise KeyboardInterrupt


def test_nothing_is_left_when_writing_fails(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_half(str(target))
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text() == "old"


def test_full_disk_is_told(tmp_path):
    target = str(tmp_path / "o.csv")
    with pytest.raises(InputError, match=r"writing failed \(No space left"), whole_file(target):
        raise OSError(28, "No space left on device")


def test_targets_that_cannot_be(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("x")
    for target, told in [
        (tmp_path, "the name does not say what the file is"),
        (tmp_path / "no" / "o.csv", "its folder does not exist"),
        (source, "this is the input itself"),
    ]:
        with pytest.raises(InputError, match=told):
            check_target(str(target), str(source))
