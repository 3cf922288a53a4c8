"""From records to pages: what the macros return."""
