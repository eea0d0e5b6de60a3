"""The water balance: the standard table, the entries beside it, what it comes to, and what could be otherwise."""

from wopfield.ui.screens.indicators.balance.screen import BalanceScreen

__all__ = ["BalanceScreen"]
