"""What differs between two runs as the page tells it."""

from cellworth.app.compare import Comparison, InputChange, ResultChange
from cellworth.app.compare_page import compared_tables


def test_numbers_are_written_as_on_the_page_and_told_once():
    found = Comparison(
        first="a",
        second="b",
        manifest=(ResultChange("case_sha256", "", 40 * "a", 40 * "b", None),),
        inputs=(InputChange("plants.zama.capacity", "1 GWh", None, "own estimate", None),),
        answer=(
            ResultChange("family", "", "sell", "wait", None),
            ResultChange("strategy", "", "sell_20", "wait", None),
            ResultChange("chance", "", 0.1006, 0.0471, -0.53),
        ),
        headline=(
            ResultChange("chance", "1", 0.1006, 0.0471, -0.53),
            ResultChange("walk_away", "USD", -3_812_500.0, 23_598_513.9, None),
            ResultChange("buy_below", "USD/kWh", 120.478, None, None),
        ),
        tables=(),
        titles={"wait": "keep, and decide later"},
    )
    hard = "\N{NO-BREAK SPACE}"
    tables = {table["caption"]: table["rows"] for table in compared_tables(found)}
    assert tables == {
        "Answer": [
            ["Family", "Sell", "Wait"],
            ["Strategy", "Sell_20", "Keep, and decide later"],
            ["Chance that it is best", "10.1%", "4.7%"],
        ],
        "Numbers": [
            ["Walk away below", f"\u22123.8{hard}M$", f"24{hard}M$", f"+27{hard}M$"],
            ["Buy below", f"120.5{hard}$/kWh", "–", "–"],
        ],
        "Inputs": [["plants.zama.capacity", "1 GWh", "–", "own estimate", "–"]],
        "Versions": [["Case file, SHA-256", f"{12 * 'a'}…", f"{12 * 'b'}…"]],
    }
    assert compared_tables(Comparison("a", "b", (), (), (), (), (), {})) == []
