#!/usr/bin/env python3
"""Prints which share of the lines of each room the tests have reached, from a build with HOTLINE_COVERAGE.

    cmake --preset coverage && cmake --build --preset coverage
    tools/coverage.py build/coverage [--missed sim/theory]     afterwards: the lines that were not reached
"""
import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Dict, List

ROOT = Path(__file__).resolve().parent.parent
Lines = Dict[int, int]


def read(counts: List[Path]) -> Dict[str, Lines]:
    """How often each line of each file of ours was run, over all objects that hold it."""
    files: Dict[str, Lines] = defaultdict(lambda: defaultdict(int))
    for path in counts:
        run = subprocess.run(['gcov', '--json-format', '--stdout', str(path)], capture_output=True, text=True,
                             check=True, cwd=path.parent)
        for document in run.stdout.splitlines():
            for entry in json.loads(document)['files']:
                source = (path.parent / entry['file']).resolve()
                if not source.is_relative_to(ROOT):
                    continue
                lines = files[source.relative_to(ROOT).as_posix()]
                for line in entry['lines']:
                    lines[line['line_number']] += line['count']
    return files


def room_of(name: str) -> str:
    parts = name.split('/')
    return '/'.join(parts[:2]) if parts[0] == 'sim' else parts[0]


def row(name: str, files: List[Lines]) -> None:
    lines = [count for one in files for count in one.values()]
    reached = sum(count > 0 for count in lines)
    print(f'{name:<14} {reached:>6} of {len(lines):>6} lines  {100 * reached / max(1, len(lines)):>5.1f} %')


def print_missed(files: Dict[str, Lines], below: str) -> None:
    for name in sorted(files):
        missed = [str(line) for line, count in sorted(files[name].items()) if count == 0]
        if name.startswith(below) and missed:
            print(f'{name}: {", ".join(missed)}')


def main() -> int:
    parser = argparse.ArgumentParser(description='Line coverage by room.')
    parser.add_argument('build', type=Path)
    parser.add_argument('--clear', action='store_true', help='forget what was counted')
    parser.add_argument('--missed', metavar='FOLDER', help='list the lines of its files that were not reached')
    chosen = parser.parse_args()
    counts = sorted(chosen.build.resolve().rglob('*.gcda'))
    if chosen.clear:
        for path in counts:
            path.unlink()
        return 0
    files = {name: lines for name, lines in read(counts).items() if name.startswith(('sim/', 'viz/', 'include/'))}
    if not files:
        print(f'{chosen.build}: nothing was counted: build with HOTLINE_COVERAGE and run the tests', file=sys.stderr)
        return 2
    if chosen.missed:
        print_missed(files, chosen.missed)
        return 0
    rooms: Dict[str, List[Lines]] = defaultdict(list)
    for name, lines in files.items():
        rooms[room_of(name)].append(lines)
    for room in sorted(rooms):
        row(room, rooms[room])
    row('all', list(files.values()))
    return 0


if __name__ == '__main__':
    sys.exit(main())
