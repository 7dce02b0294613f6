"""Packs: inputs, designs side by side, one input swept."""

from fastapi import APIRouter, Request, Response

from cellworth.web.bench import REFUSALS, TheBench, json_answer, key_of
from cellworth.web.forms import Designs, Sweep

__all__ = ["router"]

router = APIRouter(prefix="/api/v1/packs", tags=["packs"], responses=REFUSALS)


@router.get("/inputs")
async def pack_inputs(bench: TheBench) -> Response:
    """Every input of a design: unit, default, limits, choices, words."""
    return json_answer(await bench.calculators.answer("inputs_of_packs", {}, key=key_of("inputs_of_packs")))


@router.post("")
async def design_packs(asked: Designs, request: Request, bench: TheBench) -> Response:
    """Up to seven packs side by side: sheet, drawing to scale, mass and cost by part."""
    arguments = {"designs": asked.designs}
    key = key_of("design", asked.designs)
    return json_answer(
        await bench.calculators.answer("design", arguments, key=key, gone=request.is_disconnected)
    )


@router.post("/sweep")
async def sweep_pack(asked: Sweep, request: Request, bench: TheBench) -> Response:
    """Totals of a pack over one of its inputs."""
    width = (asked.stop - asked.start) / (asked.steps - 1)
    values = [asked.start + step * width for step in range(asked.steps - 1)] + [asked.stop]
    arguments = {"inputs": asked.inputs, "swept": asked.input, "values": values}
    key = key_of("sweep", arguments)
    return json_answer(
        await bench.calculators.answer("sweep", arguments, key=key, gone=request.is_disconnected)
    )
