"""Draw the pages of the site, and the parts of them that macros return."""
