"""Minga: the management system of a regional housing and urban-works service."""

__version__ = "0.1.0"
