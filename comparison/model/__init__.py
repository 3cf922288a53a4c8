"""What there is: records, which know nothing of files, git and HTML."""
