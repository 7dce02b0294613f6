"""Verbs on cases: a new one, the list, and stake deals."""


def test_new_writes_a_case_that_passes_check(cellworth, tmp_path):
    code, out, _ = cellworth("new", "mine", "--out", str(tmp_path))
    assert code == 0
    assert out.strip() == str(tmp_path / "mine.toml")

    code, out, _ = cellworth("check", str(tmp_path / "mine.toml"))
    assert code == 0
    assert "fit to run" in out


def test_new_refuses_to_write_over(cellworth, tmp_path):
    cellworth("new", "mine", "--out", str(tmp_path))
    code, out, err = cellworth("new", "mine", "--out", str(tmp_path))

    assert code == 2
    assert out == ""
    assert "not written over" in err


def test_all_kinds_of_cases_are_listed(cellworth):
    code, out, _ = cellworth("cases")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        "bosch-sb-limotive-2012",
        "calsonic-mitsubishi",
        "cell-venture-2010",
        "daimler-li-tec-2014",
        "gm-ultium-lansing-2024",
        "new-plant-2026",
        "nissan-aesc-2016",
        "vw-gotion-2020",
    ]


def test_stake_deals_are_run_and_checked(cellworth):
    code, out, _ = cellworth("run", "calsonic-mitsubishi")
    assert code == 0
    assert "sources and uses" in out

    code, out, _ = cellworth("check", "calsonic-mitsubishi")
    assert code == 0
    assert "fit to run" in out


def test_a_second_copy_goes_only_into_a_folder_that_is_there(cellworth, tmp_path):
    """A mistyped name makes no folder, and is told before anything is computed."""
    target = tmp_path / "mistyped" / "copy.json"
    code, out, err = cellworth("run", "calsonic-mitsubishi", "--json", str(target))

    assert (code, out) == (2, "")
    assert "its folder does not exist" in err
    assert not target.parent.exists()
