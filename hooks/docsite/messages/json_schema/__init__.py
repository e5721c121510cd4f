"""Messages in JSON: their schemas as tables, as published files, and as what samples are held to."""
