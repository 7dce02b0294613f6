"""From metals to materials: what a cathode powder, an electrolyte, a graphite or a foil costs to buy."""

from collections.abc import Mapping

from cellworth.core.types import Array

__all__ = [
    "electrolyte_price",
    "element_fraction",
    "foil_price",
    "natural_graphite_price",
    "oxide_price",
    "phosphate_price",
    "salt_price",
    "synthetic_graphite_price",
]


def element_fraction(moles: Array, atomic_mass: Array, molar_mass: Array) -> Array:
    r"""Mass of an element per mass of a compound, :math:`w_e = \nu_e M_e / M`.

    Parameters
    ----------
    moles : (s,) [1]
        Of the element per formula.
    atomic_mass, molar_mass : (s,) [g/mol]

    Returns
    -------
    fraction : (s,) [kg/kg]

    References
    ----------
    X30.

    Examples
    --------
    Cobalt in LiCoO2:

    >>> import numpy as np
    >>> element_fraction(np.asarray([1.0]), np.asarray([58.933]), np.asarray([97.872])).round(3)
    array([0.602])
    """
    return moles * atomic_mass / molar_mass


def oxide_price(
    metals: Mapping[str, Array],
    fractions: Mapping[str, Array],
    alkali_price: Array,
    alkali_fraction: Array,
    alkali_excess: Array,
    precursor_yield: Array,
    cathode_yield: Array,
    precursor_need: Array,
    precursor_conversion: Array,
    cathode_conversion: Array,
    margin: Array,
) -> Array:
    r"""Price of a layered or spinel oxide by its cost.

    .. math::

       P = (1 + m) \Bigl\{ \sum_e \frac{w_e p_e}{y_p y_c} + \frac{w_A p_A (1 + x)}{y_c}
         + \frac{\kappa}{y_c} c_p + c_c \Bigr\}

    Parameters
    ----------
    metals, fractions : dict of (s,) [USD/kg], [kg/kg]
        Price per element, its premium in the salt included, and its mass fraction in the powder.
    alkali_price : (s,) [USD/kg]
        Lithium or sodium in the salt, per kg of the element.
    alkali_fraction : (s,) [kg/kg]
    alkali_excess : (s,) [1]
    precursor_yield, cathode_yield : (s,) [1]
    precursor_need : (s,) [kg/kg]
        Precursor in a kg of powder, :math:`\kappa = M_{precursor} / M`.
    precursor_conversion, cathode_conversion : (s,) [USD/kg]
        Per kg of precursor, and of powder.
    margin : (s,) [1]

    Returns
    -------
    price : (s,) [USD/kg]

    Notes
    -----
    By cost: at the top of a metal cycle the powder trades below it.

    References
    ----------
    X31.
    """
    elements: Array = sum(
        (fractions[name] * price for name, price in metals.items()), start=0.0 * cathode_yield
    )
    alkali = alkali_fraction * alkali_price * (1.0 + alkali_excess) / cathode_yield
    conversion = precursor_need / cathode_yield * precursor_conversion + cathode_conversion
    return (1.0 + margin) * (elements / (precursor_yield * cathode_yield) + alkali + conversion)


def phosphate_price(
    manganese_price: Array,
    manganese_fraction: Array,
    lithium_price: Array,
    lithium_fraction: Array,
    lithium_excess: Array,
    cathode_yield: Array,
    precursor_need: Array,
    precursor_price: Array,
    cathode_conversion: Array,
    margin: Array,
) -> Array:
    r"""Price of an olivine by its cost.

    .. math::

       P = (1 + m) \Bigl\{ \frac{w_{Li} p_{Li} (1 + x)}{y_c} + \frac{\kappa}{y_c} c_p
         + \frac{w_{Mn} p_{Mn}}{y_c} + c_c \Bigr\}

    Parameters
    ----------
    manganese_price, lithium_price : (s,) [USD/kg]
        Per kg of the element in its salt.
    manganese_fraction, lithium_fraction : (s,) [kg/kg]
    lithium_excess : (s,) [1]
    cathode_yield : (s,) [1]
    precursor_need : (s,) [kg/kg]
        Iron phosphate in a kg of powder; the share of iron only.
    precursor_price, cathode_conversion : (s,) [USD/kg]
        Of iron phosphate, and the fee per kg of powder.
    margin : (s,) [1]

    Returns
    -------
    price : (s,) [USD/kg]

    References
    ----------
    X32.
    """
    lithium = lithium_fraction * lithium_price * (1.0 + lithium_excess) / cathode_yield
    others = (precursor_need * precursor_price + manganese_fraction * manganese_price) / cathode_yield
    return (1.0 + margin) * (lithium + others + cathode_conversion)


def salt_price(carbonate_price: Array, carbonate_need: Array, salt_yield: Array, conversion: Array) -> Array:
    r"""Price of the salt of an electrolyte, :math:`\kappa p / y + c`.

    Parameters
    ----------
    carbonate_price : (s,) [USD/kg]
    carbonate_need : (s,) [kg/kg]
        Carbonate in a kg of salt.
    salt_yield : (s,) [1]
    conversion : (s,) [USD/kg]

    Returns
    -------
    price : (s,) [USD/kg]

    References
    ----------
    X33.
    """
    return carbonate_need * carbonate_price / salt_yield + conversion


def electrolyte_price(
    salt: Array,
    additive: Array,
    solvent: Array,
    salt_fraction: Array,
    additive_fraction: Array,
    blending: Array,
) -> Array:
    r"""Price of an electrolyte, :math:`f_s p_s + f_a p_a + (1 - f_s - f_a) p_v + c_b`.

    Parameters
    ----------
    salt, additive, solvent : (s,) [USD/kg]
    salt_fraction, additive_fraction : (s,) [kg/kg]
    blending : (s,) [USD/kg]

    Returns
    -------
    price : (s,) [USD/kg]

    References
    ----------
    X33.
    """
    rest = 1.0 - salt_fraction - additive_fraction
    return salt_fraction * salt + additive_fraction * additive + rest * solvent + blending


def natural_graphite_price(flake: Array, spherical_yield: Array, conversion: Array) -> Array:
    r"""Price of natural graphite, :math:`p_{flake} / y + c`.

    Parameters
    ----------
    flake : (s,) [USD/kg]
    spherical_yield : (s,) [1]
    conversion : (s,) [USD/kg]

    Returns
    -------
    price : (s,) [USD/kg]

    References
    ----------
    X34.
    """
    return flake / spherical_yield + conversion


def synthetic_graphite_price(
    coke: Array, graphite_yield: Array, electricity_need: Array, electricity_price: Array, conversion: Array
) -> Array:
    r"""Price of synthetic graphite, :math:`p_{coke} / y + e_g p_{el} + c`.

    Parameters
    ----------
    coke : (s,) [USD/kg]
    graphite_yield : (s,) [1]
    electricity_need : (s,) [kWh/kg]
    electricity_price : (s,) [USD/kWh]
    conversion : (s,) [USD/kg]

    Returns
    -------
    price : (s,) [USD/kg]

    References
    ----------
    X34.
    """
    return coke / graphite_yield + electricity_need * electricity_price + conversion


def foil_price(metal: Array, fee: Array, density: Array, thickness: Array) -> Array:
    r"""Price of a foil, :math:`(p + f) \rho t`.

    Parameters
    ----------
    metal, fee : (s,) [USD/kg]
        The fee is that of the thickness.
    density : (s,) [kg/m^3]
    thickness : (s,) [m]

    Returns
    -------
    price : (s,) [USD/m^2]

    References
    ----------
    X35.
    """
    return (metal + fee) * density * thickness
