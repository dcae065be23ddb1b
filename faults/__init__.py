"""Faults: five hundred weekly letters while something breaks, with real servers, real processes and a real mail server."""
