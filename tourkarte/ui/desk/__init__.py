"""What the desk's pages share: who is there, forms, conflicts, and what is said about what was done."""
