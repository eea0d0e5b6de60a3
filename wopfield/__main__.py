"""Start WOPField: the window, or the command line if words follow."""

from wopfield.cli import main

if __name__ == "__main__":
    main()
