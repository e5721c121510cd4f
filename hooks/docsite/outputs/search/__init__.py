"""What the reader's search finds: the passages of built pages, the words that lead to them, and the index."""
