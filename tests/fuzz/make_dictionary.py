"""Prints a dictionary of libFuzzer for scenario files: all that their JSON Schema knows.

usage: hotline schema | make_dictionary.py > scenario.dict     (the preset fuzz does it)
"""
import json
import sys
from typing import Any, Iterator

SHAPES = ('{}', '[]', '{"', '":', ',"', '":{"', '":[', '}}', ']]', '":"', '":0', '":1e9', '":-1', '":null', 'true',
          'false', 'null', '1e999', '0.5', '9007199254740993', '"90s"', '"1h30min"', '"08:30"', '"2011-03-07T08:00"',
          '\\u0000', '\\ud83d\\ude00')


def words(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from words(item)
    elif isinstance(schema, dict):
        properties = schema.get('properties')
        yield from properties if isinstance(properties, dict) else ()
        yield from (value for value in schema.get('enum', ()) if isinstance(value, str))
        if isinstance(schema.get('const'), str):
            yield schema['const']
        for item in schema.values():
            yield from words(item)


def entry(text: str) -> str:
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def main() -> None:
    names = sorted(set(words(json.load(sys.stdin))))
    print('# For fuzz_scenario_libfuzzer -dict=; made by make_dictionary.py.')
    for text in (*SHAPES, *(f'"{name}"' for name in names)):
        print(entry(text))


if __name__ == '__main__':
    main()
