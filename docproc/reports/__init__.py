"""From letters to documents: drafts in Word through templates that an office can edit."""
