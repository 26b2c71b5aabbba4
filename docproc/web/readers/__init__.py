"""Who may see a confidential letter: a panel of the letter's page."""
