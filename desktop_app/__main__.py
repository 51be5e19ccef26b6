"""`python -m desktop_app`: the outer edge of the program. It must hold nothing but the call."""

import sys

from desktop_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
