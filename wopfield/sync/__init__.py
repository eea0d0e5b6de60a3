"""How two logs come to agree."""
