"""Indicators: figures by year, typed straight into a grid, and the results that are worked out from them."""

from wopfield.ui.screens.indicators.screen import IndicatorsScreen

__all__ = ["IndicatorsScreen"]
