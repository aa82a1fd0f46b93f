"""``python -m whowhom``: the command, where it is not on the path."""

from whowhom.explore.cli import main

if __name__ == "__main__":
    main()
