"""The pages; each file shows one. Never call this folder ``pages``: Streamlit would serve it past the navigation."""
