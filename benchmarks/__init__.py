"""Measures the frameworks: programs in apps/, what runs and times them, and the results' file."""
