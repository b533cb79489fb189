"""The OpenAPI document: what FastAPI makes of the routes, with everything that is said often said once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from pydantic import TypeAdapter

from app.http.problems import MEDIA_TYPE, PROBLEMS, InvalidValue, MissingParameter, ProblemOut
from app.openapi.operations import SCHEMAS, refusals
from app.openapi.samples import Samples
from app.vocabulary import Vocabulary

Part = dict[str, Any]

DEFAULT_REFUSAL = f"{SCHEMAS}HTTPValidationError"
"""What FastAPI says of a request that it refuses itself: here, a problem is sent."""

HEADERS = {
    "ETag": "Names these very bytes: send it as `If-None-Match`, and what you still hold is answered by 304.",
    "Last-Modified": "Day of the release.",
    "Repr-Digest": "SHA-256 of the body as it is sent (RFC 9530).",
    "Link": "Related addresses (RFC 8288): the pages of a list, what explains the answer, and its licence.",
    "X-Total-Count": "How many records a list has on all its pages, in every format.",
    "Content-Disposition": "A name for the file.",
    "Allow": "The methods that are answered here.",
    "Location": "The address that took the place of this one.",
}
"""The headers that are documented, by name."""

ON_SUCCESS = ("ETag", "Last-Modified", "Repr-Digest", "Link")
ON_REFUSAL = {"308": "Location", "405": "Allow"}


def plain_lists(document: Part) -> list[str]:
    """The addresses of lists that need neither a record's id nor a parameter."""
    return [path for path in document["paths"] if "{" not in path and _listed(document, path)]


def complete(plain: Part, real: Samples) -> Part:
    """FastAPI's document of the application, completed with what is really sent."""
    examples = real.problems
    document = _titled(plain)
    components = document["components"]
    components["schemas"] = {**components["schemas"], **_schemas_of_ours()}
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["examples"] = {code: {"summary": PROBLEMS[code].title, "value": body} for code, body in examples.items()}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()
    }
    for operation in _operations(document):
        operation.setdefault("security", [])
        _refuse_as_we_do(operation, examples)
        _add_headers(operation)
        for parameter in operation.get("parameters", ()):
            if parameter.get("required") and parameter["schema"].get("examples"):
                parameter["example"] = parameter["schema"].pop("examples")[0]  # what the docs page fills in
    _explain_values(document)
    _extend_what_they_extend(components["schemas"])
    for path, record in real.records.items():
        components["schemas"][_listed(document, path)]["examples"] = [record]
    components["parameters"] = _share(document, "parameters")
    components["responses"] = _share(document, "responses")
    return document


def _titled(plain: Part) -> Part:
    """A copy in which each schema is called by its title: FastAPI would call a page of claims `Page_ClaimRecord_`."""
    titles = {name: schema.get("title", name) for name, schema in plain["components"]["schemas"].items()}
    taken = Counter(titles.values())
    called = {name: title if title.isidentifier() and taken[title] == 1 else name for name, title in titles.items()}
    text = json.dumps(plain)
    for name, title in called.items():
        text = text.replace(f'"{SCHEMAS}{name}"', f'"{SCHEMAS}{title}"')
    titled: Part = json.loads(text)
    schemas = titled["components"]["schemas"]
    titled["components"]["schemas"] = {
        title: schemas[name] for name, title in sorted(called.items(), key=itemgetter(1))
    }
    return titled


def _listed(document: Part, path: str) -> str | None:
    """The name of the schema of a list's records; None where there is none, or no page without a parameter."""
    operation = document["paths"][path].get("get", {})
    body = operation.get("responses", {}).get("200", {}).get("content", {}).get("application/json", {})
    page = document["components"]["schemas"].get(_schema_name(body.get("schema", {})), {})
    needed = any(parameter.get("required") for parameter in operation.get("parameters", ()))
    items = page.get("properties", {}).get("data", {}).get("items", {})
    return None if needed or not _is_list(operation) else _schema_name(items)


def _schema_name(reference: Part) -> str | None:
    return str(reference["$ref"]).removeprefix(SCHEMAS) if "$ref" in reference else None


def _extend_what_they_extend(schemas: dict[str, Part]) -> None:
    """Say of a record with what came along only how it goes beyond the record alone."""
    for name, schema in schemas.items():
        alone = name.removesuffix("Record") + "Out"
        if name.endswith("Record") and alone in schemas:
            known = schemas[alone]["properties"]
            more = {field: shape for field, shape in schema["properties"].items() if field not in known}
            schema["allOf"] = [
                {"$ref": f"{SCHEMAS}{alone}"},
                {"type": "object", "properties": more, "required": list(more)},
            ]
            for said in ("type", "properties", "required"):
                del schema[said]


def _operations(document: Part) -> Iterator[Part]:
    return (operation for path in document["paths"].values() for operation in path.values())


def _schemas_of_ours() -> dict[str, Part]:
    """Schemas that no route returns: coded values that only parameters have, and the problem."""
    problem = ProblemOut.model_json_schema(ref_template=f"{SCHEMAS}{{model}}")
    coded = {each.__name__: TypeAdapter(each).json_schema() for each in Vocabulary.__subclasses__()}
    return {**coded, **problem.pop("$defs"), "ProblemOut": problem}


def _refuse_as_we_do(operation: Part, examples: Mapping[str, Part]) -> None:
    """Every refusal is a problem: FastAPI's own is replaced, and an example that can't be had is left out."""
    responses = operation["responses"]
    if DEFAULT_REFUSAL in json.dumps(responses.get("422", "")):
        ours = any(MEDIA_TYPE in each.get("content", {}) for each in responses.values())
        del responses["422"]  # a path parameter of ours is never refused as such
        if not ours:
            responses["422"] = refusals(InvalidValue, MissingParameter)[422]
    for response in responses.values():
        shown = response.get("content", {}).get(MEDIA_TYPE)
        if shown is not None:
            had = {code: example for code, example in shown["examples"].items() if code in examples}
            shown.pop("examples")
            if had:
                shown["examples"] = had


def _add_headers(operation: Part) -> None:
    responses = operation["responses"]
    if "304" in responses:
        responses["304"]["headers"] = {"ETag": _header("ETag")}
        names = [*ON_SUCCESS, *(["X-Total-Count"] if _is_list(operation) else [])]
        if set(responses["200"].get("content", {})) - {"application/json", "text/html"}:
            names.append("Content-Disposition")
        responses["200"].setdefault("headers", {}).update({name: _header(name) for name in names})
    for status, name in ON_REFUSAL.items():
        if status in responses:
            responses[status]["headers"] = {name: _header(name)}


def _is_list(operation: Part) -> bool:
    return any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ()))


def _header(name: str) -> Part:
    return {"$ref": f"#/components/headers/{name}"}


def _share(document: Part, section: str) -> dict[str, Part]:
    """Move every parameter, or every refusal, into a component; the components by name.

    Two of one name that say different things are told apart by the operation that has them first.
    """
    places: dict[str, dict[str, list[tuple[Part, Any]]]] = defaultdict(lambda: defaultdict(list))
    for operation in _operations(document):
        held = operation.get(section) or []
        for key in list(held) if isinstance(held, dict) else range(len(held)):
            part = held[key]
            if section == "parameters" or MEDIA_TYPE in part.get("content", {}) or key == "304":
                text = json.dumps(part, sort_keys=True)
                places[_name(part, key)][text].append((operation, key))
    shared: dict[str, Part] = {}
    for name, variants in places.items():
        for text, found in variants.items():
            component = name if len(variants) == 1 else f"{found[0][0]['operationId']}.{name}"
            shared[component] = json.loads(text)
            for operation, key in found:
                operation[section][key] = {"$ref": f"#/components/{section}/{component}"}
    return dict(sorted(shared.items()))


def _name(part: Part, key: Any) -> str:
    """What to call a parameter or a response among the components."""
    if "name" in part:
        return str(part["name"])
    codes = part.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
    if not codes:
        words = part["description"].rstrip(".").split()
        return "NotModified" if key == "304" else "".join(word.capitalize() for word in words)
    if len(codes) == 1:
        return PROBLEMS[next(iter(codes))].__name__
    subject = "Search" if "missing_parameter" in codes else "List" if "cursor_invalid" in codes else "Record"
    return f"Invalid{subject}Request"


MEANINGS = {f"{SCHEMAS}{each.__name__}": each.meanings() for each in Vocabulary.__subclasses__()}


def _explain_values(document: Part) -> None:
    """Add the meanings of coded values to each parameter and field that has them.

    A field's own description hides that of the vocabulary which it refers to, and so does a parameter's.
    """
    for operation in _operations(document):
        for parameter in operation.get("parameters", []):
            _explain(parameter, parameter["schema"])
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            _explain(field, field)


def _explain(described: Part, schema: Part) -> None:
    for shape in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        meanings = MEANINGS.get(shape.get("$ref", ""))
        if meanings and "description" in described:
            described["description"] += f"\n\n{meanings}"
