"""What is named: offices, people, dates, documents, places, found once with their boundaries."""
