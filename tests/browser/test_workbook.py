"""A workbook uploaded on the page Design: its results beside ours, its inputs to take away."""

from waiting import until

from cellworth.app.import_workbook import import_workbook
from made_workbook import designs, made_book, saved


def test_a_workbook_stands_beside_ours(open_page, axe, tmp_path):
    path = saved(made_book(designs("r008")), tmp_path / "BatPaC.xlsx")
    side = import_workbook(path)
    (tmp_path / "bad.xlsm").write_bytes(b"PK\x03\x04 nothing")
    page = open_page("/#/design", refusals=(422,))
    upload = page.locator("input[type=file][accept='.xlsm,.xlsx']")
    upload.set_input_files(tmp_path / "bad.xlsm")
    until(page, "document.querySelector('.workbook .error').innerText.includes('no whole workbook')")
    upload.set_input_files(path)
    until(page, "document.querySelectorAll('.workbook tbody tr').length > 30")
    cells = page.locator(".workbook tbody tr").first.locator("td").all_inner_texts()
    assert cells == ["workbook", *["100.00"] * 7]
    assert f"{side.summary().compared:,} numbers compared" in page.locator(".workbook").inner_text()
    with page.expect_download() as came:
        page.get_by_role("link", name="Inputs as a table").click()
    assert came.value.path().read_text().startswith("battery_no,")
    assert axe(page) == []
    page.get_by_role("button", name="delete workbook").click()
    until(page, "!document.querySelector('.workbook table')")
