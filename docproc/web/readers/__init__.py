"""Who may see a confidential letter (`routes`): a panel of the letter's page."""
