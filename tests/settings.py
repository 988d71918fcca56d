"""The settings of the product, with the sample area that the tests add to the house."""

from config.settings import *  # noqa: F403

INSTALLED_APPS += [  # noqa: F405
    "tests.orchard",
    "tests.core.approvals.sample",
    "tests.core.imports.sample",
    "tests.core.lists.sample",
]
