"""The benches: one file each, found by being here."""
