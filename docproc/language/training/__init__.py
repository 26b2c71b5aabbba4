"""Makes what repair needs from plain text: damaged pages, confusion tables, the language model. Fixed seeds."""
