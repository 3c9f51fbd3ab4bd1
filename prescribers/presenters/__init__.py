"""What the pages show, made from what the record and the rulebook say."""
