"""`python -m effektkedja` is the command `effektkedja`."""

from effektkedja.cli import main

if __name__ == "__main__":
    main()
