"""The JSON Schema of a rule file."""

from __future__ import annotations

import json

from cleaner.rulebook.rule import Pack


def schema_text() -> str:
    """The schema as JSON that ends with a line end, for editors that complete and check keys."""
    made = Pack.model_json_schema(by_alias=True)
    # A pack that only disables rules has none.
    made["required"] = [key for key in made["required"] if key != "rules"]
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
