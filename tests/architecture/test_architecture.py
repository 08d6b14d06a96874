"""Holds the project to its architecture. Run by CTest, which says where things are."""
import json
import os
import shlex
import sys
import unittest
from pathlib import Path
from typing import List

import checks

ROOT = Path(os.environ['HOTLINE_SOURCE_DIR'])
BUILD = Path(os.environ['HOTLINE_BUILD_DIR'])
COMPILER = os.environ.get('HOTLINE_C_COMPILER', 'cc')
SANITIZE = os.environ.get('HOTLINE_SANITIZE', '')

# A signal handler can only write to a global: the one exception.
INTERRUPT = {'sim/cli/CMakeFiles/hotline_cli.dir/interrupt.c.o': 'interrupted'}


def objects_of_rooms() -> List[Path]:
    """The objects that the build makes of sim/ and viz/, all of which must be there."""
    commands = json.loads((BUILD / 'compile_commands.json').read_text(encoding='utf-8'))
    objects = []
    for command in commands:
        source = Path(command['file'])
        if source.is_relative_to(ROOT / 'sim') or source.is_relative_to(ROOT / 'viz'):
            words = shlex.split(command['command'])
            objects.append(Path(command['directory']) / words[words.index('-o') + 1])
    return objects


class Architecture(unittest.TestCase):
    def hold(self, wrong: List[str]) -> None:
        if wrong:
            self.fail('\n  ' + '\n  '.join(wrong))

    def test_rooms_are_drawn_without_circles(self) -> None:
        self.hold(checks.check_graph(ROOT, checks.graph_read(ROOT / 'docs' / 'architecture.md')))

    def test_includes_follow_the_drawn_arrows(self) -> None:
        self.hold(checks.check_includes(ROOT, checks.graph_read(ROOT / 'docs' / 'architecture.md')))

    def test_functions_and_files_are_short(self) -> None:
        self.hold(checks.check_sizes(ROOT))

    def test_no_place_of_one_machine_is_named(self) -> None:
        self.hold(checks.check_places(ROOT))

    def test_public_headers_compile_alone(self) -> None:
        self.hold(checks.check_headers(ROOT, COMPILER))

    @unittest.skipIf(SANITIZE, f'sanitizers ({SANITIZE}) add globals of their own')
    def test_no_mutable_globals(self) -> None:
        self.hold(checks.check_globals(objects_of_rooms(), INTERRUPT))


if __name__ == '__main__':
    sys.exit(unittest.main(verbosity=2))
