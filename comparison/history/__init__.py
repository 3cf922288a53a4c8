"""From revisions: what changed for readers, on which day, and which addresses there ever were."""
