"""The comparison: YAML goes in; HTML, Markdown, JSON and CSV come out."""
