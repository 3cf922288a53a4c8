"""From files to records, or to every mistake in them with its place."""
