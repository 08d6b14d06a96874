"""hotline check: verdicts, exit codes, JUnit."""
import unittest
from pathlib import Path
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

    def test_share_of_days_that_met_it(self) -> None:
        for bound, met in ((0, 4), (1, 0)):
            target = {'metric': 'service_level', 'at_least': bound, 'expect': 'met' if met else 'missed'}
            result = self.document('check', self.scenario(targets={'t': target}), '--json')
            self.assertEqual(result['files'][0]['targets']['t']['baseline']['replications'],
                             {'met': met, 'defined': 4, 'share': met / 4})

    def test_set_changes_the_verdict(self) -> None:
        path = self.scenario(targets={'t': {'metric': 'service_level', 'at_least': 0.9}}, timeline=None)
        self.good('check', path, '--set', 'agents.front.size=40')
        self.good('check', path, '--set', 'agents.front.size=3', code=TARGETS)

    def test_same_whatever_the_threads(self) -> None:
        first = self.good('check', self.scenario(), '--json', '--jobs', '1')
        self.assertEqual(self.good('check', self.scenario(), '--json', '--jobs', '3'), first)


class AfterAnEvent(CommandLine):
    """One agent, talks of a minute, and a site that is down from 08:10 to 08:15; each figure by hand:

    08:09:30 is dropped by the failure; 08:12 meets a busy tone; 08:16:00 is answered at once, 08:16:10 after 50 s,
    08:21 at once; 08:31 at once. So from 08:15 to 08:25 three ask, two are answered within 20 s, they wait 50 s in all.
    """
    CALLS = ('08:09:30', '08:12:00', '08:16:00', '08:16:10', '08:21:00', '08:31:00')

    def center(self, **targets: dict) -> Path:
        (self.folder / 'calls.csv').write_text('at\n' + ''.join(f'2011-03-07T{t}\n' for t in self.CALLS))
        return self.scenario(
            classes={'call': {'arrivals': {'file': {'path': 'calls.csv', 'time': 'at', 'replay': 'once'}},
                              'talk': {'law': 'constant', 'value': 60}}},
            ivr=None, agents={'team': {'size': 1, 'skills': {'call': {}}}}, sites={'main': {}}, failover=None,
            timeline={'power': {'at': '08:10', 'site': 'main', 'down_for': '5min'}}, awt='20s', targets=targets,
            schemes={'later': {'patch': {'timeline': {'power': {'at': '08:20'}}}}})

    def verdicts(self, code: int = DONE, **targets: dict) -> dict:
        path = self.center(**{name: {'after': 'power', **target} for name, target in targets.items()})
        result = self.document('check', path, '--json', code=code)
        jsonschema.validate(result, shape.CHECK)
        run = self.document('run', path, '--json', '--scheme', 'all')['targets']
        of_check = result['files'][0]['targets']
        self.assertEqual({name: {s: v for s, v in run[name].items() if s in of_check[name]} for name in run}, of_check)
        return of_check

    def test_by_hand(self) -> None:
        soon = {'within': '5min', 'for': '10min'}
        v = self.verdicts(level={'metric': 'service_level', 'at_least': 0.66, **soon},
                          wait={'metric': 'asa', 'at_most': 16.67, **soon, 'of': 'classes.call'},
                          long={'metric': 'wait_max', 'at_most': 50, **soon, 'of': 'sites.main'},
                          busy={'metric': 'occupancy', 'at_least': 0.3, **soon, 'of': 'groups.team'},
                          quick={'metric': 'wait_p50', 'at_most': 0, **soon},
                          lost={'metric': 'lost_calls', 'at_most': 1, 'for': '5min'})
        values = {name: by_scheme['baseline']['value'] for name, by_scheme in v.items()}
        self.assertAlmostEqual(values['level'], 2 / 3)
        self.assertAlmostEqual(values['wait'], 50 / 3)
        self.assertAlmostEqual(values['long'], 50)
        self.assertAlmostEqual(values['busy'], 180 / 600)
        self.assertEqual((values['quick'], values['lost']), (0, 1))
        self.assertEqual({k: v['level']['baseline'][k] for k in ('after', 'from', 'to', 'at_least')},
                         {'after': 'power', 'from': '2011-03-07T08:15', 'to': '2011-03-07T08:25', 'at_least': 0.66})

    def test_by_default_it_is_an_interval_long_and_ends_with_the_duration(self) -> None:
        v = self.verdicts(a={'metric': 'offered', 'at_least': 5}, b={'metric': 'offered', 'at_least': 1, 'within': '20min',
                                                                    'for': '3h'})
        self.assertEqual((v['a']['baseline']['to'], v['a']['baseline']['value']), ('2011-03-07T08:40', 5))
        self.assertEqual((v['b']['baseline']['to'], v['b']['baseline']['value']), ('2011-03-07T09:00', 1))

    def test_it_moves_with_the_event(self) -> None:
        v = self.verdicts(a={'metric': 'lost_calls', 'at_least': 1, 'for': '5min', 'schemes': 'all'})
        self.assertEqual((v['a']['later']['from'], v['a']['later']['value']), ('2011-03-07T08:20', 1))  # 08:21

    def test_undefined_is_undecided(self) -> None:
        v = self.verdicts(code=TARGETS, a={'metric': 'service_level', 'at_least': 0, 'within': '1min', 'for': '1min'})
        self.assertEqual((v['a']['baseline']['status'], v['a']['baseline']['value']), ('undecided', None))

    def test_text_and_junit_say_when(self) -> None:
        path = self.center(a={'metric': 'asa', 'at_most': 1, 'after': 'power', 'within': '5min', 'of': 'classes.call'})
        said = self.good('check', path, '--junit', self.folder / 'x.xml', code=TARGETS)
        when = 'asa of call, from 5 min after power for 30 min'
        self.assertIn(when + ': ', said)
        self.assertIn(when, (self.folder / 'x.xml').read_text(encoding='utf-8'))
        self.assertIn('asa of call 5 min after power', self.good('compare', path))


class Text(CommandLine):
    def test_one_line_a_target(self) -> None:
        path = self.scenario(targets={'easy': EASY, 'hard': HARD, 'weak': {**HARD, 'expect': 'missed'}})
        lines = self.good('check', path, code=TARGETS).splitlines()
        self.assertEqual(len(lines), 5, lines)
        self.assertIn('A small center', lines[0])
        self.assertRegex(lines[1], r'^  ok    met        easy  baseline  service_level [\d.]+ ± [\d.]+ %, must be at least')
        self.assertRegex(lines[2], r'^  FAIL  missed     hard ')
        self.assertRegex(lines[3], r'^  ok    missed     weak .*\(expected: missed\)$')
        for line in lines[1:4]:
            self.assertRegex(line, r'; met in [0-4] of 4\b')
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
