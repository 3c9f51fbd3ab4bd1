"""What the registry promises, one folder a room."""
