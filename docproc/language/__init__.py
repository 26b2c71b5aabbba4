"""Vietnamese: one spelling for comparison, and a judge of text. Knows nothing of PDFs."""
