"""All partnerships in a list, and the form in which one is begun and changed."""
