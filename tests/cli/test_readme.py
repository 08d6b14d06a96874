"""The README's scenario and console blocks: what they show is the file and what the program prints, to the letter."""
import json
import re
import unittest

from shown import Command, Document, File, Shell, commands, follow, matches, programs_of
from support import ROOT


class Readme(unittest.TestCase):
    def test_what_is_shown_is_real(self) -> None:
        document = Document(ROOT / 'README.md')
        self.assertGreaterEqual(sum(isinstance(step, Command) for step in document.steps), 2)
        self.assertGreaterEqual(sum(isinstance(step, File) for step in document.steps), 1)
        follow(self, document, Shell(ROOT, programs_of('build/release/')), written=False)


    def test_numbers_are_counted(self) -> None:
        text = (ROOT / 'README.md').read_text(encoding='utf-8')
        table = (ROOT / 'sim/stats/metric_table.c').read_text(encoding='utf-8')
        measures = len(re.findall(r'^    (?:SUM|SUM_WHERE|RATIO|COUNT|PERCENTILE)\(', table, re.MULTILINE))
        models = sum(len(json.loads((ROOT / 'tests/exact' / name).read_text())['cases'])
                     for name in ('cases.json', 'failures.json'))
        self.assertIn(f'| {measures} measures,', text)
        self.assertIn(f'| {models} models of queues and failures', text)


class Reading(unittest.TestCase):
    """That a difference would be found."""
    def test_lines_left_out(self) -> None:
        self.assertTrue(matches('a\n...\nc\n', 'a\nb\nb.\nc\n'))
        self.assertTrue(matches('...\nc\n', 'b\nc\n'))
        self.assertTrue(matches('', ''))
        for shown, printed in (('a\n...\nc\n', 'a\nc\n'), ('a\n', 'a\nb\n'), ('a\n...\n', 'b\nc\n'), ('a.\n', 'ab\n'),
                               ('a ...\n', 'a b\n'), ('a\n', 'a'), ('', 'a\n')):
            self.assertFalse(matches(shown, printed), (shown, printed))

    def test_commands(self) -> None:
        self.assertEqual(commands('$ a b\nx\n\ny\n$ c\n', 5), [Command(5, 'a b', 'x\n\ny\n'), Command(9, 'c', '')])
        self.assertRaises(ValueError, commands, 'x\n$ a\n', 1)

    def test_shell(self) -> None:
        shell = Shell(ROOT)
        self.assertEqual(shell.run('echo x >&2; exit 3'), 'x\n')
        self.assertEqual((shell.run('echo $?'), shell.code), ('3\n', 0))


if __name__ == '__main__':
    unittest.main()
