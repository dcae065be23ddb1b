"""A made-up world to try the portal in: three partnerships, half a year of work, people of both sides."""
