"""Pages of everybody's own account, and of the administrator's desk."""
