"""What pages, letters, the API and the health computation read of work. Nothing lazy leaves these files."""
