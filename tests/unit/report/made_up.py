"""Made-up content for the page tests: an invented maker, no figure of any real case."""

from cellworth.report.content import (
    Cited,
    Column,
    Conflict,
    Content,
    Headline,
    Picture,
    Section,
    Table,
    Why,
)

YEARS = list(range(2010, 2017))
OWN = [921.0, 702.5, 541.2, 433.3, 371.9, 366.4, 342.7]
BOUGHT = [880.0, 690.0, 520.0, 410.0, 330.0, 271.0, 233.9]
VOLUMES = [5000 * 1.3**k for k in range(19)]
PARTS = [
    "Coating and drying, negative electrode",
    "Coating and drying, positive electrode",
    "Cell stacking",
    "Formation cycling and testing",
    "Cell assembly in dry room",
    "Mixing",
    "Module assembly",
]


def column(name, label, unit, values):
    return Column(name=name, label=label, unit=unit, values=values)


def table(*columns, caption="", rivals=()):
    return Table(columns=columns, caption=caption, rivals=rivals)


def fact(number, **given):
    fields = {
        "name": f"Made-up fact {number}",
        "value": 1000.0 * number,
        "unit": "packs/year",
        "source": "Example Gazette, a made-up article with a rather long title, Feb 2015",
        "grade": "ABCD"[number % 4],
        "known_from": "2015-02-05",
        "url": f"https://example.org/{number}",
    }
    return Cited(**{**fields, **given})


def frontier():
    prices = [180.0 + 9.0e5 / volume**0.9 for volume in VOLUMES]
    return table(
        column("volume", "Packs a year", "packs/year", VOLUMES),
        column("price", "Buying is cheaper below", "USD/kWh", prices),
        caption="Breakeven supply price by volume",
    )


def today():
    return table(
        column("volume", "Packs a year", "packs/year", [43210.0]),
        column("price", "Supply price", "USD/kWh", [233.9]),
        column("low", "low", "USD/kWh", [200.0]),
        column("high", "high", "USD/kWh", [300.0]),
        column("label", "label", "text", ["Today"]),
    )


def yearly():
    return table(
        column("year", "Year", "year", YEARS),
        column("own", "Make", "USD/kWh", OWN),
        column("bought", "Buy", "USD/kWh", BOUGHT),
        column("utilisation", "Capacity in use", "share", [0.3, 0.42, 0.25, 0.31, 0.24, 0.163, 0.18]),
        caption="Own and bought cost by year",
        rivals=("own", "bought"),
    )


def lines():
    cash = [0.7 * value for value in OWN]
    return table(
        column("year", "Year", "year", YEARS * 3),
        column("series", "Series", "text", ["Make"] * 7 + ["Make, cash"] * 7 + ["Buy"] * 7),
        column("kind", "Kind", "text", ["make"] * 7 + ["cash"] * 7 + ["buy"] * 7),
        column("cost", "Cost", "USD/kWh", OWN + cash + BOUGHT),
    )


def this_year():
    return table(column("year", "Year", "year", [2016]))


def curves():
    names, kinds, volumes, costs = [], [], [], []
    for name, kind, level in (("new plant, full", "make", 0.8), ("plants as they stand", "other", 1.0)):
        for volume in VOLUMES:
            names.append(name)
            kinds.append(kind)
            volumes.append(volume)
            costs.append(180.0 + level * 9.0e5 / volume**0.9)
    return table(
        column("volume", "Packs a year", "packs/year", volumes),
        column("series", "Plant", "text", names),
        column("kind", "Kind", "text", kinds),
        column("cost", "Cost", "USD/kWh", costs),
        caption="Unit cost over volume",
    )


def today_cost():
    return table(
        column("volume", "Packs a year", "packs/year", [43210.0]),
        column("cost", "Cost", "USD/kWh", [342.7]),
        column("label", "label", "text", ["today"]),
    )


def parts():
    costs = [41.0, 33.0, 22.0, 12.0, 7.5, 4.0, 0.4]
    return table(
        column("part", "Step", "text", PARTS),
        column("cost", "Cost", "USD/kWh", costs),
        column("share", "Share", "share", [cost / sum(costs) for cost in costs]),
        caption="Cost by step",
    )


def model():
    return table(
        column("year", "Year", "year", YEARS + YEARS),
        column("series", "Model", "text", ["own, full"] * 7 + ["own, cash"] * 7),
        column("kind", "Kind", "text", ["make"] * 14),
        column("cost", "Cost", "USD/kWh", OWN + [0.7 * value for value in OWN]),
    )


def evidence():
    return table(
        column("mark", "", "text", list("abcde")),
        column(
            "title", "Figure", "text", ["Survey of prices", "A maker's word", "Study", "Price paid", "Bid"]
        ),
        column("year", "Year", "year", [2010, 2012, 2014, 2014, 2015]),
        column("cost", "Published", "USD/kWh", [750.0, 600.0, 410.0, 400.0, 280.0]),
        column("says", "Said as", "text", ["about", "at most", "about", "about", "at least"]),
        column("used", "Level set on it", "text", [False, False, True, False, False]),
        caption="Model beside each figure",
    )


def later():
    return table(
        column("mark", "", "text", ["f"]),
        column("year", "Year", "year", [2016]),
        column("cost", "Published", "USD/kWh", [273.0]),
    )


def picture(key, chart, title, **tables):
    subtitle = "$/kWh of pack, money of the year"
    return Picture(key=key, chart=chart, title=title, subtitle=subtitle, tables=tables)


def headline(label, value, unit, **given):
    why = Why(
        formula="cost to make − cost to buy, per pack of 30 kWh",
        inputs=(fact(1), fact(2, unit="USD/kWh", value=233.9)),
        moves=("At 120,000 packs a year making would cost as much as buying.",),
    )
    return Headline(name="saving_per_pack", label=label, value=value, unit=unit, why=why, **given)


def made_up_content():
    sections = (
        Section(
            heading="What drives the cost",
            pictures=(
                picture(
                    "volume",
                    "cost_over_volume",
                    "More packs, cheaper packs",
                    curves=curves(),
                    today=today_cost(),
                ),
                picture("steps", "cost_by_part", "Coating is most of the work", parts=parts()),
            ),
        ),
        Section(
            heading="Own against bought, year by year",
            words=("A sentence that says what is compared.",),
            pictures=(
                picture(
                    "years",
                    "own_against_bought",
                    "The gap opened after 2013",
                    years=lines(),
                    today=this_year(),
                    shown=yearly(),
                ),
                picture(
                    "use",
                    "utilisation",
                    "Most lines stand still",
                    years=yearly(),
                    today=this_year(),
                    shown=yearly(),
                ),
            ),
        ),
        Section(
            heading="Model against evidence",
            pictures=(
                picture(
                    "fit",
                    "calibration",
                    "The model meets one of four points",
                    model=model(),
                    evidence=evidence(),
                    later=later(),
                ),
            ),
            tables=(evidence(),),
        ),
    )
    return Content(
        title="Example Motors and its cell maker",
        as_known_on="2016-08-31",
        answer="Buy: a bought pack costs 3,270 $ less than one made at today's volume.",
        caution="Point figures; how sure the answer is has not been computed.",
        headlines=(
            headline("Saving per pack if bought", 3266.4, "USD/pack", low=1200.0, high=5100.0),
            headline("Buy below", 342.7, "USD/kWh", note="supply price at which both cost the same"),
            headline("Make from", 118234.0, "packs/year", note="today 43,210"),
        ),
        lead=picture(
            "map", "switch_map", "At today's volume buying wins", frontier=frontier(), today=today()
        ),
        sections=sections,
        yearly=yearly(),
        run_line="run 0a1b2c · version 9.9.9",
        facts=(("Volume", tuple(fact(n) for n in range(1, 14))), ("Plants", (fact(14),))),
        conflicts=(Conflict(about="Pack cost in 2010", claims=(fact(3), fact(4)), treated="Both are kept."),),
        limits=("The cost technology is of 2022.", "One exchange rate a year."),
        manifest={
            "Version": "9.9.9",
            "Case": "example",
            "Case hash": "0a1b2c" * 8,
            "Known as of": "31 Aug 2016",
        },
    )
