"""Levers of a search: what one way to go is made of, and how one lever at a time is moved (S82)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.supply_contract import with_contract

__all__ = ["FAMILIES", "Levels", "Way", "alternatives", "kind_of", "starts", "strategy_of"]

FAMILIES = ("make", "buy", "dual", "sell")
"""In the order they are searched: what a sale falls back on is known before sales are."""

KEEP, CONVERT, CLOSE, SELL = "keep", "convert", "close", "sell"

LEVERS: Mapping[str, tuple[str, ...]] = {
    "make": ("fates", "start_year"),
    "buy": ("supplier", "start_year"),
    "dual": ("supplier", "fates", "shares", "start_year"),
    "sell": ("bought_out", "agreement", "fates", "retained", "supplier", "start_year"),
}


@dataclass(frozen=True)
class Levels:
    """Levels tried on each lever.

    Attributes
    ----------
    shares : [1] bought in a year (dual). retained : [1] of a sold venture.
    agreement_years : [year]; zero for no agreement. agreement_shares : [1] of the demand.
    delays : [year] after the first year in which the case's menu starts such a way.
    """

    shares: tuple[float, ...]
    retained: tuple[float, ...]
    agreement_years: tuple[int, ...]
    agreement_shares: tuple[float, ...]
    delays: tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """One way to go, as levers; equal levers are equal ways.

    Attributes
    ----------
    family : ``make``, ``buy``, ``dual`` or ``sell``.
    fates : ``keep``, ``convert``, ``close`` or ``sell`` of each plant, in the order of the case.
    start_year : of fates, purchases, or new hands.
    supplier : bought from; empty if none.
    shares : [1] bought, by year of the axis (dual); else empty.
    retained : [1] of the sold venture. bought_out : partner bought out first.
    agreement_years, agreement_share : [year], [1] of the demand; both zero for none.
    """

    family: str
    fates: tuple[str, ...]
    start_year: int
    supplier: str = ""
    shares: tuple[float, ...] = ()
    retained: float = 1.0
    bought_out: bool = False
    agreement_years: int = 0
    agreement_share: float = 0.0


def kind_of(way: Way) -> tuple[object, ...]:
    """What makes two ways of one kind: family, supplier, fates, and whether a sale has supply or buys out."""
    return way.family, way.supplier, way.fates, way.agreement_years > 0, way.bought_out


def strategy_of(case: StrategyCase, way: Way, name: str, *, contract: bool = False) -> Strategy:
    """A way as the engine values it.

    Parameters
    ----------
    case : StrategyCase
    way : Way
    name : key of the strategy.
    contract : whether its supplier's contract is signed.
    """
    template = _conversion(case) if CONVERT in way.fates else None
    kinds = {"make": "convert" if template else "keep", "buy": "buy_close"}
    found = Strategy(
        name=name,
        title=name,
        family=way.family,
        kind=kinds.get(way.family, way.family),
        supplier=way.supplier,
        supplier_share=max(way.shares, default=0.0),
        retained=way.retained,
        agreement_years=way.agreement_years,
        agreement_share=way.agreement_share,
        partner_bought_out=way.bought_out,
        plants={plant.name: fate for plant, fate in zip(case.plants, way.fates, strict=True)},
        start_year=way.start_year,
        terms=dict(template.terms) if template else {},
        pack=template.pack if template else "",
        shares=way.shares,
    )
    return with_contract(found) if contract else found


def starts(case: StrategyCase, levels: Levels) -> dict[str, list[Way]]:
    """Ways a search starts from, by family: those of the case's menu, and plain ones of each supplier."""
    suppliers = [each.name for each in case.suppliers]
    n = len(case.plants)
    found: dict[str, list[Way]] = {"make": [Way("make", (KEEP,) * n, case.years[0])]}
    if _conversion(case):
        found["make"].append(Way("make", (CONVERT,) * n, _first_year(case, "make", (CONVERT,))))
    if suppliers:
        begin = _first_year(case, "buy")
        found["buy"] = [Way("buy", (CLOSE,) * n, begin, name) for name in suppliers]
        begin = _first_year(case, "dual")
        found["dual"] = [
            Way("dual", (KEEP,) * n, begin, name, _flat(case, begin, share))
            for name in suppliers
            for share in levels.shares
            if 0.0 < share < 1.0
        ]
    if suppliers and case.bidders:
        found["sell"] = list(_sales(case, levels, suppliers[0]))
    for family, ways in found.items():
        ways += [way for way in map(_Menu(case), case.strategies) if way and way.family == family]
        found[family] = list(dict.fromkeys(canonical(case, way) for way in ways))
    return found


def _sales(case: StrategyCase, levels: Levels, supplier: str) -> Iterator[Way]:
    """A sale of all, with and without supply, partner bought out or not."""
    begin, fates = _first_year(case, "sell"), (SELL,) * len(case.plants)
    plain = Way("sell", fates, begin, supplier, retained=min(levels.retained))
    some = [years for years in levels.agreement_years if years > 0]
    for bought_out in (False, True) if case.partner else (False,):
        yield replace(plain, bought_out=bought_out)
        if some and levels.agreement_shares:
            yield replace(
                plain,
                bought_out=bought_out,
                agreement_years=some[len(some) // 2],
                agreement_share=max(levels.agreement_shares),
            )


@dataclass(frozen=True)
class _Menu:
    """Strategies of a case's menu as levers."""

    case: StrategyCase

    def __call__(self, entry: Strategy) -> Way | None:
        """The way, or none for a kind that is not searched (partners, more capacity, waiting)."""
        fates = tuple(entry.plants.get(plant.name, KEEP) for plant in self.case.plants)
        plain = Way(entry.family, fates, entry.start_year, entry.supplier)
        if entry.kind in ("keep", "convert") and entry.family == "make":
            return replace(plain, supplier="")
        if entry.kind == "buy_close" and set(fates) == {CLOSE} and entry.supplier_share == 0.0:
            return plain
        if entry.kind == "dual" and entry.family == "dual":
            flat = _flat(self.case, entry.start_year, entry.supplier_share)
            return replace(plain, shares=entry.shares or flat)
        if entry.kind == "sell" and not entry.terms and entry.supplier:
            return replace(
                plain,
                retained=entry.retained,
                bought_out=entry.partner_bought_out,
                agreement_years=entry.agreement_years,
                agreement_share=entry.agreement_share,
            )
        return None


def alternatives(case: StrategyCase, levels: Levels, way: Way) -> dict[str, list[Way]]:
    """Ways that differ from one in one lever, by lever; every plant and year is moved by itself."""
    moves = {
        "fates": _other_fates(case, way),
        "supplier": (replace(way, supplier=each.name) for each in case.suppliers),
        "start_year": _other_years(case, levels, way),
        "shares": _other_shares(case, levels, way),
        "retained": (replace(way, retained=level) for level in levels.retained),
        "bought_out": (replace(way, bought_out=not way.bought_out) for _ in [case.partner] if case.partner),
        "agreement": _other_agreement(levels, way),
    }
    found = {}
    for lever in LEVERS[way.family]:
        moved = (canonical(case, each) for each in moves[lever])
        found[lever] = [each for each in dict.fromkeys(moved) if each != way and _is_sound(case, each)]
    return found


def canonical(case: StrategyCase, way: Way) -> Way:
    """The same way with levers that do nothing at their plain values."""
    if way.family == "make" and set(way.fates) == {KEEP}:
        return replace(way, start_year=case.years[0])
    if way.family == "sell" and not (way.agreement_years and way.agreement_share):
        return replace(way, agreement_years=0, agreement_share=0.0)
    return way


def _is_sound(case: StrategyCase, way: Way) -> bool:
    """Whether a way is of its family: some plant open; in a dual one cells bought in every year of it."""
    if way.family == "dual":
        after = [s for y, s in zip(case.years, way.shares, strict=True) if y >= way.start_year]
        return set(way.fates) != {CLOSE} and min(after, default=0.0) > 0.0
    return way.family != "make" or set(way.fates) != {CLOSE}


def _other_fates(case: StrategyCase, way: Way) -> Iterator[Way]:
    """Each plant by itself; those of the venture are sold with it, so that a sale moves the others only."""
    for place, plant in enumerate(case.plants):
        if way.family == "sell":
            fates: Sequence[str] = (KEEP, CLOSE, SELL) if plant.owner == case.automaker else ()
        else:
            fates = (KEEP, CLOSE, CONVERT) if _conversion(case) else (KEEP, CLOSE)
        for fate in fates:
            changed = (*way.fates[:place], fate, *way.fates[place + 1 :])
            begin = max(way.start_year, _first_year(case, way.family, changed))
            yield replace(way, fates=changed, start_year=begin, shares=_shifted(case, way, begin))


def _other_years(case: StrategyCase, levels: Levels, way: Way) -> Iterator[Way]:
    if way.family == "make" and set(way.fates) == {KEEP}:
        return
    for delay in levels.delays:
        year = _first_year(case, way.family, way.fates) + delay
        if year <= case.years[-1]:
            yield replace(way, start_year=year, shares=_shifted(case, way, year))


def _other_shares(case: StrategyCase, levels: Levels, way: Way) -> Iterator[Way]:
    """From each year on another level, or the next level in one year alone."""
    bought = [level for level in levels.shares if level > 0.0]
    for place, year in enumerate(case.years):
        if year < way.start_year:
            continue
        for level in bought:
            tail = (level,) * (len(case.years) - place)
            yield replace(way, shares=way.shares[:place] + tail)
        now = way.shares[place]
        near = [level for level in bought if level < now][-1:] + [level for level in bought if level > now][
            :1
        ]
        for level in near:
            yield replace(way, shares=(*way.shares[:place], level, *way.shares[place + 1 :]))


def _other_agreement(levels: Levels, way: Way) -> Iterator[Way]:
    """Term and volume together: one without the other is no agreement."""
    for years in levels.agreement_years:
        for share in levels.agreement_shares if years else (0.0,):
            yield replace(way, agreement_years=years, agreement_share=share)


def _first_year(case: StrategyCase, family: str, fates: Sequence[str] = ()) -> int:
    """First year in which the case's menu starts such a way or such a fate: no lead time is cut short."""
    kinds: tuple[str, ...] = {"buy": ("buy_close",), "dual": ("dual",), "sell": ("sell",)}.get(family, ())
    kinds += ("convert",) * (CONVERT in fates) + ("buy_close",) * (CLOSE in fates)
    plain = case.years[min(1, len(case.years) - 1)]
    return max((_first_of(case, kind, plain) for kind in kinds), default=case.years[0])


def _first_of(case: StrategyCase, kind: str, plain: int) -> int:
    return min((each.start_year for each in case.strategies if each.kind == kind), default=plain)


def _flat(case: StrategyCase, begin: int, share: float) -> tuple[float, ...]:
    return tuple(share if year >= begin else 0.0 for year in case.years)


def _shifted(case: StrategyCase, way: Way, year: int) -> tuple[float, ...]:
    """Shares of a way that starts in another year: years are lost, or gained at its first level."""
    if not way.shares:
        return ()
    first = next((share for share in way.shares if share > 0.0), 0.0)
    pairs = zip(case.years, way.shares, strict=True)
    return tuple(0.0 if y < year else share if y >= way.start_year else first for y, share in pairs)


def _conversion(case: StrategyCase) -> Strategy | None:
    """The menu's conversion, whose pack and terms a converted plant takes."""
    return next((each for each in case.strategies if each.kind == "convert" and each.pack), None)
