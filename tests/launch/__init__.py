"""The launcher: real processes, started, killed and stopped."""
