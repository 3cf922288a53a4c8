"""Real servers started from the programs, and records of what they answer."""
