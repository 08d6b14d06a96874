"""hotline explain: why service was as it was at a time of day."""
import math
import unittest

from support import BAD_INPUT, CommandLine, hotline

# Half of the callers, all of the agents in the first hour; in the second one 40 % more callers and two agents fewer.
RUSH = {
    'start': '2011-03-07T08:00', 'duration': '2h', 'interval': '30min', 'schemes': None, 'ivr': None, 'targets': None,
    'timeline': None, 'failover': None, 'sites': None, 'replications': 100,
    'classes': {'query': {'arrivals': {'per_hour': [200, 280]}, 'patience': {'law': 'exponential', 'mean': '1min'},
                          'talk': {'law': 'exponential', 'mean': 100},
                          'redial': {'abandoned': {'probability': 0.8, 'delay': {'law': 'exponential', 'mean': 60}}}}},
    'agents': {'front': {'staffing': [8, 6], 'skills': {'query': {}}}},
}


class Explain(CommandLine):
    def test_factors_multiply_to_the_load(self) -> None:
        e = self.document('explain', self.scenario(**RUSH), '--at', '09:40', '--json')
        self.assertEqual((e['from'], e['to']), ('09:30', '10:00'))
        product = math.prod(1 + f['effect'] for f in e['factors'].values())
        self.assertAlmostEqual(product, 1 + e['load_per_agent']['effect'], places=9)
        self.assertAlmostEqual(e['factors']['callers_per_hour']['then'], 280, delta=10)
        self.assertAlmostEqual(e['factors']['agents']['then'], 6, delta=0.2)
        self.assertAlmostEqual(e['factors']['work_per_call']['then'], 100, delta=4)

    def test_the_causes_are_those_put_in_the_largest_first(self) -> None:
        e = self.document('explain', self.scenario(**RUSH), '--at', '09:40', '--json')
        self.assertEqual(set(e['causes'][:3]), {'callers_per_hour', 'agents', 'attempts_per_caller'})
        effects = [e['factors'][c]['effect'] for c in e['causes']]
        self.assertEqual(effects, sorted(effects, reverse=True))
        self.assertLess(e['service_level']['then']['mean'], e['service_level']['over_all']['mean'])
        self.assertNotIn('work_per_call', e['causes'])

    def test_figures_are_those_of_run(self) -> None:
        path = self.scenario(**RUSH)
        e, r = self.document('explain', path, '--at', '08:00', '--json'), self.document('run', path, '--json')
        interval = r['schemes']['baseline']['metrics']['intervals'][0]['all']
        self.assertEqual(e['service_level']['then'], interval['service_level'])
        self.assertEqual(e['mean_queue']['then'], interval['mean_queue']['mean'])
        self.assertIsNone(e['mean_queue']['before'])

    def test_text_names_causes_faults_and_outages(self) -> None:
        result = hotline('explain', self.scenario(), '--at', '08:45')
        self.assertEqual(result.returncode, 0, result.stderr)
        for words in ('from 08:30 – 09:00', "Outage 'power' of site 'main' from", 'The entries were closed',
                      'Faults cost', 'callers an hour'):
            self.assertIn(words, result.stdout)
        self.assertNotIn('Outage', hotline('explain', self.scenario(), '--at', '08:00').stdout)

    def test_nobody_there_is_said(self) -> None:
        nobody = {**RUSH, 'agents': {'front': {'staffing': [8, 0], 'skills': {'query': {}}}}}
        result = hotline('explain', self.scenario(**nobody), '--at', '09:40')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('No agent was logged in', result.stdout)

    def test_times_are_as_the_intervals_are_folded(self) -> None:
        for folding, at, begin in (('week', 'mon 09:40', 'Mon 09:30'), ('absolute', '2011-03-07T09:40', '2011-03-07T09:30'),
                                   ('absolute', '09:40', '2011-03-07T09:30')):
            path = self.scenario(**RUSH, intervals=folding)
            self.assertEqual(self.document('explain', path, '--at', at, '--json')['from'], begin)

    def test_bad_times_are_one_line(self) -> None:
        for at, words in (('10:20', 'the results go from 08:00 to 10:00'), ('noon', "such as 10:20"), ('25:00', 'such as')):
            result = hotline('explain', self.scenario(**RUSH), '--at', at)
            self.assertEqual(result.returncode, BAD_INPUT)
            self.assertEqual(result.stdout, '')
            self.assertIn(words, result.stderr)
            self.assertEqual(result.stderr.count('\n'), 1)
        self.assertIn('needs --at', hotline('explain', self.scenario(**RUSH)).stderr)
        self.assertIn("'none'", hotline('explain', self.scenario(**RUSH, intervals='none'), '--at', '10:20').stderr)
        self.assertIn('must name one', hotline('explain', self.scenario(), '--at', '08:00', '--scheme', 'all').stderr)


if __name__ == '__main__':
    unittest.main()
