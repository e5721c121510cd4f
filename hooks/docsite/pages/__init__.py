"""What authors write: the files of the docs folder, front matter, titles, navigation, redirects, routing."""
