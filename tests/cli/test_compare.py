"""hotline compare: paired differences, the recommendation."""
import unittest

import jsonschema

import shape
from support import CommandLine

THREE = {
    'less': {'title': 'One agent less', 'patch': {'agents': {'front': {'size': 8}}}},
    'more': {'title': 'Twice the agents', 'patch': {'agents': {'front': {'size': 18}}}},
    'same': {'title': 'Nothing changes', 'patch': {'notes': 'the baseline again'}},
}


class Compare(CommandLine):
    def compare(self, *arguments: str, **changes) -> dict:
        result = self.document('compare', self.scenario(**changes), '--json', *arguments)
        jsonschema.validate(result, shape.COMPARISON)
        return result

    def test_every_pair_once_with_the_baseline_behind(self) -> None:
        result = self.compare(schemes=THREE)
        self.assertEqual(list(result['schemes']), ['baseline', 'less', 'more', 'same'])
        pairs = set(result['differences'])
        self.assertEqual({pair for pair in pairs if 'baseline' in pair},
                         {'less-baseline', 'more-baseline', 'same-baseline'})
        self.assertEqual(len(pairs), 6)

    def test_differences_are_those_of_the_means(self) -> None:
        result = self.compare(schemes=THREE)
        mean = {s: r['metrics']['all']['offered']['mean'] for s, r in result['schemes'].items()}
        for scheme in ('less', 'more'):
            self.assertAlmostEqual(result['differences'][f'{scheme}-baseline']['offered']['mean'],
                                   mean[scheme] - mean['baseline'], delta=1e-9 * mean[scheme])

    def test_the_same_scheme_differs_in_nothing(self) -> None:
        for metric, difference in self.compare(schemes=THREE)['differences']['same-baseline'].items():
            if difference['mean'] is not None:
                self.assertEqual((difference['mean'], difference['half_width']), (0, 0), metric)
            self.assertIn(difference['variance_ratio'], (0, None), metric)

    def test_differences_of_classes_are_those_of_their_means(self) -> None:
        result = self.compare(schemes=THREE)
        self.assertEqual(set(result['class_differences']), set(result['differences']))
        for name in ('query', 'complaint'):
            of = {s: r['metrics']['classes'][name] for s, r in result['schemes'].items()}
            for metric in ('service_level', 'mean_wait', 'abandoned'):
                a, b = of['more'][metric]['mean'], of['baseline'][metric]['mean']
                found = result['class_differences']['more-baseline'][name][metric]['mean']
                self.assertAlmostEqual(found, a - b, delta=1e-9 * max(a, b))
                if name == 'query':
                    self.assertNotEqual(found, 0)

    def test_a_class_is_found_by_its_name(self) -> None:
        """A class more, served by a team of its own, comes first by name, and changes nothing for the others."""
        advice = {'classes': {'advice': {'arrivals': {'per_hour': 30}, 'enter': 'main', 'talk': {'law': 'constant', 'value': 60}}},
                  'agents': {'advisers': {'size': 1, 'skills': {'advice': {}}}}}
        path = self.scenario(schemes={'advised': {'patch': advice}})
        result = self.document('compare', path, '--json')
        jsonschema.validate(result, shape.COMPARISON)
        of_classes = result['class_differences']['advised-baseline']
        self.assertEqual(set(of_classes), {'query', 'complaint'})
        for name, measures in of_classes.items():
            for metric in ('offered', 'answered', 'mean_wait', 'wait_p90'):
                self.assertEqual(measures[metric]['mean'], 0, (name, metric))
        lines = self.good('compare', path).splitlines()
        table = lines[next(i for i, line in enumerate(lines) if line.startswith('  Class')):]
        self.assertRegex(table[0], r'^  Class +baseline +advised$')
        shown = [line.split()[0] for line in table[1:table.index('')] if line[2] != ' ']
        self.assertEqual(shown, ['complaint', 'query', 'advice'])
        self.assertTrue(all(len(line) <= 110 for line in table))

    def test_classes_are_marked_where_they_surely_differ(self) -> None:
        lines = self.good('compare', self.scenario(schemes={'more': THREE['more']}, replications=20)).splitlines()
        begin = next(i for i, line in enumerate(lines) if line.startswith('  query'))
        self.assertRegex(lines[begin], r'service level % .*✓$')
        alone = self.good('compare', self.scenario(classes={'query': {'arrivals': {'per_hour': 9}, 'enter': 'main',
                                                                      'talk': {'law': 'constant', 'value': 9}}},
                                                   agents={'front': {'size': 2, 'skills': {'query': {}}}}, ivr=None))
        self.assertNotIn('Class', alone)

    def test_recommendation(self) -> None:
        more = {'more': THREE['more']}
        self.assertEqual(self.compare(schemes=more)['recommendation']['scheme'], 'more')
        self.assertIsNone(self.compare(schemes={'same': THREE['same']})['recommendation']['scheme'])
        impossible = {'t': {'metric': 'answered', 'at_least': 1e6, 'schemes': 'all'}}
        lost = self.compare(schemes=more, targets=impossible, decision={'require': ['t']})['recommendation']
        self.assertIsNone(lost['scheme'])
        self.assertTrue(lost['reason'])

    def test_reproducible(self) -> None:
        path = self.scenario(schemes=THREE)
        first = self.good('compare', path, '--json', '--jobs', '1')
        for jobs in ('2', '3'):
            self.assertEqual(self.good('compare', path, '--json', '--jobs', jobs), first)
        self.assertEqual(self.good('compare', path, '--json', '--trace', self.folder / 'x.trace'), first)
        self.assertEqual([f for f in self.files() if f.endswith('.trace')],
                         [f'x.{scheme}.trace' for scheme in ('baseline', 'less', 'more', 'same')])

    def test_text_says_who_wins(self) -> None:
        text = self.good('compare', self.scenario(schemes={'more': THREE['more']}))
        self.assertIn('more', text)
        self.assertIn('Twice the agents', text)

    def test_without_schemes(self) -> None:
        result = self.compare(schemes=None)
        self.assertEqual((list(result['schemes']), result['differences']), (['baseline'], {}))


if __name__ == '__main__':
    unittest.main()
