"""What the server answers beside the dashboard: assets and headers."""
