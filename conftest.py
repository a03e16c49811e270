"""The plugins of this repository, a noun each; every plugin adds its own options."""

pytest_plugins = [
    "fixtures.plugins.catalogue",
    "fixtures.plugins.target",
    "fixtures.plugins.server",
    "fixtures.plugins.browser",
    "fixtures.plugins.clock",
    "fixtures.plugins.seed",
    "fixtures.plugins.people",
    "fixtures.plugins.vaults",
    "fixtures.plugins.wire",
    "fixtures.plugins.watchers",
    "fixtures.plugins.evidence",
    "fixtures.plugins.artifacts",
    "fixtures.plugins.reproduction",
    "fixtures.plugins.first_failure",
    "fixtures.plugins.outage",
]
