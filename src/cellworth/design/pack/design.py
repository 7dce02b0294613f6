"""Records of a whole pack: what every run needs, and what is computed only when asked for."""

from cellworth.core.record import record
from cellworth.design.pack.bms import BmsParts, BmsSize
from cellworth.design.pack.cell_heat import CellHeatPath
from cellworth.design.pack.checks import PackChecks
from cellworth.design.pack.coolant import CoolantFlow, CoolantPumping
from cellworth.design.pack.cooling_panels import PackCooling
from cellworth.design.pack.cooling_unit import CoolingGrade, CoolingUnit
from cellworth.design.pack.heat import HeatLoad, PulseHeat
from cellworth.design.pack.jacket import Jacket, PackSize
from cellworth.design.pack.module import ModuleParts
from cellworth.design.pack.parts_summary import CellSummary, ModuleSummary
from cellworth.design.pack.rack import RowRack
from cellworth.design.pack.report import PackReport
from cellworth.design.pack.split import PackSplit
from cellworth.design.pack.summary import PackSummary, SystemSummary
from cellworth.design.pack.totals import PackTotals, PackWiring


@record
class PackDesign:
    """Modules, pack, electronics, cooling and summary of every design."""

    module: ModuleParts
    rack: RowRack
    cooling: PackCooling
    size: PackSize
    jacket: Jacket
    wiring: PackWiring
    bms_parts: BmsParts
    bms_size: BmsSize
    totals: PackTotals
    heat: HeatLoad
    unit: CoolingUnit
    system_summary: SystemSummary
    pack_summary: PackSummary
    checks: PackChecks


@record
class PackDetail:
    """Pulse, heat paths, coolant, modules, cells, groups and shown values; only when asked for."""

    pulse: PulseHeat
    cell_heat_path: CellHeatPath
    flow: CoolantFlow
    pumping: CoolantPumping
    grade: CoolingGrade
    module_summary: ModuleSummary
    cell_summary: CellSummary
    split: PackSplit
    report: PackReport
