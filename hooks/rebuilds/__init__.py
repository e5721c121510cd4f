"""Building no more than a save has changed, with the result of a clean build; each module knows MkDocs."""
