"""hotline check: verdicts, exit codes, JUnit."""
import unittest
import xml.etree.ElementTree as tree

import jsonschema

import shape
from support import BAD_INPUT, DONE, TARGETS, UNFINISHED, CommandLine, hotline

EASY = {'metric': 'service_level', 'at_least': 0.01}
HARD = {'metric': 'service_level', 'at_least': 0.9999}


class Verdicts(CommandLine):
    def status(self, targets: dict, code: int, *arguments: str) -> dict:
        result = self.document('check', self.scenario(targets=targets), '--json', *arguments, code=code)
        jsonschema.validate(result, shape.CHECK)
        self.assertEqual(result['as_expected'], code == DONE)
        return {name: {scheme: verdict['status'] for scheme, verdict in by_scheme.items()}
                for name, by_scheme in result['files'][0]['targets'].items()}

    def test_met(self) -> None:
        self.assertEqual(self.status({'t': EASY}, DONE), {'t': {'baseline': 'met'}})

    def test_missed(self) -> None:
        self.assertEqual(self.status({'t': HARD}, TARGETS), {'t': {'baseline': 'missed'}})
        self.assertEqual(self.status({'a': EASY, 't': HARD}, TARGETS),
                         {'a': {'baseline': 'met'}, 't': {'baseline': 'missed'}})

    def test_undecided(self) -> None:
        self.assertEqual(self.status({'t': EASY}, TARGETS, '-n', '1'), {'t': {'baseline': 'undecided'}})

    def test_expected(self) -> None:
        self.assertEqual(self.status({'t': {**HARD, 'expect': 'missed'}}, DONE), {'t': {'baseline': 'missed'}})
        self.assertEqual(self.status({'t': {**EASY, 'expect': 'missed'}}, TARGETS), {'t': {'baseline': 'met'}})
        self.assertEqual(self.status({'t': {**HARD, 'expect': 'missed'}}, TARGETS, '-n', '1'),
                         {'t': {'baseline': 'undecided'}})

    def test_only_the_schemes_that_are_named_run(self) -> None:
        self.assertEqual(self.status({'t': {**EASY, 'schemes': 'hot'}}, DONE), {'t': {'hot': 'met'}})
        self.assertEqual(self.status({'t': {**EASY, 'schemes': 'all'}}, DONE), {'t': {'baseline': 'met', 'hot': 'met'}})

    def test_of(self) -> None:
        for of in ('classes.query', 'groups.front', 'sites.main'):
            metric = 'occupancy' if of.startswith('groups') else 'service_level'
            with self.subTest(of):
                self.status({'t': {'metric': metric, 'at_least': 0.001, 'of': of}}, DONE)

    def test_set_changes_the_verdict(self) -> None:
        path = self.scenario(targets={'t': {'metric': 'service_level', 'at_least': 0.9}}, timeline=None)
        self.good('check', path, '--set', 'agents.front.size=40')
        self.good('check', path, '--set', 'agents.front.size=3', code=TARGETS)

    def test_same_whatever_the_threads(self) -> None:
        first = self.good('check', self.scenario(), '--json', '--jobs', '1')
        self.assertEqual(self.good('check', self.scenario(), '--json', '--jobs', '3'), first)


class Text(CommandLine):
    def test_one_line_a_target(self) -> None:
        path = self.scenario(targets={'easy': EASY, 'hard': HARD, 'weak': {**HARD, 'expect': 'missed'}})
        lines = self.good('check', path, code=TARGETS).splitlines()
        self.assertEqual(len(lines), 5, lines)
        self.assertIn('A small center', lines[0])
        self.assertRegex(lines[1], r'^  ok    met        easy  baseline  service_level [\d.]+ ± [\d.]+ %, must be at least')
        self.assertRegex(lines[2], r'^  FAIL  missed     hard ')
        self.assertRegex(lines[3], r'^  ok    missed     weak .*\(expected: missed\)$')
        self.assertEqual(lines[4], '3 verdicts: 2 as expected, 1 not')

    def test_what_is_undecided_may_be_decided(self) -> None:
        path = self.scenario(targets={'easy': EASY, 'weak': {**HARD, 'expect': 'missed'}})
        self.assertEqual(self.good('check', path, '-n', '1', code=TARGETS).splitlines()[-1],
                         '2 verdicts: 0 as expected, 2 not (2 undecided: try more replications, -n)')


class Mistakes(CommandLine):
    def test_without_targets(self) -> None:
        self.refused('check', self.scenario(targets=None), says='$.targets')

    def test_every_bad_file_is_named_and_nothing_runs(self) -> None:
        run = hotline('check', self.folder / 'a.json', self.scenario(), self.folder / 'b.json', '--junit',
                      self.folder / 'x.xml')
        self.assertEqual((run.returncode, run.stdout), (BAD_INPUT, ''))
        self.assertEqual(len(run.stderr.splitlines()), 2, run.stderr)
        self.assertEqual(self.files(), ['small.json'])

    def test_bad_targets(self) -> None:
        self.refused('check', self.scenario(targets={'t': {'metric': 'service_levle', 'at_least': 0.5}}),
                     says='service_level')
        self.refused('check', self.scenario(targets={'t': {'metric': 'service_level'}}))
        self.refused('check', self.scenario(targets={'t': {**EASY, 'schemes': 'cold'}}), says='cold')


class Junit(CommandLine):
    def cases(self, path) -> list:
        return list(tree.parse(path).getroot().iter('testcase'))

    def test_one_case_a_file_target_and_scheme(self) -> None:
        out = self.folder / 'x.xml'
        first = self.scenario(targets={'easy': {**EASY, 'schemes': 'all'}, 'hard': HARD})
        second = self.scenario('other.json', targets={'weak': {**HARD, 'expect': 'missed'}})
        self.good('check', first, second, '--junit', out, code=TARGETS)
        cases = self.cases(out)
        self.assertEqual(len(cases), 4)
        self.assertEqual(len({(case.get('classname'), case.get('name')) for case in cases}), 4)
        failed = [case for case in cases if case.find('failure') is not None]
        self.assertEqual(len(failed), 1)
        self.assertIn('hard', failed[0].get('name') + failed[0].get('classname'))
        root = tree.parse(out).getroot()
        suites = [root] if root.tag == 'testsuite' else list(root.iter('testsuite'))
        self.assertTrue(suites)
        for count, total in (('tests', 4), ('failures', 1)):
            given = [int(suite.get(count)) for suite in suites if suite.get(count) is not None]
            self.assertIn(sum(given), (0, total) if not given else (total,))

    def test_strange_names_stay_well_formed(self) -> None:
        path = self.scenario('a&b<c>"d\'.json', title='<&>"\'')
        self.good('check', path, '--junit', self.folder / 'x.xml')
        self.assertEqual(len(self.cases(self.folder / 'x.xml')), 2)

    def test_nowhere_to_write(self) -> None:
        self.refused('check', self.scenario(), '--junit', self.folder / 'no' / 'x.xml', says='cannot be written')
        self.refused('check', self.scenario(), '--output', self.folder / 'no' / 'x', says='cannot be written')
        run = hotline('check', self.scenario(), '--junit', '/dev/full')
        self.assertEqual((run.returncode, len(run.stderr.splitlines())), (UNFINISHED, 1))
        self.assertEqual(self.files(), ['small.json'])


if __name__ == '__main__':
    unittest.main()
