"""The patient's page: the door, what stands behind it, what she tells, and the copy."""
