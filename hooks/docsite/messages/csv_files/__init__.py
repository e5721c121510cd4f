"""CSV files: their fields as tables, and as what samples are held to."""
