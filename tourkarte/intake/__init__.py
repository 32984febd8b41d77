"""From documents to drafts of appointments."""
