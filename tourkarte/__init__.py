"""Tourkarte: from a German press invitation to a published, filterable map of appointments."""
