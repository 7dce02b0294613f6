"""The page of pictures: charts of the real case and of single commands, each with its command."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from cellworth.app.docs import MADE
from cellworth.app.pack_format import format_design
from cellworth.app.pack_page import pack_page
from cellworth.app.range import car_range
from cellworth.app.run import SCENARIOS, run
from cellworth.core.errors import InputError, Problem
from cellworth.report.content import Picture
from cellworth.report.figures import plain, upper
from cellworth.report.gallery import body, range_picture, scale_picture, steps_picture
from cellworth.report.picture_files import picture_files
from cellworth.report.strategies.content import strategies_content

__all__ = ["Shown", "gallery", "gallery_files", "gallery_plan"]

FOLDER = "gallery"
CELL = "cell"


@dataclass(frozen=True)
class Shown:
    """One picture with the command that makes it, under a heading of the page."""

    heading: str
    picture: Picture
    command: str


def gallery_plan() -> dict[str, Any]:
    """What the page shows, from its file."""
    path = files("cellworth").joinpath("data", "docs", "gallery.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def gallery(plan: dict[str, Any], *, n_scenarios: int = SCENARIOS) -> list[Shown]:
    """Every picture of the plan.

    Parameters
    ----------
    plan : as of `gallery_plan`.
    n_scenarios : of the case.

    Raises
    ------
    InputError
        If the plan names a picture that the report has not.
    """
    return [*_case(plan, n_scenarios), *_pack(plan["pack"]), _formats(plan["formats"]), _range(plan["range"])]


def _case(plan: dict[str, Any], n_scenarios: int) -> list[Shown]:
    done = run(plan["case"], n_scenarios=n_scenarios)
    assert done.strategies is not None
    content = strategies_content(done.strategies, done.result)
    parts = (*content.board, *content.sections)
    there = {picture.key: picture for picture in (content.lead, *(p for s in parts for p in s.pictures))}
    lacking = [key for key in plan["report"] if key not in there]
    if lacking:
        why = "the report of the case has no such picture"
        raise InputError(Problem("gallery.toml", ", ".join(lacking), why, f"It has {', '.join(there)}."))
    command = _line("run", plan["case"])
    return [Shown(content.title, there[key], command) for key in plan["report"]]


def _line(*words: str, **options: Any) -> str:
    given = [each for name, text in options.items() for each in (f"--{name.replace('_', '-')}", text)]
    return " ".join(["cellworth", *(f'"{word}"' if " " in word else word for word in (*words, *given))])


def _pack(given: dict[str, str]) -> list[Shown]:
    page = pack_page(given)
    command, heading = _line("pack", **given), "A pack from the electrode up"
    cell = page["drawing"][CELL]
    length, width, thick = (cell[name] for name in ("length", "width", "thickness"))
    sizes = f"{plain(length)} by {plain(width)} by {plain(thick, 1)} mm"
    drawn = scale_picture(
        CELL,
        f"A cell of {given['couple']} for {given['energy']} measures {sizes}",
        "face and edge, drawn to scale",
        [
            body("face", length, width, f"{plain(length)} × {plain(width)} mm"),
            body("edge", thick, width, f"{plain(thick, 1)} mm"),
        ],
    )
    parts = [(each["title"], float(each["value"])) for each in page["cost"]]
    largest = max(parts[:-1], key=lambda part: part[1])
    steps = steps_picture(
        "cost",
        f"Of {plain(parts[-1][1])} $ for the pack {plain(largest[1])} are {largest[0]}",
        "USD per pack",
        parts,
    )
    return [Shown(heading, drawn, command), Shown(heading, steps, command)]


def _formats(plan: dict[str, Any]) -> Shown:
    """Cells of several formats beside each other, with what they hold."""
    given = {name: plan[name] for name in ("couple", "energy", "power")}
    texts = {name: (f"--{name}", text) for name, text in given.items()}
    bodies, energies = [], {}
    for name in plan["names"]:
        made = format_design(name, texts)
        sizes = {each.name.rpartition(".")[2]: each.value for each in made.used}
        energies[name] = float(made.outputs["cell_specific_energy"])
        assert made.cell is not None
        text = f"{plain(float(made.cell.format_cell_capacity[0]), 1)} Ah, {plain(energies[name])} Wh/kg"
        across = sizes.get("diameter", sizes.get("width", 0.0))
        bodies.append(body(name, across, sizes["height"], text))
        if "diameter" in sizes:
            bodies.append(body("from above", across, across, f"{plain(across)} mm", is_round=True))
    best = max(energies, key=lambda name: energies[name])
    picture = scale_picture(
        "formats",
        f"The same electrodes hold most in the {best}: {plain(energies[best])} Wh/kg",
        f"cells of {plan['couple']} seen from the front, drawn to scale",
        bodies,
    )
    return Shown("Cell formats", picture, _line("pack", format=best, **given))


def _range(plan: dict[str, Any]) -> Shown:
    """Range over energy for each couple; the pack that gives the range asked for with the car's own."""
    energies = [f"{energy} kWh" for energy in plan["energies"]]
    miles = float(plan["wanted"].split()[0])
    curves, needed = [], []
    points: list[tuple[float, float]] = []
    for couple in plan["couples"]:
        answer = car_range(plan["vehicle"], energies=energies, couple=couple or None, wanted=plan["wanted"])
        *rows, enough = answer.rows
        curves += [(row.couple, row.values["total_energy"], row.values["label_range"]) for row in rows]
        needed.append(f"{plain(enough.values['total_energy'])} kWh of {enough.couple}")
        found = dict(zip(plan["energies"], rows, strict=True))
        points = points or [(float(at), found[at].values["label_range"]) for at in plan["marked"]]
    picture = range_picture(
        "range",
        f"{plain(miles)} miles take {' or '.join(needed)}",
        f"{answer.title}: miles on the label by the energy of its pack, which weighs what it is designed to",
        curves=curves,
        points=points,
        wanted=(f"{plain(miles)} miles", miles),
    )
    asked = [word for energy in energies for word in ("--energy", energy)]
    command = _line("range", "--vehicle", plan["vehicle"], *asked, "--range", plan["wanted"])
    return Shown("How far a car goes", picture, command)


def gallery_files(shown: list[Shown]) -> dict[str, str]:
    """The page and its pictures, by path below the folder of pages."""
    parts = [
        MADE.replace("docs`", "docs --gallery`"),
        "# Gallery",
        "Charts as the program draws them, each with the command that makes it; the report of a run has "
        "more, and says where every number comes from.",
    ]
    heading = ""
    for each in shown:
        if each.heading != heading:
            heading = each.heading
            parts.append(f"## {heading}")
        picture = each.picture
        parts.append(f"### {picture.title}")
        parts.append(f"![{picture.subtitle}]({FOLDER}/{picture.key}.svg)")
        parts.append(f"{upper(picture.subtitle)}. `{each.command}`")
    drawn = picture_files(each.picture for each in shown)
    pictures = {f"{FOLDER}/{key}.svg": text for key, text in drawn.items()}
    text = "\n\n".join(parts).replace("$", r"\$")
    return {"gallery.md": f"{text}\n", **pictures}
