"""The one command of the project: it does all the set-up itself, then the work.

    python dev.py run [ARGS]     the program; without a screen and without ARGS: the main job as `demo` in a fresh folder
    python dev.py test [ARGS]    the tests (ARGS go to pytest); gets the virtual screen and the tools by apt where it may
    python dev.py check          ruff and mypy --strict
    python dev.py bench [PART]   measurements beside their floors
    python dev.py build          the program as one folder (PyInstaller), then its self-test
    python dev.py lock [ARGS]    pins and hashes of everything pyproject.toml asks for (ARGS go to uv: --upgrade)

Standard library only. Python 3.8 or later may start it; it looks for a Python of 3.11 or later with tkinter and goes on
with that. What it cannot do itself it says in one sentence, in Vietnamese and English, and ends with status 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
RUN_LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
LOCKED = {RUN_LOCK: [], DEV_LOCK: ["--group", "dev", "--extra", "token", "--constraints", RUN_LOCK.name]}

# The programs the tests call, each with its Debian package; none is needed to run the program.
TOOLS = {
    "Xvfb": "xvfb",  # the virtual screen
    "xdotool": "xdotool",  # real keys in a real window
    "pdftotext": "poppler-utils",  # every Vietnamese letter comes back from a report
    "unzip": "unzip",  # the independent tools that open a bundle
    "ssh-keygen": "openssh-client",
    "age": "age",
    "softhsm2-util": "softhsm2",  # stands in for a signing token
}

# Prints the version and what this Python lacks; `tkinter` is really imported, since its library may be missing too.
PROBE = """
import sys
lacks = []
for name in ("tkinter", "ensurepip"):
    try:
        __import__(name)
    except ImportError:
        lacks.append(name)
print(sys.version_info[0], sys.version_info[1], *lacks)
"""

# Prints the Debian packages without which this Python cannot be put into a built program.
BUILD_PROBE = """
import ctypes.util, shutil, sys
name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
if shutil.which("objdump") is None:
    print("binutils")
if sys.base_prefix == "/usr" and ctypes.util.find_library(name) is None:
    print("lib" + name)
"""


class Stop(Exception):
    """What stands in the way, in one sentence in each language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def main(arguments: list[str]) -> int:
    """Do the named command and return its exit status."""
    commands = {"run": run, "test": test, "check": check, "bench": bench, "build": build, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        if sys.version_info < OLDEST:
            return call([find_python(), __file__, *arguments])
        return commands[arguments[0]](arguments[1:])
    except Stop as stop:
        print(f"{stop.vi}\n{stop.en}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Start the program, or do its main job where there is no screen for a window."""
    python = prepare(RUN_LOCK)
    if arguments or has_screen(python):
        return call([python, "-m", "desktop_app", *arguments])
    folder = Path(tempfile.mkdtemp(prefix="so-mot-cua-")) / "demo"
    print(f"Không có màn hình, nên chương trình làm việc chính trong {folder}", flush=True)
    print(f"There is no screen, so the main job is done in {folder}", flush=True)
    status = call([python, "-m", "desktop_app", "demo", str(folder)])
    if status == 0:
        print(f"Kết quả nằm trong {folder}\nThe results are in {folder}")
    return status


def test(arguments: list[str]) -> int:
    """Run the tests; file arguments are taken from where the person stands."""
    python = prepare(DEV_LOCK)
    get_tools()
    return call([python, "-m", "pytest", *(from_here(argument) for argument in arguments)])


def check(arguments: list[str]) -> int:
    """Run ruff and mypy --strict; both are run even if the first finds something."""
    python = prepare(DEV_LOCK)
    statuses = [call([python, "-m", "ruff", "check", *arguments]), call([python, "-m", "mypy", *arguments])]
    return max(statuses)


def bench(arguments: list[str]) -> int:
    """Print the table of measurements."""
    return call([prepare(DEV_LOCK), "-m", "bench", *arguments])


def build(arguments: list[str]) -> int:
    """Make `dist/so-mot-cua` and run the self-test of what was made."""
    python = prepare(DEV_LOCK)
    missing = quiet([python, "-c", BUILD_PROBE]).stdout.split() if sys.platform == "linux" else []
    if missing and not get_packages(missing):
        command = f"apt-get install {' '.join(missing)}"
        raise Stop(f"Thiếu phần để dựng chương trình: {command}", f"Something to build with is missing: {command}")
    # The same sources give the same bytes: a fixed hash seed and a fixed date in every archive.
    fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1577836800"}
    status = call([python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *arguments, "build.spec"], **fixed)
    if status:
        return status
    program = ROOT / "dist" / "so-mot-cua" / ("so-mot-cua.exe" if WINDOWS else "so-mot-cua")
    print(f"{program.parent}: self-test", flush=True)
    if has_screen(python):
        return call([str(program), "self-test"])
    if shutil.which("Xvfb") is None and not get_packages(["xvfb"]):
        raise Stop(
            "Đã dựng xong nhưng chưa tự kiểm tra được, vì không có màn hình: apt-get install xvfb",
            "Built, but not self-tested, for want of a screen: apt-get install xvfb",
        )
    from tests.virtual_screen import VirtualScreen

    with VirtualScreen() as screen:
        return call([str(program), "self-test"], DISPLAY=screen.display)


def lock(arguments: list[str]) -> int:
    """Write both lock files anew from pyproject.toml; needs uv, which resolves for every system at once."""
    uv = find_uv()
    if uv is None:
        raise Stop("Thiếu uv: pip install uv, rồi chạy lại.", "uv is missing: pip install uv, then run this again.")
    fixed = ["--universal", "--python-version", "3.11", "--generate-hashes", "--custom-compile-command", "python dev.py lock"]
    for path, extra in LOCKED.items():
        command = [uv, "pip", "compile", "pyproject.toml", *extra, *fixed, *arguments, "--quiet", "--output-file", path.name]
        status = call(command)
        if status:
            return status
        text = path.read_text(encoding="utf-8")
        path.write_bytes(f"# asked for: {asked_for()}\n{text}".encode())
    return 0


def asked_for() -> str:
    """Return the digest of everything pyproject.toml asks for; each lock file begins with it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["project"][key] for key in ("requires-python", "dependencies", "optional-dependencies")]
    return hashlib.sha256(json.dumps([*parts, project["dependency-groups"]], sort_keys=True).encode()).hexdigest()


def prepare(wanted: Path) -> str:
    """Return the Python of .venv with everything the lock file names; makes and fills .venv where needed."""
    python = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if any(is_installed(lock_file) for lock_file in {wanted, DEV_LOCK}) and python.exists():
        return str(python)
    lacks = lacking(str(python))
    if lacks is None or "tkinter" in lacks:
        make_venv(find_python())
    print("Đang cài các thư viện (chỉ lần đầu) … / Installing the libraries (the first time only) …", flush=True)
    install(str(python), wanted)
    stamp(wanted).write_text(digest(wanted), encoding="utf-8")
    return str(python)


def digest(lock_file: Path) -> str:
    """Return the digest of a lock file."""
    return hashlib.sha256(lock_file.read_bytes()).hexdigest()


def stamp(lock_file: Path) -> Path:
    """Return where .venv notes which state of a lock file it was filled from."""
    return VENV / f"{lock_file.name}.installed"


def is_installed(lock_file: Path) -> bool:
    """Say whether .venv was filled from this very lock file; the developers' lock holds all of the program's."""
    try:
        return stamp(lock_file).read_text(encoding="utf-8") == digest(lock_file)
    except OSError:
        return False


def lacking(python: str) -> list[str] | None:
    """Return the modules a Python lacks, None if it does not start or is too old."""
    try:
        answer = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
        major, minor, *lacks = answer.stdout.split()
        return lacks if (int(major), int(minor)) >= OLDEST else None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def find_python() -> str:
    """Return a Python of 3.11 or later with tkinter; the one that started this file is asked first."""
    names = [f"python3.{minor}" for minor in (13, 12, 11, 14)] + ["python3", "python"]
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    beside = [shutil.which(name, path=folder) for name in names for folder in folders]
    without_tkinter = ""
    for python in dict.fromkeys([sys.executable, *(path for path in beside if path)]):
        lacks = lacking(python)
        if lacks is not None and "tkinter" not in lacks:
            return python
        if lacks is not None:
            without_tkinter = without_tkinter or python
    if without_tkinter:
        raise Stop(
            f"Python tại {without_tkinter} thiếu tkinter: {tkinter_advice()[0]}",
            f"The Python at {without_tkinter} has no tkinter: {tkinter_advice()[1]}",
        )
    raise Stop("Cần Python 3.11 trở lên, có tkinter.", "Python 3.11 or later, with tkinter, is needed.")


def tkinter_advice() -> tuple[str, str]:
    """Return how to get tkinter on this system, in both languages."""
    packages = {"apt-get": "python3-tk", "dnf": "python3-tkinter", "zypper": "python3-tk", "brew": "python-tk"}
    for manager, package in packages.items():
        if shutil.which(manager):
            command = f"{manager} install {package}"
            return f"hãy cài bằng lệnh {command}", f"install it with {command}"
    if WINDOWS:
        return "chạy lại bộ cài Python và chọn «tcl/tk and IDLE».", "run the Python installer again and tick 'tcl/tk and IDLE'."
    return "hãy cài gói tkinter (hoặc tk) của hệ điều hành.", "install the system's package tkinter (or tk)."


def find_uv() -> str | None:
    """Return uv, from the path or from .venv; None if there is none."""
    return shutil.which("uv") or shutil.which("uv", path=str(VENV / ("Scripts" if WINDOWS else "bin")))


def make_venv(python: str) -> None:
    """Make .venv anew with that Python. Raises Stop if it has no way to do so."""
    uv = shutil.which("uv")
    if "ensurepip" not in (lacking(python) or []):
        command = [python, "-m", "venv", "--clear", str(VENV)]
    elif uv:
        command = [uv, "venv", "--clear", "--python", python, str(VENV)]
    elif get_packages(["python3-venv"]):
        command = [python, "-m", "venv", "--clear", str(VENV)]
    else:
        raise Stop("Python thiếu venv: apt-get install python3-venv", "This Python has no venv: apt-get install python3-venv")
    done = quiet(command)
    if done.returncode:
        last = (done.stdout.strip().splitlines() or ["?"])[-1]
        raise Stop(f"Không tạo được thư mục {VENV}: {last}", f"The folder {VENV} could not be made: {last}")


def install(python: str, lock_file: Path) -> None:
    """Fill .venv from a lock file: by uv if it is there, else, or if that fails, by pip. Raises Stop."""
    uv = find_uv()
    hashed = ["--require-hashes", "-r", str(lock_file)]
    commands = [[uv, "pip", "install", "--quiet", "--python", python, *hashed]] if uv else []
    commands.append([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *hashed])
    said = []
    for command in commands:
        done = quiet(command)
        said.append(done.stdout)
        if done.returncode == 0:
            return
    log = VENV / "install.log"
    log.write_text("\n".join(said), encoding="utf-8")
    raise Stop(
        f"Không tải được các thư viện (máy có mạng không?); chi tiết: {log}",
        f"The libraries could not be fetched (is there a network?); details: {log}",
    )


def get_tools() -> None:
    """Get the programs the tests call, where this may be done here; otherwise say what is missing and go on."""
    missing = [name for name in TOOLS if shutil.which(name) is None]
    if not missing or WINDOWS or get_packages([TOOLS[name] for name in missing]):
        return
    command = "apt-get install " + " ".join(TOOLS[name] for name in missing)
    print(f"Thiếu {', '.join(missing)}: các kiểm thử cần đến sẽ được bỏ qua. Cài bằng: {command}", file=sys.stderr)
    print(f"{', '.join(missing)} missing: the tests that need them are skipped. Install with: {command}", file=sys.stderr)


def get_packages(packages: list[str]) -> bool:
    """Install Debian packages if this is Debian and we may; say whether they are there now."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print(f"apt-get install {' '.join(packages)} …", flush=True)
    install_command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if quiet(install_command).returncode == 0:
        return True
    return quiet(["apt-get", "update", "-q"]).returncode == 0 and quiet(install_command).returncode == 0


def has_screen(python: str) -> bool:
    """Say whether a window can be opened here; outside X11 there always is a screen."""
    if WINDOWS or sys.platform == "darwin":
        return True
    if not os.environ.get("DISPLAY"):
        return False
    return quiet([python, "-c", "import tkinter; tkinter.Tk().destroy()"]).returncode == 0


def from_here(argument: str) -> str:
    """Return a file argument (perhaps with ::name) as a whole path if it lies where the person stands."""
    file, colons, name = argument.partition("::")
    return f"{Path(file).resolve()}{colons}{name}" if not argument.startswith("-") and Path(file).exists() else argument


def call(command: list[str], **environment: str) -> int:
    """Run a command in the project's folder, its output going straight to the person."""
    return subprocess.call(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1", **environment})


def quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it says, errors among it; nothing is asked of the person."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, str(error))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a Windows console may be cp1252
    sys.exit(main(sys.argv[1:]))
