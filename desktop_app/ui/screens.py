"""Which screens there are. Each module is imported when its screen is first shown: a cold start pays for one only."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from desktop_app.ui.screen import Screen

OUTSIDE = ("start", "settings", "login", "recovery", "restore")
"""Screens that need no open office."""
SCREENS: dict[str, tuple[str, str]] = {
    "start": ("desktop_app.ui.start_screen", "StartScreen"),
    "login": ("desktop_app.ui.login_screen", "LoginScreen"),
    "recovery": ("desktop_app.ui.recovery_screen", "RecoveryScreen"),
    "dashboard": ("desktop_app.ui.dashboard", "DashboardScreen"),
    "keying": ("desktop_app.ui.keying_screen", "KeyingScreen"),
    "operators": ("desktop_app.ui.operators_screen", "OperatorsScreen"),
    "register": ("desktop_app.ui.register_screen", "RegisterScreen"),
    "import": ("desktop_app.ui.import_screen", "ImportScreen"),
    "feedback": ("desktop_app.ui.feedback_screen", "FeedbackScreen"),
    "report": ("desktop_app.ui.report_screen", "ReportScreen"),
    "sticks": ("desktop_app.ui.stick_screen", "StickScreen"),
    "accounts": ("desktop_app.ui.accounts_screen", "AccountsScreen"),
    "backup": ("desktop_app.ui.backup_screen", "BackupScreen"),
    "calendar": ("desktop_app.ui.calendar_screen", "CalendarScreen"),
    "restore": ("desktop_app.ui.restore_screen", "RestoreScreen"),
    "settings": ("desktop_app.ui.settings_screen", "SettingsScreen"),
}


def load_screen(name: str) -> type[Screen]:
    """Return the class of a screen. Raises KeyError for an unknown name."""
    module, cls = SCREENS[name]
    return cast("type[Screen]", getattr(import_module(module), cls))
