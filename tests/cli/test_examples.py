"""Every scenario that is shipped runs, and the examples keep what they promise."""
import json
import unittest
import xml.etree.ElementTree as tree

from support import ROOT, CommandLine

SCENARIOS = ROOT / 'scenarios'
EXAMPLES = sorted((SCENARIOS / 'examples').glob('*.json'))


class Examples(CommandLine):
    def test_there_are_enough(self) -> None:
        self.assertGreaterEqual(len(EXAMPLES), 5)

    def test_each_says_what_it_shows_and_has_a_target(self) -> None:
        for path in EXAMPLES:
            with self.subTest(path.name):
                document = json.loads(path.read_text(encoding='utf-8'))
                self.assertTrue(document.get('title') or document.get('notes'))
                self.assertTrue(document['targets'])

    def test_the_smallest_is_small(self) -> None:
        self.assertLess(min(len(path.read_text(encoding='utf-8').splitlines()) for path in EXAMPLES), 15)

    def test_each_runs(self) -> None:
        for path in EXAMPLES:
            with self.subTest(path.name):
                self.assertEqual(self.document('run', path, '--json', '-n', '2')['hotline_result'], 1)

    def test_all_keep_their_targets(self) -> None:
        out = self.folder / 'x.xml'
        self.good('check', *EXAMPLES, '--junit', out)
        self.assertGreaterEqual(len(list(tree.parse(out).getroot().iter('testcase'))), len(EXAMPLES))


class Jilin(CommandLine):
    def test_schemes(self) -> None:
        for name in ('upgrade-demo.json', 'disaster-day.json'):
            with self.subTest(name):
                result = self.document('compare', SCENARIOS / 'jilin' / name, '--json', '-n', '2')
                self.assertEqual(len(result['schemes']), 4)


if __name__ == '__main__':
    unittest.main()
