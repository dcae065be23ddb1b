"""Files that come in: what they are by their content, and names that are safe. Pure: no Django, no clock, no rows."""
