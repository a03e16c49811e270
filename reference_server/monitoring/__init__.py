"""How the product is watched: the alerts, and the settings of a Prometheus and an Alertmanager that know them."""
