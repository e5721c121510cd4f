"""What is wrong in a finished build: its pages, its links, and what they show of the data."""
