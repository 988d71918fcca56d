"""What holds for every page, by theme; `tests/test_site.py` holds who may go where."""
