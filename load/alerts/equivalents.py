"""Mutants that no case can notice, because they say the same as their rule: each with its reason."""

EQUIVALENT = {
    "PassionSlowRequests: rate becomes increase at 12": (
        "a quantile asks how the buckets compare: all of them times 300 compare the same"
    ),
    "PassionSearchSlow: rate becomes increase at 10": (
        "a quantile asks how the buckets compare: all of them times 300 compare the same"
    ),
    "PassionWatcherUploadsFailing/gave_up: sum becomes max at 0": (
        "an increase is never negative, so that a sum is over 0 just when the greatest of them is"
    ),
    "PassionWatcherUploadsFailing/gave_up: increase becomes rate at 2": (
        "a rate is the increase divided by the window, so that one is over 0 just when the other is"
    ),
    "PassionTelemetryStale: sum becomes max at 24": (
        "up is 0 or 1, so that a sum is over 0 just when the greatest of them is"
    ),
}
