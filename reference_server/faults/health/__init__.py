"""Defects of health: endpoints that say what is not so. No case of the catalogue is about them; the doctor notices."""
