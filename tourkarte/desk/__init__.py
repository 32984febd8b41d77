"""What the editorial desk does with the store: import, match, publish, edit and undo. Nothing here knows Streamlit."""
