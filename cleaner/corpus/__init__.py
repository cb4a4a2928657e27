"""The corpus on disk: its schema, its writer, its reader, and the check of all its laws."""
