"""What people plan and do: quests, habits, focus sessions, and a day's list of them."""
