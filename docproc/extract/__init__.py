"""Words become a letter, in four rooms walked through once, each taking only from those to its left: `layout`
says what stands where, `mentions` what is named, `roles` what each sentence is and whose, `assemble` makes the
letter of it.
"""
