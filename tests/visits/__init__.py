"""Tests of control visits."""
