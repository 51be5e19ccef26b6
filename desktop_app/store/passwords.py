"""What a password or a recovery code must be like. Texts in, bytes or problems out; nothing is stored or compared here.

A password is NFC and has at least twelve characters; there are no rules of composition, which make people write it down
(NIST SP 800-63B §5.1.1.2). A recovery code is 34 base-32 characters: 32 random ones (160 bits) and two that find a slip of the
pen before it costs a try. Its letters are Crockford's: no I, L, O, U; small letters and O, I, L for 0, 1, 1 are taken too.
"""

from __future__ import annotations

import hashlib
import secrets

from forms.problems import Problem, Refused, declare, make_problem
from forms.text import fold, nfc

LEAST, MOST, FEWEST_DIFFERENT = 12, 256, 5
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LETTERS, CHECK_LETTERS, GROUP = 32, 2, 4
_READ_AS = str.maketrans("OIL", "011", " -–\t\r\n\u00a0")

SHORT = declare(
    "PASSWORD-SHORT",
    "Mật khẩu phải có ít nhất {least} ký tự. Nên dùng một câu dễ nhớ.",
    "A password needs at least {least} characters. Take a sentence you remember.",
)
LONG = declare("PASSWORD-LONG", "Mật khẩu dài quá {most} ký tự.", "A password has at most {most} characters.")
PLAIN = declare(
    "PASSWORD-PLAIN",
    "Mật khẩu quá đơn giản: dưới {fewest} ký tự khác nhau.",
    "Too plain a password: fewer than {fewest} different characters.",
)
OWN_NAME = declare("PASSWORD-ACCOUNT", "Mật khẩu không được là tên tài khoản.", "A password must not be the account's name.")
BAD_CODE = declare(
    "RECOVERY-CODE-SHAPE",
    "Mã khôi phục gồm 34 chữ và số; mã này thiếu hoặc sai một ký tự. Hãy đọc lại tờ giấy.",
    "A recovery code has 34 letters and digits; one is missing or wrong here. Read the sheet again.",
)


def check_password(password: str, account: str = "") -> list[Problem]:
    """Return every problem of a new password."""
    text = nfc(password)
    problems = [] if len(text) >= LEAST else [make_problem(SHORT, "password", least=LEAST)]
    if len(text) > MOST:
        problems.append(make_problem(LONG, "password", most=MOST))
    if len(set(text)) < FEWEST_DIFFERENT:
        problems.append(make_problem(PLAIN, "password", fewest=FEWEST_DIFFERENT))
    if account and fold(text.strip()) in (fold(account), fold(account) * 2):
        problems.append(make_problem(OWN_NAME, "password"))
    return problems


def require_password(password: str, account: str = "") -> None:
    """Raise Refused with every problem of a new password."""
    problems = check_password(password, account)
    if problems:
        raise Refused(problems)


def password_bytes(password: str) -> bytes:
    """Return what goes into the key derivation: NFC, UTF-8, cut at what no real password reaches."""
    return nfc(password).encode("utf-8", "surrogatepass")[: 8 * MOST]


def make_recovery_code() -> str:
    """Return a new code in groups of four, its last group the two check letters."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LETTERS))
    return group_code(letters + _check_letters(letters))


def group_code(code: str) -> str:
    """Return a code in groups of four with hyphens, as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def load_recovery_code(text: str) -> bytes:
    """Return the bytes of a code as someone typed it. Raises Refused if it is not a code or one letter is wrong."""
    letters = nfc(text).upper().translate(_READ_AS)
    good = len(letters) == RANDOM_LETTERS + CHECK_LETTERS and set(letters) <= set(ALPHABET)
    if not good or _check_letters(letters[:RANDOM_LETTERS]) != letters[RANDOM_LETTERS:]:
        raise Refused([make_problem(BAD_CODE, "code")])
    return letters.encode()


def _check_letters(letters: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"somotcua recovery 1\0" + letters.encode()).digest()[:2], "big")
    return ALPHABET[number >> 11] + ALPHABET[number >> 6 & 31]
