"""What authors write: files of the docs folder, front matter, titles, headings, navigation, redirects, routing."""
