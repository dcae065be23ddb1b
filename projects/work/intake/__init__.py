"""A work log on its way through the database: kept in pieces, staged in temporary tables, settled in one go."""
