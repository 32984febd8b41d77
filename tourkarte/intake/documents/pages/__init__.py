"""From pages, as words and drawn lines, to text."""
