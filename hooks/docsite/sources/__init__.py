"""Files as authors write them: their text with positions, and what is wrong in their form."""
