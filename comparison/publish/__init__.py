"""Finish a built site, whichever generator made it."""
