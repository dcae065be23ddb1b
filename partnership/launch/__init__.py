"""The launcher: brings up servers, roles, and processes, and takes them down again. Knows nothing of Django."""
