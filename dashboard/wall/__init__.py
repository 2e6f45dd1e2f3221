"""The wall screen: slides that turn by the server's clock, on a page without Streamlit."""
