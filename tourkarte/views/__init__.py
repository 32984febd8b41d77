"""What is seen, as pure functions from the frame: map and timeline. Nothing here knows Streamlit."""
