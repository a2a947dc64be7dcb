"""What a plan is: its model, its names in three languages, and how a file becomes one."""
