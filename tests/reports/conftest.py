"""The patience with which properties are tried."""

import hypothesis

# How long an example takes says how busy the machine is, not whether the property holds.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
