import gzip
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from cellworth.core.errors import InputError
from cellworth.io.tables import file_form, read_table, table_parts

ROWS = "name,energy [kWh]\na,40\nb,60\n"


def columns(path):
    table = read_table(str(path))
    return {name: column.to_pylist() for name, column in table.columns.items()}


def problem_of(path):
    with pytest.raises(InputError) as caught:
        read_table(str(path))
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        b"\xef\xbb\xbf" + ROWS.encode(),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode(),
        ROWS.encode().rstrip(b"\n"),
        ROWS.encode() + b"\n\n",
        ROWS.replace("energy [kWh]", '"energy [kWh]"').replace("40", '"40"').encode(),
    ],
    ids=["plain", "byte order mark", "CRLF", "semicolon", "tab", "no last newline", "empty lines", "quotes"],
)
def test_forms_of_csv_read_the_same(tmp_path, content):
    path = tmp_path / "designs.csv"
    path.write_bytes(content)
    assert columns(path) == {"name": ["a", "b"], "energy [kWh]": ["40", "60"]}


def test_compressed_csv_is_read_whatever_its_name(tmp_path):
    for name in ("designs.csv.gz", "designs.csv"):
        (tmp_path / name).write_bytes(gzip.compress(ROWS.encode()))
        assert columns(tmp_path / name)["energy [kWh]"] == ["40", "60"]


def test_parquet_keeps_numbers(tmp_path):
    path = tmp_path / "designs.parquet"
    parquet.write_table(
        pa.table({"energy [kWh]": [40.0, None], "n": pa.array(["x", "y"]).dictionary_encode()}), path
    )
    assert columns(path) == {"energy [kWh]": [40.0, None], "n": ["x", "y"]}


def test_rows_of_the_wrong_length_keep_their_place(tmp_path):
    path = tmp_path / "designs.csv"
    path.write_text('a,b\n1,2\n3\n"two\nlines",4\n5,6,7\n\n8,9\n')
    table = read_table(str(path))
    assert table.columns["a"].to_pylist() == ["1", None, "two\nlines", None, "", "8"]
    assert {row: problem.found for row, problem in table.bad_rows.items()} == {
        1: "1 cell in '3'",
        3: "3 cells in '5,6,7'",
        4: "an empty line",
    }
    assert [table.place(row).rpartition(" ")[2] for row in range(6)] == ["2", "3", "4", "6", "7", "8"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"energy [kWh]\n", "there is a heading but no row"),
        ("a.csv", b"energy [kWh]", "there is a heading but no row"),
        ("a.csv", b"\n\n", "no headings"),
        ("a.csv", b"energy,energy\n1,2\n", "the heading 'energy' twice"),
        ("a.csv", b"PK\x03\x04rest", "an Excel workbook or a zip archive"),
        ("a.csv", "energy\n1\n".encode("utf-16"), "text in UTF-16"),
        ("a.csv", b"name\nok\n\xb5m\n", "line 3: the text is not UTF-8"),
        ("a.csv", b"n\xb5\nok\n", "line 1: the text is not UTF-8"),
        ("a.csv", b"a\x00b\n1\n", "binary data"),
        ("a.csv.gz", gzip.compress(ROWS.encode() * 999)[:-40], "the compressed file breaks off"),
        ("a.parquet", b"PAR1" + b"\x00" * 50, "breaks off or is not Parquet"),
        ("a.parquet", b"no table at all", "breaks off or is not Parquet"),
        ("a.txt", b"x", "tables are read and written as .csv, .csv.gz or .parquet"),
    ],
)
def test_unusable_files_are_told_apart(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    said = problem_of(path)
    assert told in said
    assert name in said


def test_missing_file_offers_the_nearest(tmp_path):
    (tmp_path / "designs.csv").write_text(ROWS)
    said = problem_of(tmp_path / "desings.csv")
    assert "no such file" in said
    assert f"Did you mean '{tmp_path / 'designs.csv'}'?" in said


def test_folder_is_no_table(tmp_path):
    (tmp_path / "a.csv").mkdir()
    assert "this is a folder" in problem_of(tmp_path / "a.csv")


def test_closed_file_is_named(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text(ROWS)

    def closed(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", closed)
    assert "it may not be read by this user" in problem_of(path)


@pytest.mark.parametrize("quoted", [False, True], ids=["long cell", "quote never closed"])
def test_cell_of_100_mb_is_refused_in_little_memory(tmp_path, quoted):
    path = tmp_path / "a.csv"
    with path.open("w") as stream:
        stream.write("name,energy [kWh]\na,40\n")
        stream.write('"b\n' if quoted else "b")
        for _ in range(100):
            stream.write(("x" * 99 + "\n") * 10_000 if quoted else "x" * 1_000_000)
        stream.write(",60\n")
    small = tmp_path / "small.csv"
    small.write_text(ROWS)
    columns(small)  # what the first reading loads is not counted
    tracemalloc.start()
    before = pa.total_allocated_bytes()
    said = problem_of(path)
    used = tracemalloc.get_traced_memory()[1] + pa.total_allocated_bytes() - before
    tracemalloc.stop()
    assert "line 3: a line or a quoted cell of more than 128 kB begins here" in said
    assert used < 40e6


def test_long_cell_in_parquet_is_refused(tmp_path):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"name": ["x" * 5_000_000]}), path, compression="none")
    assert "column name: a cell of more than 128 kB" in problem_of(path)


def test_form_follows_the_name():
    assert [file_form(name) for name in ("a.CSV", "b.csv.gz", "c.parquet")] == ["csv", "csv", "parquet"]


@pytest.mark.parametrize(
    ("cell", "other", "read"), [("200.000", "60,5", "200000"), ("1.200.000,5", "60", "1200000.5")]
)
def test_points_between_thousands_are_taken_out_where_commas_stand_before_decimals(
    tmp_path, cell, other, read
):
    path = tmp_path / "designs.csv"
    path.write_text(f"energy [kWh];packs_per_year\n{other};{cell}\n")

    table = read_table(str(path))

    assert table.columns["packs_per_year"][0].as_py() == read


def test_a_point_that_may_be_either_is_refused(tmp_path):
    path = tmp_path / "designs.csv"
    path.write_text("energy [kWh];packs_per_year\n60;200.000\n")

    assert "between thousands" in read_table(str(path)).bad_rows[0].why


def in_parts(path, rows):
    parts = list(table_parts(str(path), rows))
    assert [part.n_rows for part in parts[:-1]] == [rows] * (len(parts) - 1)
    return parts


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
@pytest.mark.parametrize("block", [64, 1 << 20])
def test_parts_of_a_table_are_the_table(tmp_path, monkeypatch, rows, block):
    path = tmp_path / "designs.csv"
    flawed = '1.234,50;2\n3\n"two\nlines";4\n5;6;7\n\n8;9,5\n;\n11;1.000\n\n\n'
    path.write_text("a;b\n" + flawed + "0,5;7\n" * 9 + "\n\n")
    whole = read_table(str(path))
    monkeypatch.setattr("cellworth.io.csv_parts.LINE_LIMIT", block)
    parts = in_parts(path, rows)
    for name in ("a", "b"):
        cells = [cell for part in parts for cell in part.columns[name].to_pylist()]
        assert cells == whole.columns[name].to_pylist()
    told = [(part.place(row), bad) for part in parts for row, bad in sorted(part.bad_rows.items())]
    assert told == [(whole.place(row), bad) for row, bad in sorted(whole.bad_rows.items())]
    assert whole.columns["b"].to_pylist()[-1] == "7"
    assert whole.columns["a"].to_pylist()[0] == "1234.50"


def test_parts_of_a_parquet_table_are_the_table(tmp_path):
    path = tmp_path / "designs.parquet"
    parquet.write_table(pa.table({"a": list(range(10))}), path, row_group_size=3)
    parts = in_parts(path, 4)
    assert [cell for part in parts for cell in part.columns["a"].to_pylist()] == list(range(10))
    assert parts[2].place(1) == f"{path}, row 10"


def test_a_part_is_there_before_the_rest_is_read(tmp_path):
    path = tmp_path / "designs.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 1_200_000 + b"\xff,3\n")
    parts = table_parts(str(path), 1000)
    assert next(parts).n_rows == 1000
    with pytest.raises(InputError, match="line 1200002: the text is not UTF-8"):
        list(parts)


@pytest.mark.parametrize("rows", [1, 2, 9])
@pytest.mark.parametrize(
    ("cells", "line", "point"),
    [
        (("2.500", "62.5", "70"), 3, "62.5"),
        (("60.500", "60.500", "60.5"), 4, "60.5"),
        (("62.5 kWh", "2.500 kWh", "70"), 2, "62.5 kWh"),
        (("2.500e1", "70", "70"), 2, "2.500e1"),
        (("70", "70", "0.500"), 4, "0.500"),
    ],
)
def test_both_signs_before_decimals_are_refused_with_their_place(tmp_path, rows, cells, line, point):
    path = tmp_path / "designs.csv"
    path.write_text("energy [kWh];power [kW]\n" + "".join(f"{cell};150,5\n" for cell in cells))

    with pytest.raises(InputError) as caught:
        list(table_parts(str(path), rows))

    said = str(caught.value)
    assert f"line {line}, energy [kWh]: '{point}'" in said
    assert (
        f"the comma stands before decimals ('150,5' in line 2, power [kW]), so the point in '{point}'" in said
    )


def test_numbers_with_their_unit_follow_the_sign_of_the_file(tmp_path):
    path = tmp_path / "designs.csv"
    path.write_text("energy;power [kW]\n62,5 kWh;150,5\n62.500 Wh;150\n")

    assert read_table(str(path)).columns["energy"].to_pylist() == ["62.5 kWh", "62500 Wh"]
