"""A living site to look at: people, talk, groups, resources, articles and weeks, made through the rooms' own actions."""
