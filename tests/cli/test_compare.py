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
