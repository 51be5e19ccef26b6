"""The commands of the command line, one small class each, and the table that names them.

Each reads its arguments, calls one workflow and prints what it returned. Workflows are imported when a command runs, so
that `--help` and `list` do not wait for the PDF engines. No command may decide or compute anything.
"""

from desktop_app.commands.accounts import Account, Unlock
from desktop_app.commands.base import Command
from desktop_app.commands.batches import Batch
from desktop_app.commands.carrying import Card, Receive, Send
from desktop_app.commands.dossiers import HandOver, Overdue
from desktop_app.commands.importing import Import
from desktop_app.commands.keeping import Audit, Backup, Check, Lost, Remove, Restore, Undelete
from desktop_app.commands.making import Demo, Init, SelfTest
from desktop_app.commands.records import Enter, History, List, Show
from desktop_app.commands.reports import Number, Sign, Summary, Verify
from desktop_app.commands.slips import DOSSIER_REGISTER, OUTGOING_REGISTER, Paper
from desktop_app.commands.supervising import Evidence, Operators
from desktop_app.commands.verifying import Sample, Verification

COMMANDS: dict[str, Command] = {
    "demo": Demo(),
    "init": Init(),
    "enter": Enter(),
    "list": List(),
    "show": Show(),
    "history": History(),
    "remove": Remove(),
    "undelete": Undelete(),
    "import": Import(),
    "overdue": Overdue(),
    "handover": HandOver(),
    "batch": Batch(),
    "verification": Verification(),
    "sample": Sample(),
    "operators": Operators(),
    "evidence": Evidence(),
    "paper": Paper(),
    "register": DOSSIER_REGISTER,
    "outgoing": OUTGOING_REGISTER,
    "summary": Summary(),
    "sign": Sign(),
    "number": Number(),
    "verify": Verify(),
    "send": Send(),
    "receive": Receive(),
    "card": Card(),
    "lost": Lost(),
    "check": Check(),
    "audit": Audit(),
    "backup": Backup(),
    "restore": Restore(),
    "account": Account(),
    "unlock": Unlock(),
    "self-test": SelfTest(),
}
