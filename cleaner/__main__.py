"""`python -m cleaner` is `clean`, for where the command itself is not on the path."""

from cleaner.cli.main import main

if __name__ == "__main__":
    main()
