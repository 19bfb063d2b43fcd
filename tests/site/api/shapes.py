"""Whether a value has the shape that a schema describes: as much of JSON Schema as ours uses."""

KINDS = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def fits(value, schema, known, at="$"):
    """What is wrong, in words; nothing where all fits."""
    if "$ref" in schema:
        return fits(value, known[schema["$ref"].rpartition("/")[2]], known, at)
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, KINDS[name]) for name in names):
        return [f"{at}: {value!r} is not {names}"]
    wrong = []
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{at}: {value!r} is none of those named")
    if isinstance(value, dict):
        wrong += [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
        for name, inner in schema.get("properties", {}).items():
            wrong += fits(value[name], inner, known, f"{at}.{name}") if name in value else []
    if isinstance(value, list):
        for place, one in enumerate(value):
            wrong += fits(one, schema["items"], known, f"{at}[{place}]")
    return wrong
