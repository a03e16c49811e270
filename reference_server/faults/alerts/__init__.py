"""Defects of the alerts: rules and settings of the Prometheus that watches the product."""
