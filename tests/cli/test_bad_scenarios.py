"""What is said of bad scenarios: every line of it, for each case of bad_scenarios.txt.

With --update as the only argument the table is written anew with what is said now: read the difference.
"""
import pathlib
import re
import sys
import unittest
from typing import List, NamedTuple

from support import BAD_INPUT, CommandLine, hotline

TABLE = pathlib.Path(__file__).with_name('bad_scenarios.txt')
CALL = '"arrivals": { "per_hour": 9 }, "talk": { "law": "exponential", "mean": 180 }'
WORDS = {
    'head': b'"hotline": 1, "name": "x", "duration": "8h"',
    'call': CALL.encode(),
    'classes': b'"classes": { "call": { %s } }' % CALL.encode(),
}
LEAST = 60


class Case(NamedTuple):
    title: str
    options: List[str]
    text: str
    says: str


def case_of(block: str) -> Case:
    head, says = re.split(r'^says\n', block, flags=re.MULTILINE)
    title, _, text = head.partition('\n')
    options: List[str] = []
    if text.startswith('with '):
        line, _, text = text.partition('\n')
        options = line.split()[1:]
    return Case(title.strip(), options, text.rstrip('\n'), says.strip('\n'))


def cases() -> List[Case]:
    return [case_of(block) for block in re.split(r'^== ', TABLE.read_text(), flags=re.MULTILINE)[1:]]


def expand(match: 're.Match[bytes]') -> bytes:
    word, _, argument = match.group(1).decode().partition(' ')
    if word == 'bytes':
        return bytes.fromhex(argument)
    if word == 'nested':
        return b'[' * int(argument) + b']' * int(argument)
    if word == 'spaces':
        return b' ' * int(argument)
    return WORDS[word]


def text_of(case: Case) -> bytes:
    return re.sub(rb'<([a-z]+(?: [0-9a-f]+)?)>', expand, case.text.encode())


def said_of(case: Case, folder: pathlib.Path) -> 'tuple[int, str, str]':
    (folder / 'bad.json').write_bytes(text_of(case))
    run = hotline('check', 'bad.json', '--junit', 'junit.xml', '--output', 'out.txt', *case.options, cwd=folder)
    return run.returncode, run.stdout, re.sub(r'^bad\.json', '', run.stderr.strip('\n'), flags=re.MULTILINE)


class BadScenarios(CommandLine):
    def test_every_case(self) -> None:
        table = cases()
        self.assertGreaterEqual(len(table), LEAST)
        self.assertEqual(len({case.title for case in table}), len(table), 'titles repeat')
        for case in table:
            with self.subTest(case.title):
                self.assertTrue(case.says)
                code, printed, said = said_of(case, self.folder)
                self.assertEqual((code, printed, said), (BAD_INPUT, '', case.says))
                self.assertEqual(self.files(), ['bad.json'])

    def test_run_and_compare_say_the_same(self) -> None:
        for case in cases()[::9]:
            (self.folder / 'bad.json').write_bytes(text_of(case))
            for command in ('run', 'compare'):
                run = hotline(command, 'bad.json', '--trace', 'out.trace', '-o', 'out.txt', *case.options,
                              cwd=self.folder)
                with self.subTest(case.title, command=command):
                    self.assertEqual((run.returncode, run.stdout), (BAD_INPUT, ''))
                    said = re.sub(r'^bad\.json', '', run.stderr.strip('\n'), flags=re.MULTILINE)
                    self.assertEqual(said, case.says)
                    self.assertEqual(self.files(), ['bad.json'])


def update(folder: pathlib.Path) -> None:
    head = TABLE.read_text().split('\n== ', 1)[0]
    blocks = []
    for case in cases():
        options = 'with ' + ' '.join(case.options) + '\n' if case.options else ''
        blocks.append(f'\n== {case.title}\n{options}{case.text}\nsays\n{said_of(case, folder)[2]}\n')
    TABLE.write_text(head.rstrip('\n') + '\n' + ''.join(blocks))


if __name__ == '__main__':
    if sys.argv[1:] == ['--update']:
        import tempfile
        with tempfile.TemporaryDirectory() as place:
            update(pathlib.Path(place))
    else:
        unittest.main()
