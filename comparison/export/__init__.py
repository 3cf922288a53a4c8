"""Write the data as files for other programs and for people's own documents."""
