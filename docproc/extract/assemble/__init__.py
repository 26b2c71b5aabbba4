"""Roles and mentions become the letter: tasks, head, foot, event, doubts."""
