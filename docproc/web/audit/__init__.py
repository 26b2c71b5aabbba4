"""The audit trail (`routes`), for heads of office and administrators."""
