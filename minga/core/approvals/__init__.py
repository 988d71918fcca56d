"""Approvals: who decides on what was prepared, in which steps, in whose place, with which proof.

An area declares a `Flow` and registers it; the state of what is approved stays the area's own.
"""
