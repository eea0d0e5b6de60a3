"""Dress the application in a theme: style, typeface, palette, and one style sheet for Qt's own parts."""

import os

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from wopfield.shipped import shipped
from wopfield.ui.theme import BODY, CARD_RADIUS, CONTROL_RADIUS, MEDIUM, QUESTION, SECONDARY, SEMIBOLD, Theme

_STYLE = "Fusion"
_OF_QT = ("QPrintDialog", "QPrintPropertiesDialog", "QFileDialog")
"""The dialogs that Qt builds itself."""


def choose_style() -> None:
    """Have the application begin in the style we dress; for programs that start, before they make it.

    Set afterwards, the style comes home as an object of Python, whose hundreds of constants take 15 ms to make.
    """
    os.environ["QT_STYLE_OVERRIDE"] = _STYLE


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application the theme's style, typeface, palette and style sheet."""
    if os.environ.get("QT_STYLE_OVERRIDE") != _STYLE:
        application.setStyle(QStyleFactory.create(_STYLE))
    application.setFont(theme.font())
    application.setPalette(palette_of(theme))
    QToolTip.setFont(theme.font(SECONDARY))
    sheet = style_sheet(theme)
    if application.styleSheet() != sheet:  # the same again would still be laid over every widget there is
        application.setStyleSheet(sheet)


def palette_of(theme: Theme) -> QPalette:
    """Return every role of Qt's palette in the theme's colours."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.canvas,
        role.WindowText: theme.ink,
        role.Base: theme.card,
        role.AlternateBase: theme.sunk,
        role.Text: theme.ink,
        role.Button: theme.card,
        role.ButtonText: theme.ink,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.ink,
        role.ToolTipText: theme.card,
        role.PlaceholderText: theme.ink3,
        role.Light: theme.card,
        role.Midlight: theme.sunk,
        role.Mid: theme.line,
        role.Dark: theme.control,
        role.Shadow: theme.control,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.ink3))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.line))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the one style sheet; only Qt's own parts are named in it, ours paint themselves."""
    return "\n".join((_fields(theme), _boxes(theme), _views(theme), _rest(theme), _dialogs(theme)))


def _fields(theme: Theme) -> str:
    edge, pad = theme.border, theme.px(12)
    inner = theme.control_height - 2 * (edge + 1)
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit {{
    background: {theme.card}; color: {theme.ink};
    border: {edge}px solid {theme.control}; border-radius: {CONTROL_RADIUS}px;
    padding: 1px {pad}px; selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QLineEdit, QComboBox, QDateEdit, QTimeEdit {{ min-height: {inner}px; }}
QLineEdit[gloves="true"] {{
    min-height: {theme.large_height - 2 * (edge + 1)}px; font-size: {theme.px(QUESTION)}px; font-weight: {SEMIBOLD};
}}
QLineEdit[tall="true"] {{ min-height: {theme.px(44)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {theme.px(7)}px {theme.px(8)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus {{
    border: 2px solid {theme.accent}; padding: 0px {pad - 1}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {theme.px(7) - 1}px {theme.px(8) - 1}px; }}
QLineEdit[narrow="true"] {{ padding: 1px {theme.px(4)}px; }}
QLineEdit[narrow="true"]:focus {{ padding: 0px {theme.px(4) - 1}px; }}
QLineEdit[state="warning"] {{ border: 2px solid {theme.warning}; padding: 0px {pad - 1}px; }}
QLineEdit[state="danger"] {{ border: 2px solid {theme.danger}; padding: 0px {pad - 1}px; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QLineEdit:disabled, QComboBox:disabled {{
    background: {theme.sunk}; color: {theme.ink2}; border-color: {theme.line};
}}
QLineEdit[bare="true"], QTextEdit[bare="true"] {{
    border: none; background: transparent; padding: 0; min-height: 0;
}}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {theme.px(30)}px; }}
QComboBox QAbstractItemView {{
    background: {theme.card}; color: {theme.ink}; border: 1px solid {theme.control};
    selection-background-color: {theme.tint}; selection-color: {theme.ink}; outline: 0;
}}
QComboBox QAbstractItemView::item {{ min-height: {theme.px(32)}px; padding: 0 {pad - 2}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {theme.tint}; color: {theme.ink}; }}
"""


def _boxes(theme: Theme) -> str:
    box = theme.px(22)
    return f"""
QPushButton {{
    background: {theme.card}; color: {theme.ink}; font-weight: {MEDIUM};
    border: {theme.border}px solid {theme.control}; border-radius: {CONTROL_RADIUS}px;
    padding: 0 {theme.px(16)}px; min-height: {theme.control_height - 2}px;
}}
QPushButton:hover, QPushButton:pressed {{ background: {theme.tint}; }}
QPushButton:default {{
    background: {theme.accent}; color: {theme.on_accent};
    border-color: {theme.accent}; font-weight: {SEMIBOLD};
}}
QPushButton:default:hover {{ background: {theme.hover}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; }}
QPushButton:disabled {{ color: {theme.ink3}; border-color: {theme.line}; background: {theme.sunk}; }}
QCheckBox, QRadioButton {{ spacing: {theme.px(10)}px; min-height: {theme.px(36)}px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {box}px; height: {box}px; background: {theme.card}; border: 2px solid {theme.control};
}}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 2}px; }}
QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent}; }}
QRadioButton::indicator:checked {{
    width: {box - 10}px; height: {box - 10}px; border: 7px solid {theme.accent};
}}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {theme.accent}; }}
"""


def _views(theme: Theme) -> str:
    return f"""
QScrollArea {{ border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent; }}
QTreeView, QListView, QTableView {{
    background: {theme.card}; color: {theme.ink}; border: none; outline: 0; gridline-color: {theme.line};
    alternate-background-color: {theme.sunk};
    selection-background-color: {theme.tint}; selection-color: {theme.ink};
}}
QHeaderView {{ background: {theme.card}; }}
QHeaderView::section {{
    background: {theme.card}; color: {theme.ink2}; border: none; border-bottom: 1px solid {theme.control};
    padding: {theme.px(8)}px 14px; font-size: {theme.px(SECONDARY)}px; font-weight: {SEMIBOLD};
}}
QHeaderView[tight="true"]::section {{ padding: {theme.px(8)}px 2px; }}
QHeaderView[tight="true"]::section:first {{ padding: {theme.px(8)}px 12px; }}
QTableCornerButton::section {{ background: {theme.card}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.control}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {theme.ink3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {theme.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
"""


def _rest(theme: Theme) -> str:
    return f"""
QMenu {{
    background: {theme.card}; color: {theme.ink}; border: 1px solid {theme.control};
    border-radius: {CONTROL_RADIUS}px; padding: 6px;
}}
QMenu::item {{ padding: {theme.px(8)}px {theme.px(16)}px; border-radius: 5px; }}
QMenu::item:selected {{ background: {theme.tint}; color: {theme.ink}; }}
QMenu::item:disabled {{ color: {theme.ink3}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: 6px 8px; }}
QToolTip {{
    background: {theme.ink}; color: {theme.card}; border: none; padding: {theme.px(6)}px {theme.px(8)}px;
}}
QDialog, QMessageBox {{ background: {theme.canvas}; }}
QCalendarWidget QAbstractItemView {{
    background: {theme.card}; border: none; outline: none;
    selection-background-color: {theme.card}; selection-color: {theme.ink};
}}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {theme.card}; min-height: {theme.px(40)}px; }}
QCalendarWidget QToolButton {{
    background: transparent; border: none; border-radius: {CONTROL_RADIUS}px; color: {theme.ink};
    font-weight: 600; min-height: {theme.px(36)}px; min-width: {theme.px(36)}px; padding: 0 {theme.px(4)}px;
}}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus {{ background: {theme.tint}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QProgressBar {{
    background: {theme.line}; border: none; border-radius: 4px; max-height: 8px; color: {theme.ink};
}}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
QGroupBox {{
    border: 1px solid {theme.line}; border-radius: {CARD_RADIUS}px; margin-top: {theme.px(BODY)}px;
}}
"""


def _dialogs(theme: Theme) -> str:
    """Return the signs of parts in dialogs of Qt, which lose theirs with our frame around them; ours draw their own."""
    tick = _picture("tick-white" if theme.on_accent == "#FFFFFF" else "tick-dark")
    side = theme.px(18)
    boxes = ", ".join(f"{dialog} QComboBox::down-arrow" for dialog in _OF_QT)
    ticks = ", ".join(f"{dialog} QCheckBox::indicator:checked" for dialog in _OF_QT)
    return f"""
{boxes} {{ image: {_picture("arrow")}; width: {side}px; height: {side}px; }}
{ticks} {{ image: {tick}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""


def _picture(name: str) -> str:
    path = shipped("resources") / "icons" / "plain" / f"{name}.svg"
    return f'url("{path.as_posix()}")'
