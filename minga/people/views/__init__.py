"""Signing in, who stands in for whom, the second factor of others."""
