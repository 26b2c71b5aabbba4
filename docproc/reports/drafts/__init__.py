"""What stands in a draft: which tasks only order the report itself (`report_order`), whom it goes to
(`recipients`), the fields that all share (`fields`), those of the reply (`reply`), of the others about one
letter (`letter_drafts`) and of the reminder (`reminder`); all kinds are told in `kinds`.
"""
