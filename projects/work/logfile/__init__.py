"""Reading a work log (CSV) without Django, without a clock and without holding the file in memory."""
