"""Signing in by OpenID Connect, with the flow, the claims and the logout of ClaveÚnica."""
