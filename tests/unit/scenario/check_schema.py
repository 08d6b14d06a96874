"""Checks that the schema is a valid one, accepts every shipped scenario, and refuses broken ones.

usage: check_schema.py PRINT_SCHEMA SCENARIO_FOLDER
"""
import json
import pathlib
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator as Validator
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

schema = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout)
Validator.check_schema(schema)
validator = Validator(schema)

files = sorted(pathlib.Path(sys.argv[2]).rglob("*.json"))
assert files, "no scenario files found"
for path in files:
    errors = list(validator.iter_errors(json.loads(path.read_text())))
    assert not errors, f"{path}: {errors[0].json_path}: {errors[0].message}"

GOOD = {
    "hotline": 1, "name": "tiny", "duration": "8h",
    "classes": {"call": {"arrivals": {"per_hour": 100}, "talk": {"law": "exponential", "mean": "3min"}}},
    "agents": {"team": {"size": 7, "skills": {"call": {}}}},
}
assert validator.is_valid(GOOD)
BREAKAGES = [
    lambda s: s.update(hotline=2),
    lambda s: s.pop("duration"),
    lambda s: s.update(duration="8 hours"),
    lambda s: s.update(name="Tiny"),
    lambda s: s.update(colour="red"),
    lambda s: s.update(replications=1.5),
    lambda s: s.update(notes=5),
    lambda s: s["classes"].update({"Bad Name": s["classes"]["call"]}),
    lambda s: s["classes"]["call"].pop("talk"),
    lambda s: s["classes"]["call"]["talk"].update(law="normal"),
    lambda s: s["classes"]["call"]["talk"].update(rate=1),
    lambda s: s["classes"]["call"]["talk"].update(law="bell"),
    lambda s: s["classes"]["call"]["talk"].update(cv=1),
    lambda s: s["agents"]["team"].update(size=-1),
    lambda s: s.update(sites={"main": {"components": {"power": {"mtbf": "30d", "mttr": "1d", "takes": {"roofs": 1}}}}}),
]
for number, breakage in enumerate(BREAKAGES):
    broken = json.loads(json.dumps(GOOD))
    breakage(broken)
    assert not validator.is_valid(broken), f"breakage {number} passes: {broken}"
print(f"{len(files)} files are valid, {len(BREAKAGES)} broken ones are not")
