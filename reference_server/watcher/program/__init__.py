"""The program that people start: commands, the line to the running one, updates."""
