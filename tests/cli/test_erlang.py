"""hotline erlang: exact values, both ways; what each output holds; what is refused."""
import csv
import io
import json
import re
import unittest
from typing import Any, List

from support import BAD_INPUT, ROOT, CommandLine

# From tests/exact/cases.json: what a run of the engine must reproduce, a formula gives to the last digit.
B_KEYS = {'offered_erlang', 'prob_blocked', 'carried_erlang', 'occupancy'}
C_KEYS = {'offered_erlang', 'occupancy', 'prob_wait', 'mean_wait', 'service_level', 'mean_queue'}
A_KEYS = {'offered_erlang', 'prob_blocked', 'prob_wait', 'mean_queue', 'occupancy', 'mean_wait', 'prob_abandon',
          'service_level_of_offered', 'mean_wait_all_entered'}
NAMES = {'offered_load': 'offered_erlang', 'carried_load': 'carried_erlang', 'delay_probability': 'prob_wait',
         'abandonment_rate': 'prob_abandon', 'blocking_rate': 'prob_blocked'}
C = ['c', '--rate', '0.3', '--aht', '180']
A = ['a', '--rate', '0.3', '--aht', '180', '--patience', '60']


def setting(case: dict, path: str) -> Any:
    """What a case of tests/exact sets at `path`."""
    found = [word.partition('=')[2] for word in case['set'] if word.partition('=')[0] == path]
    return json.loads(found[0]) if found else None


class Erlang(CommandLine):
    def ask(self, *words: Any) -> Any:
        return json.loads(self.good('erlang', *words, '--json'))

    def words_of(self, case: dict) -> List[str]:
        """The question that a case of tests/exact answers; nothing when it is none of Erlang's."""
        talk = setting(case, 'classes.call.talk')
        aht = setting(case, 'classes.call.talk.mean') or (talk or {}).get('mean') or (talk or {}).get('value')
        patience = setting(case, 'classes.call.patience')
        hourly, size = setting(case, 'classes.call.arrivals.per_hour'), setting(case, 'agents.team.size')
        if not re.match(r'M/M/\d+ at|M/G/(\d+)/\1 at|M/M/\d+(/\d+)?\+M at', case['name']):
            return []
        model = 'b' if case['scenario'] == 'loss.json' else 'a' if patience else 'c'
        words = [model, '--rate', repr(hourly / 3600), '--aht', str(aht), '--servers', str(size)]
        places = ((setting(case, 'sites') or {}).get('center') or {}).get('queue_places')
        words += ['--patience', str(patience['mean'])] if patience else []
        words += ['--places', str(size + places)] if places else []
        return words + (['--awt', str(setting(case, 'classes.call.awt'))] if model != 'b' else [])

    def test_exact_cases(self) -> None:
        cases = json.loads((ROOT / 'tests/exact/cases.json').read_text(encoding='utf-8'))['cases']
        asked = 0
        for case in cases:
            words = self.words_of(case)
            if not words:
                continue
            with self.subTest(case['name']):
                answer = self.ask(*words)
                self.assertEqual(set(answer), {'b': B_KEYS, 'c': C_KEYS, 'a': A_KEYS}[words[0]])
                for metric, value in case['expect'].items():
                    self.assertAlmostEqual(answer[NAMES.get(metric, metric)], value, delta=1e-10 * abs(value))
                asked += 1
        self.assertGreaterEqual(asked, 15)

    def test_units(self) -> None:
        plain = self.ask(*C, '--servers', '60', '--awt', '20')
        self.assertEqual(plain, self.ask(*C, '--servers', '60'))
        for rate in ('18/min', '1080/h', '25920/d', '0.3/s', '3e-1'):
            answer = self.ask('c', '--rate', rate, '--aht', '3min', '--servers', '60', '--awt', '20s')
            for key, value in plain.items():
                self.assertAlmostEqual(answer[key], value, delta=1e-12 * value)

    def test_range(self) -> None:
        rows = self.ask(*A, '--servers', '49..51')
        self.assertEqual([row['servers'] for row in rows], [49, 50, 51])
        one = self.ask(*A, '--servers', '50')
        self.assertEqual({**one, 'servers': 50}, rows[1])
        text = self.good('erlang', *A, '--servers', '49..51')
        self.assertRegex(text, r'(?m)^  servers .*within 20 s, %')
        self.assertRegex(text, r'(?m)^       50 .* 79\.2283 ')
        lines = list(csv.DictReader(io.StringIO(self.good('erlang', *A, '--servers', '49..51', '--csv'))))
        self.assertEqual([float(line['servers']) for line in lines], [49, 50, 51])
        self.assertEqual(float(lines[1]['prob_abandon']), one['prob_abandon'])
        self.assertEqual((lines[1]['places'], lines[1]['patience']), ('', '60'))

    def test_find(self) -> None:
        answer = self.ask(*A, '--find', 'servers', '--service-level', '0.8')
        self.assertEqual(answer['servers'], 51)
        del answer['servers']
        self.assertEqual(answer, self.ask(*A, '--servers', '51'))
        self.assertLess(self.ask(*A, '--servers', '50')['service_level_of_offered'], 0.8)
        rate = self.ask('c', '--aht', '180', '--servers', '60', '--find', 'rate', '--service-level', '0.8')
        self.assertAlmostEqual(rate['service_level'], 0.8, delta=1e-9)
        again = self.ask('c', '--aht', '180', '--servers', '60', '--rate', repr(rate['rate']))
        self.assertAlmostEqual(again['service_level'], 0.8, delta=1e-9)
        lines = self.ask('b', '--rate', '10', '--aht', '1', '--find', 'trunks', '--blocking', '0.02')
        self.assertEqual(lines['trunks'], 17)
        self.assertEqual(self.ask('b', '--rate', '10', '--aht', '1', '--find', 'servers', '--blocking',
                                  '0.02')['servers'], 17)
        trunks = self.ask(*C, '--servers', '60', '--find', 'trunks', '--blocking', '0.01')
        self.assertEqual(trunks['trunks'], 72)
        self.assertEqual(self.ask(*C, '--servers', '60', '--places', '72')['prob_blocked'], trunks['prob_blocked'])
        both = self.ask(*A, '--find', 'servers', '--abandonment', '0.03', '--asa', '5s', '--occupancy', '0.85')
        self.assertLessEqual(both['prob_abandon'], 0.03)
        self.assertLessEqual(both['occupancy'], 0.85)
        self.assertIn('51 servers', self.good('erlang', *A, '--find', 'servers', '--service-level', '0.8'))

    def test_many_servers_at_once(self) -> None:
        answer = self.ask('a', '--rate', '560', '--aht', '180', '--servers', '100000', '--patience', '120')
        self.assertAlmostEqual(answer['offered_erlang'], 100800)
        self.assertAlmostEqual(answer['occupancy'] * 100000, 100800 * (1 - answer['prob_abandon']), delta=1e-6)
        self.ask('a', '--rate', '560', '--aht', '180', '--patience', '120', '--find', 'servers', '--service-level', '0.8')

    def test_output(self) -> None:
        path = self.folder / 'answer.json'
        self.assertEqual(self.good('erlang', *C, '--servers', '60', '--json', '-o', path), '')
        self.assertEqual(json.loads(path.read_text(encoding='utf-8')), self.ask(*C, '--servers', '60'))
        text = self.good('erlang', *C, '--servers', '60')
        self.assertIn('Erlang C (M/M/c)', text)
        self.assertIn('1,080 an hour', text)
        self.assertRegex(text, r'(?m)^  answered within 20 s  83\.3365  %  ')

    def test_refused(self) -> None:
        for words, says in (
                ([], 'needs b|c|a'), (['d'], "the model is 'd'"), (['a', 'b'], "'b' is too much"),
                (['c', '--aht', '1', '--servers', '1'], 'needs --rate'), (['c', '--rate', '1', '--servers', '1'], 'needs --aht'),
                (C, 'needs --servers'), (['a', *C[1:], '--servers', '60'], 'needs --patience'),
                ([*C, '--servers', '60', '--patience', '60'], 'nobody gives up'),
                (['b', *C[1:], '--servers', '60', '--patience', '60'], 'nobody waits'),
                (['b', *C[1:], '--servers', '60', '--places', '70'], '--places is for c and a'),
                ([*C, '--servers', '54'], '54 servers cannot carry 54 Erlang'),
                ([*C, '--servers', '50..60'], '50 servers cannot carry'),
                ([*C, '--servers', '60', '--places', '59'], 'must be at least that of the servers'),
                ([*C, '--servers', '60', '--service-level', '0.8'], '--service-level is a target'),
                ([*C, '--find', 'servers'], '--find needs a target'),
                ([*C, '--find', 'agents', '--asa', '5'], "--find is 'agents'"),
                ([*C, '--servers', '60', '--find', 'servers', '--asa', '5'], '--servers is what --find looks for'),
                ([*C, '--servers', '60', '--find', 'rate', '--asa', '5'], '--rate is what --find looks for'),
                ([*C, '--servers', '60', '--places', '80', '--find', 'trunks', '--asa', '5'], '--places is what'),
                ([*C, '--servers', '60', '--find', 'trunks', '--blocking', '0.01', '--rate', '0.4'],
                 'blocking is 0.166667, and must be at most 0.01'),
                ([*A, '--servers', '40..50', '--find', 'rate', '--asa', '5'], '--rate is what'),
                ([*C, '--servers', '1..20000'], 'a range may have'), ([*C, '--servers', '5', '--json', '--csv'], 'exclude')):
            with self.subTest(words):
                self.refused('erlang', *words, says=says, code=BAD_INPUT)

    def test_values(self) -> None:
        good = {'--rate': '0.3', '--aht': '180', '--servers': '60', '--patience': '60'}
        for option, values in (
                ('--rate', ('', '0', '-1', 'x', 'nan', 'inf', '0x1', '1e400', '1e13', '3/', '3/3h', '3/x', '/h', '3//h')),
                ('--aht', ('', '0', '-1', '3 min', '3min2', 'inf', '1e13')),
                ('--servers', ('', '0', '-1', '1.5', '1e3', '5..', '..5', '6..5', '1...5', '2000000000')),
                ('--patience', ('', '0', '-1', 'never')), ('--places', ('', '0', '60.5', '59')),
                ('--awt', ('', '-1', 'x', '1e13'))):
            for value in values:
                with self.subTest(option=option, value=value):
                    words = {**good, option: value}
                    self.refused('erlang', 'a', *[f'{name}={text}' for name, text in words.items()])
        for option in ('--service-level', '--blocking', '--abandonment', '--occupancy', '--asa'):
            for value in ('', '-0.5', 'nan', '80%') + (() if option == '--asa' else ('0', '1', '80')):
                with self.subTest(option=option, value=value):
                    self.refused('erlang', *A, '--find', 'servers', f'{option}={value}')


if __name__ == '__main__':
    unittest.main()
