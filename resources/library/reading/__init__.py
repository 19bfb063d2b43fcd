"""Taking out of a file what can be read: its text page by page, a picture of its first page, a light copy.

What touches the bytes of a file (`extract` and what it imports) runs in a process of its own, under limits, without
Django. `run` starts it and believes nothing it says; `chapters` makes small web pages of what was stored.
"""
