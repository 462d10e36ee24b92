"""`python -m loaders` is the command `ferry`."""

from __future__ import annotations

from loaders.cli import main

if __name__ == "__main__":
    main()
