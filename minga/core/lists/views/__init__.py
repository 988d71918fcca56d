"""A list on a page, and what is done from it: export, bulk actions, saved views."""

from minga.core.lists.views.listing import page

__all__ = ["page"]
