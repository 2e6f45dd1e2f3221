"""The Streamlit app: decides how the numbers of ``qi`` look and read, and computes nothing."""
