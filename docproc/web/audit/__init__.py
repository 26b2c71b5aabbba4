"""The audit trail, for heads of office and administrators."""
