"""What must be fast, measured against a reference of the same run: `minga bench NAME`.

To add a bench, write two files:

- `minga/bench/references/NAME.py`: the reference, a function that imports nothing of minga (the
  contract «references» of import-linter sees to it).
- `minga/bench/cases/NAME.py`: one class that inherits `Bench`; it is found by being there.

        class Export(Bench):
            name = "export"
            says = "escribir un libro de 100.000 filas y 20 columnas"
            against = "rustpy-xlsxwriter con las mismas filas ya listas"
            rows = 100_000
            limit = Fraction(2)
            database = False               # True: a scratch database, migrated and empty, is there

            def prepare(self) -> None: …   # once, in a process apart: files in self.folder
            def load(self) -> None: …      # once in the process of each side: what both have ready
            def before(self) -> None: …    # before each run, not timed: put things back
            def ours(self) -> object: …    # timed
            def reference(self) -> object: …  # timed
            def answer(self, result) -> object: …  # not timed: what was done, in JSON

Both sides answer the same (a count, a digest): an answer that differs stops the bench. Without
`answer` it is what the side returned. Each side
lives in a process of its own and they run in turn, ours first; seconds are the median of `repeats`
runs, peak_mb the highest memory of our process. Everything lives in a temporary folder (MINGA_DATA
inside it); with DATABASE_URL, in a database of its own on that server.

Imports of minga and Django models belong inside the methods: the list of benches is read before
Django knows which database it will speak to.
"""
