"""Every scenario that is shipped runs, and the examples keep what they promise."""
import json
import unittest
import xml.etree.ElementTree as tree
from typing import Any, Dict

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


class Province(CommandLine):
    """The busiest hour, 10:00 to 11:00, against the worked example from which the center is dimensioned."""
    PATH = SCENARIOS / 'province' / 'center.json'

    def busiest_hour(self) -> Dict[str, Any]:
        """Of two days that are as busy as expected: chance is left only in the calls themselves."""
        classes = json.loads(self.PATH.read_text(encoding='utf-8'))['classes']
        calm = [f'--set=classes.{name}.arrivals.{key}=0' for name in classes if 'arrivals' in classes[name]
                for key in ('busyness_cv', 'busyness_correlation')]
        result = self.document('run', self.PATH, '--json', '-n', '2', *calm)
        hour = result['schemes']['baseline']['metrics']['intervals'][10]
        self.assertEqual(hour['from'], '10:00')
        return hour

    def near(self, actual: float, expected: float, share: float) -> None:
        self.assertLess(abs(actual / expected - 1), share, (actual, expected))

    # The seed is fixed; with another one each would be within these shares 999 times in 1,000. In two hours Poisson
    # calls vary by 0.56 % (standard deviation), sums of n times S by sqrt(n E(S^2)): work by 1.8 %, ports by 0.65 %,
    # trunks by 0.78 %. Times 3.29, and up to 0.6 % for returns, which are not quite 2.5 %, and for waits.
    def test_busiest_hour(self) -> None:
        hour = self.busiest_hour()
        calls = [c for name, c in hour['classes'].items() if name not in ('chat', 'work-order', 'call-back')]
        self.near(sum(c['offered']['mean'] for c in calls), 16000, 0.021)
        self.near(sum(c['carried_load']['mean'] for c in calls), 4000 * 110 / 3600, 0.065)
        self.near(hour['all']['mean_ivr']['mean'], (12000 * 65 + 4000 * 30) / 3600, 0.025)
        waits = 4000 * 10 / 3600  # 10 s each, which the example takes for granted; simulated ones are short
        self.near(hour['all']['busy_trunks']['mean'], 164 + 217 - waits, 0.03)

    def test_schemes(self) -> None:
        result = self.document('compare', self.PATH, '--json', '-n', '2', '--set=duration=4h')
        self.assertEqual(len(result['schemes']), 5)


if __name__ == '__main__':
    unittest.main()
