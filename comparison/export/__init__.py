"""From records to files for other programs and for people's own documents."""
