"""Watchers: how they are let in, and the files that they back up."""
