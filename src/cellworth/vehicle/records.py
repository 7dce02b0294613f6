"""What the kernels of the car take and return."""

from cellworth.core.record import record, static
from cellworth.core.types import Array

__all__ = ["Car", "Cycle", "CycleSums", "CycleUse", "DriveModel", "LabelModel", "RoadLoad"]


@record
class RoadLoad:
    """Force of the road on a car at steady speed: constant, linear and square part, by coast-down.

    Attributes
    ----------
    road_constant : (s,) [N]
    road_linear : (s,) [N s/m]
    road_square : (s,) [N s^2/m^2]
    """

    road_constant: Array
    road_linear: Array
    road_square: Array


@record
class Car:
    """A car as the cycles see it.

    Attributes
    ----------
    road : RoadLoad
    test_mass : (s,) [kg]
        Inertia in the test.
    motor_power : (s,) [W]
        Rated power of all motors together.
    model_year : (s,) [year]
    discharge_energy : (s,) [J]
        Energy inside the cells between full and empty.
    battery_loss_share : (s,) [1]
        Share of the power lost inside the battery at the current that empties it in one hour.
    """

    road: RoadLoad
    test_mass: Array
    motor_power: Array
    model_year: Array
    discharge_energy: Array
    battery_loss_share: Array


@record
class Cycle:
    """A drive cycle in steps of constant acceleration; equal steps are told once.

    Attributes
    ----------
    name : str
    speed : (k,) [m/s]
        Mean speed of the step; above zero.
    acceleration : (k,) [m/s^2]
    moving_time : (k,) [s]
        Time the cycle spends in steps of this kind.
    standing_time : float [s]
    distance : float [m]
    """

    name: str = static()
    speed: Array
    acceleration: Array
    moving_time: Array
    standing_time: float
    distance: float


@record
class DriveModel:
    """Numbers of the drivetrain, the same for all cars.

    Attributes
    ----------
    loss_share : (s,) [1]
        Loss between battery and wheel over the power at the wheel, in a mature car.
    loss_share_early : (s,) [1]
        What a car of the first year lost more.
    no_load_share : (s,) [1]
        Loss while moving over the rated power of the motors.
    regeneration_share : (s,) [1]
        Braking energy that the motors take, in a mature car at speed.
    regeneration_share_early : (s,) [1]
        What a car of the first year took less.
    first_year : float [year]
    maturing_time : (s,) [year]
    regeneration_speed : float [m/s]
        Speed above which the motors brake fully; below they fade in proportion.
    regeneration_power_share : (s,) [1]
        Largest braking power of the motors over their rated power.
    auxiliary_power : (s,) [W]
    """

    loss_share: Array
    loss_share_early: Array
    no_load_share: Array
    regeneration_share: Array
    regeneration_share_early: Array
    first_year: float
    maturing_time: Array
    regeneration_speed: float
    regeneration_power_share: Array
    auxiliary_power: Array


@record
class CycleSums:
    """Energies at the wheel over one cycle, and their squares.

    Attributes
    ----------
    traction_energy : (s,) [J]
    traction_square : (s,) [W^2 s]
    braking_energy : (s,) [J]
    caught_energy : (s,) [J]
        Braking energy within the speed and the power of the motors.
    caught_square : (s,) [W^2 s]
    """

    traction_energy: Array
    traction_square: Array
    braking_energy: Array
    caught_energy: Array
    caught_square: Array


@record
class CycleUse:
    """Where the energy of the battery goes, per distance; the parts add up to the consumption.

    Attributes
    ----------
    road_use : (s,) [J/m]
        Traction less braking at the wheel: what air, tyres and bearings take.
    braking_loss : (s,) [J/m]
        Braking energy that the motors do not take.
    drivetrain_loss : (s,) [J/m]
        Motor, inverter and gear, driving and braking.
    auxiliary_use : (s,) [J/m]
    battery_loss : (s,) [J/m]
    energy_use : (s,) [J/m]
        Energy from inside the cells.
    """

    road_use: Array
    braking_loss: Array
    drivetrain_loss: Array
    auxiliary_use: Array
    battery_loss: Array
    energy_use: Array


@record
class LabelModel:
    """Numbers of the label: those of the regulation, and guesses of what warm, dry, level cycles do not show.

    Attributes
    ----------
    two_cycle_factor : float [1]
        Label over laboratory range where two cycles were run.
    city_share : float [1]
        Of the combined label.
    road_factor : float [1]
        What hills, wind and soft tyres leave of a laboratory range.
    warm_share : float [1]
        Of city driving; the rest is cold.
    city_second_bag, city_first_bag, city_us06 : float [1]
        Weights of warm city driving.
    cold_second_bag, cold_first_bag : float [1]
        Weights of cold city driving.
    highway_factor, highway_us06, highway_hwfet : float [1]
        Weights of highway driving.
    cooling_share : float [1]
        Share of driving with air conditioning.
    cooling_city, cooling_highway : float [1]
        Weights of the hot test.
    cabin_cooling_power : (s,) [W]
        Air conditioning in the hot test.
    hot_speed : float [m/s]
        Mean speed of the hot test.
    cabin_heating_power : (s,) [W]
        Heating in the cold test.
    cold_speed : float [m/s]
        Mean speed of the cold test.
    cold_use_factor : (s,) [1]
        Consumption of a cold car over that of a warm one, heating left out.
    """

    two_cycle_factor: float
    city_share: float
    road_factor: float
    warm_share: float
    city_second_bag: float
    city_first_bag: float
    city_us06: float
    cold_second_bag: float
    cold_first_bag: float
    highway_factor: float
    highway_us06: float
    highway_hwfet: float
    cooling_share: float
    cooling_city: float
    cooling_highway: float
    cabin_cooling_power: Array
    hot_speed: float
    cabin_heating_power: Array
    cold_speed: float
    cold_use_factor: Array
