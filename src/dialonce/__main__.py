"""`python -m dialonce` is the `dialonce` command."""

from dialonce.cli import main

if __name__ == "__main__":
    main()
