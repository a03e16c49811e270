"""Views of a verdict for people: terminal and page. The verdict comes first in each of them."""
