"""hotline fit: the parameters of a known center come back from its log; what is written; what is refused."""
import csv
import json
import math
import os
import unittest
from pathlib import Path
from typing import Any, Dict, List

from support import BAD_INPUT, CommandLine, hotline

HOURS = [0] * 8 + [20, 40, 60, 60, 50, 50, 40, 40, 30, 20] + [0] * 6
AGENTS = [0] * 8 + [6, 9, 12, 12, 10, 10, 9, 9, 7, 5] + [0] * 6
KNOWN = {
    'hotline': 1, 'name': 'known', 'start': '2024-03-04', 'duration': '28d', 'replications': 1, 'seed': 5,
    'classes': {'sales': {
        'arrivals': {'volume': 1600, 'profile': HOURS, 'busyness_cv': 0.15, 'interval_cv': 0.15, 'interval_correlation': 0.8},
        'entry': 'menu', 'at_closing': 'disconnect', 'patience': {'law': 'exponential', 'mean': 240},
        'talk': {'law': 'lognormal', 'mean': 180, 'cv': 1},
        'redial': {'draws': 'new', 'abandoned': {'probability': 0.5, 'delay': {'law': 'exponential', 'mean': 600}},
                   'unresolved': {'probability': 1, 'delay': {'law': 'exponential', 'mean': 900}}}, 'resolution': 0.9}},
    'ivr': {'menu': {'time': {'law': 'lognormal', 'mean': 20, 'cv': 0.5}, 'next': {'agent': 0.9, 'hangup': 0.1}}},
    'agents': {'team': {'skills': {'sales': {}}, 'staffing': {'day': AGENTS}}},
}
FIELDS = ['day', 'time', 'type', 'caller', 'ivr_time', 'wait', 'outcome', 'service']


def calls_of(export: str) -> List[Dict[str, Any]]:
    """The calls of a trace's export as a log, in the order in which they came."""
    inside: Dict[str, Dict[str, Any]] = {}
    calls = []
    for r in csv.DictReader(export.splitlines()):
        now, place = float(r['time']), r['call']
        if r['record'] == 'arrives':
            inside[place] = {'day': int(now // 86400) + 1, 'time': now % 86400, 'type': r['class'], 'caller': r['value'],
                             'wait': 0, 'outcome': 'HANG', 'service': 0, 'came': now}
            calls.append(inside[place])
        elif r['record'] in ('asks', 'leaves_ivr'):
            inside[place]['ivr_time'] = now - inside[place]['came']
        elif r['record'] == 'abandons':
            inside[place]['wait'] = float(r['value'])
        elif r['record'] == 'answered':
            inside[place].update(wait=float(r['value']), outcome='AGENT', answered=now)
        elif r['record'] == 'ends':
            inside[place]['service'] = now - inside[place]['answered']
    return [c for c in calls if 'ivr_time' in c]


class Fit(CommandLine):
    known = ''

    def log(self, rows: List[Dict[str, Any]], name: str = 'log.csv') -> Path:
        path = self.folder / name
        with path.open('w', encoding='utf-8', newline='') as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def text(self, text: str, name: str = 'log.csv') -> Path:
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def known_log(self) -> Path:
        """Four weeks of the known center, simulated once for all tests."""
        if not Fit.known:
            scenario, trace = self.folder / 'known.json', self.folder / 'known.trace'
            scenario.write_text(json.dumps(KNOWN), encoding='utf-8')
            self.good('run', scenario, '--trace', trace)
            calls = calls_of(self.good('trace', 'export', trace))
            rows = [[f'{c[k]:.3f}' if isinstance(c[k], float) else str(c[k]) for k in FIELDS] for c in calls]
            Fit.known = '\n'.join(','.join(row) for row in [FIELDS, *rows])
        return self.text(Fit.known, 'known.csv')

    def near(self, value: float, expected: float, error: float, what: str = '') -> None:
        """Within four standard errors: a true claim fails with a probability below 1e-4."""
        self.assertLessEqual(abs(value - expected), 4 * error, f'{what}: {value}, expected {expected} ± {error}')

    def test_known_center_comes_back(self) -> None:
        out = self.folder / 'fitted.json'
        answer = self.document('fit', self.known_log(), '--out', out, '--first-day', '2024-03-04', '--json')
        a, days = answer['all'], 28
        arrivals, service, patience = a['arrivals'], a['service'], a['patience']
        n, gave_up = service['n'], patience['abandoned']
        self.assertGreater(gave_up, 2000)
        self.near(service['mean'], 180, 180 / math.sqrt(n), 'service')
        self.assertEqual(service['laws'][0]['law'], 'lognormal')
        sigma = math.sqrt(math.log(2))
        self.near(service['laws'][0]['parts'][0]['b'], sigma, sigma / math.sqrt(2 * n), 'sigma')
        self.near(patience['mean'], 240, 240 / math.sqrt(gave_up), 'patience')
        self.near(patience['survival']['60'], math.exp(-0.25), 0.004, 'survival') # Greenwood's error is less
        self.near(answer['ivr']['mean'], 20, 10 / math.sqrt(a['calls']), 'menu')
        redials, returns = a['after_giving_up'], a['after_an_answer']
        first = a['calls'] - redials['called_again'] - returns['called_again'] # who calls again goes the same way
        self.near(a['left_before'] / first, 0.1, math.sqrt(0.09 / first), 'hung up in the menu')
        # after two hours a call counts as a new caller's: exp(-12) of the redials, exp(-8) of the returns
        for again, share, delay in ((redials, 0.5, 600), (returns, 0.1, 900)):
            n = again['called_again']
            self.near(n / again['of'], share, math.sqrt(share * (1 - share) / again['of']), 'calling again')
            self.near(again['delay']['mean'], delay, delay / math.sqrt(n), 'delay')
        self.near(arrivals['mean_a_day'], 1600, 1600 * math.sqrt((0.15 ** 2 + 0.15 ** 2 * 0.4) / days), 'volume')
        # of 28 days: the error of a cv is about cv / sqrt(2 * 27); slices have more, but depend on each other
        self.near(arrivals['busyness_cv'], 0.15, 0.04, 'busyness')
        self.near(arrivals['interval_cv'], 0.15, 0.02, 'busyness of slices')
        self.near(arrivals['interval_correlation'], 0.8, 0.06, 'correlation')
        # each staffing is constant over an hour, and in it somebody always waited for a while
        fitted = json.loads(out.read_text(encoding='utf-8'))
        week = fitted['agents']['team-1']['staffing']['week']
        off = [abs(week[48 * day + half] - AGENTS[half // 2]) for day in range(7) for half in range(17, 36)]
        self.assertLessEqual(sum(off) / len(off), 1.0)

    def test_validation(self) -> None:
        out = self.folder / 'fitted.json'
        log = self.known_log()
        answer = self.document('fit', log, '--out', out, '--first-day', '2024-03-04', '--validate', '--json')
        hours = [h for h in answer['validation']['hours'] if 9 <= h['hour'] <= 17]
        fitting = [abs(h['calls']['observed'] - h['calls']['simulated']) <= h['calls']['half_width'] for h in hours]
        self.assertGreaterEqual(sum(fitting), len(hours) - 2) # at 95 % each: fails with a probability of 1 %, seed fixed
        observed = answer['validation']['all']['gave_up']['observed']
        self.assertAlmostEqual(observed, answer['all']['abandoned'] / answer['all']['asked'], delta=0.02)
        shown = self.good('fit', log, '--out', out, '--first-day', '2024-03-04', '--validate', '-n', 5)
        self.assertIn('figures by the hour are within', shown)
        self.good('run', out, '-n', '1')

    def test_same_bytes_and_chart(self) -> None:
        log, outs = self.known_log(), []
        for name, jobs in (('a', 1), ('b', 3)):
            folder = self.folder / name
            folder.mkdir()
            report = self.good('fit', log, '--out', folder / 'x.json', '--chart', folder / 'x.svg', '--json', '-j', jobs, '-n', 4)
            outs.append((report, (folder / 'x.json').read_bytes(), (folder / 'x.svg').read_bytes()))
            self.assertEqual(sorted(os.listdir(folder)), ['x.json', 'x.svg'])
        self.assertEqual(outs[0], outs[1])
        self.assertIn(b'<svg', outs[0][2])
        self.assertIn(b'observed', outs[0][2])

    def test_counts(self) -> None:
        rows = [{'When': f'2024-03-{4 + day:02d}T{hour:02d}:{minute:02d}:00Z', 'Calls': 10 * hour + minute + day % 7}
                for day in range(14) if day % 7 < 5 for hour in range(8, 18) for minute in (0, 15, 30, 45)]
        out = self.folder / 'counts.json'
        answer = self.document('fit', self.log(rows), '--out', out, '--json', '--talk', '100', '--wrapup', '20s',
                               '--patience', '{"law": "weibull", "mean": 300, "shape": 0.8}', '--name', 'center')
        self.assertEqual((answer['slice'], answer['days'], answer['profile']), (900, 10, 'day'))
        self.assertEqual(answer['columns'], {'time': 'When', 'calls': 'Calls'})
        self.assertAlmostEqual(answer['all']['arrivals']['mean_a_day'], sum(r['Calls'] for r in rows) / 10)
        made = json.loads(out.read_text(encoding='utf-8'))
        self.assertEqual((made['name'], made['start'], made['duration']), ('center', '2024-03-04', '5d'))
        call = made['classes']['call']
        self.assertEqual(call['patience'], {'law': 'weibull', 'mean': 300, 'shape': 0.8})
        self.assertIn('assumed', call['notes']['talk'])
        load = sum(call['arrivals']['profile'][36:38]) * call['arrivals']['weekdays'][0] * 120 / 1800
        self.assertEqual(made['agents']['team-1']['staffing']['week'][18], math.ceil(1.02 * load + math.sqrt(load) / 2))
        self.good('fit', self.folder / 'log.csv', '--out', out, '--chart', self.folder / 'c.svg')

    def test_calibrated_agents(self) -> None:
        """With talks of 150 s instead of 180 s too few would give up, until there are about a sixth fewer agents."""
        out = self.folder / 'fitted.json'
        words = [self.known_log(), '--out', out, '--first-day', '2024-03-04', '--talk', '150', '--validate', '--json']
        before = self.document('fit', *words)['validation']
        first = json.loads(out.read_text(encoding='utf-8'))['agents']['team-1']['staffing']['week']
        after = self.document('fit', *words, '--calibrate')['validation']
        made = json.loads(out.read_text(encoding='utf-8'))['agents']['team-1']
        self.assertEqual((before['calibrated_to'], after['calibrated_to']), ([], ['waited', 'gave_up']))
        gave_up = after['all']['gave_up']
        self.assertGreater(before['all']['gave_up']['observed'] - before['all']['gave_up']['simulated'], 0.05)
        self.assertLess(abs(gave_up['observed'] - gave_up['simulated']), 0.02)
        self.assertAlmostEqual(sum(made['staffing']['week']) / sum(first), 150 / 180, delta=0.05)
        self.assertIn('Calibrated', made['notes'])

    def test_held_out_weeks(self) -> None:
        """Two weeks predict the other two, within ±, in both directions; what is left out of one is in the other."""
        words = [self.known_log(), '--first-day', '2024-03-04', '--json', '--hold-out']
        for held_out, first in (('even', '2024-03-04'), ('odd', '2024-03-11')):
            out = self.folder / f'{held_out}.json'
            answer = self.document('fit', *words, held_out, '--out', out)
            made = json.loads(out.read_text(encoding='utf-8'))
            self.assertEqual((answer['days'], answer['validation']['held_out'], made['start'][:10]), (14, True, first))
            self.assertIn(f'--hold-out {held_out}', made['notes']['made'])
            for measure in ('calls', 'waited', 'gave_up', 'mean_wait', 'asa'):
                value = answer['validation']['all'][measure]
                self.assertLessEqual(abs(value['observed'] - value['simulated']), value['half_width'], measure)
        whole = self.document('fit', *words[:-1], '--out', out, '--validate')
        both = [self.document('fit', *words, w, '--out', out)['all']['calls'] for w in ('odd', 'even')]
        self.assertEqual(sum(both), whole['all']['calls'])

    def test_nothing_to_hold_out_or_to_calibrate_to(self) -> None:
        head = 'day,time,wait,service,outcome\n'
        log, out = self.text(head + '2024-03-04,30000,1,60,AGENT\n2024-03-11,30100,0,60,AGENT\n'), self.folder / 'x.json'
        self.good('fit', log, '--out', out, '--hold-out', 'odd')
        out.unlink()
        log = self.text(head + '2024-03-04,30000,1,60,AGENT\n2024-03-12,30100,0,60,AGENT\n')
        self.refused('fit', log, '--out', out, '--hold-out', 'odd', says='needs each in both')
        log = self.text(head + '2024-03-04,30000,1,60,AGENT\n')
        self.refused('fit', log, '--out', out, '--hold-out', 'odd', says='log.csv: has no calls in even weeks')
        self.refused('fit', log, '--out', out, '--hold-out', 'half', says='must be odd or even')
        log = self.text('time,calls\n2024-01-01T08:00,1\n2024-01-02T08:00,2\n')
        self.refused('fit', log, '--out', out, '--calibrate', says='--calibrate needs both')
        self.assertEqual(self.files(), ['log.csv'])

    def test_closed_hours_and_talks_by_the_hour(self) -> None:
        """Nobody asks at night: those calls are left out. Talks are 200 s until noon and 100 s from then on."""
        rows = []
        for day in range(1, 29):
            for k in range(12):
                rows.append([day, 3600 * 2 + 60 * k, 0, 'HANG', 0])
            for k in range(200):
                time = 3600 * 8 + 144 * k
                rows.append([day, time, 5 * (k % 2), 'AGENT', (152 + 4 * (k % 25)) // (1 if time < 43200 else 2)])
        log = self.text('\n'.join(','.join(map(str, row)) for row in [['day', 'time', 'wait', 'outcome', 'service'], *rows]))
        out = self.folder / 'x.json'
        answer = self.document('fit', log, '--out', out, '--first-day', '2024-03-04', '--slice', '1h', '--json', '--validate')
        self.assertEqual((answer['all']['calls'], answer['all']['closed']), (28 * 212, 28 * 12))
        self.assertEqual(answer['all']['arrivals']['mean_a_day'], 200)
        self.assertEqual([h['hour'] for h in answer['validation']['hours']], [8, 9, 10, 11, 12, 13, 14, 15])
        made = json.loads(out.read_text(encoding='utf-8'))
        call = made['classes']['call']
        self.assertEqual(made['ivr']['menu-call']['next'], 'agent') # who was told that it is closed did not hang up
        self.assertEqual(call['arrivals']['profile'][2], 0)
        morning, evening = call['talk_by_time'][:12], call['talk_by_time'][12:]
        self.assertEqual((len(set(morning)), len(set(evening)), len(evening)), (1, 1, 12))
        self.assertAlmostEqual(morning[0] / evening[0], 2, delta=0.05)

    def test_moments_instead_of_durations(self) -> None:
        rows = ['call_time,answered_at,hangup_time,result',
                '2024-03-04 09:00:00,2024-03-04 09:00:30,2024-03-04 09:03:30,answered',
                '2024-03-04 23:59:00,,2024-03-05 00:01:00,lost',
                '2024-03-05 09:00:00,2024-03-05 09:00:00,2024-03-05 09:01:00,answered']
        answer = self.document('fit', self.text('\n'.join(rows)), '--out', self.folder / 'x.json', '--json')
        self.assertEqual((answer['all']['asked'], answer['all']['waited'], answer['all']['abandoned']), (3, 2, 1))
        self.assertEqual((answer['all']['service']['n'], answer['all']['service']['mean']), (2, 120))
        self.assertEqual(answer['all']['patience']['mean'], 150)

    def test_words_and_columns_of_ones_own(self) -> None:
        rows = 'd,t,w,s,o\n1,08:00,5,60,ja\n1,08:01,9,0,nein\n1,08:02,1,2,probe\n'
        log = self.text(rows)
        maps = ['day=d', 'time=t', 'wait=w', 'service=s', 'outcome=o', 'answered=ja', 'abandoned=nein', 'ignored=probe']
        words = [w for m in maps for w in ('--map', m)]
        answer = self.document('fit', log, '--out', self.folder / 'x.json', '--json', *words)
        self.assertEqual((answer['rows'], answer['ignored'], answer['all']['answered']), (3, 1, 1))
        self.refused('fit', log, '--out', self.folder / 'y.json', *words[:10], says="log.csv:2: 'o' is 'ja'")

    def test_constant_columns_and_two_rows(self) -> None:
        log = self.text('day,time,wait,service,outcome\n1,30000,0,60,AGENT\n1,30100,0,60,AGENT\n')
        self.good('fit', log, '--out', self.folder / 'x.json')
        made = json.loads((self.folder / 'x.json').read_text(encoding='utf-8'))
        self.assertEqual(made['classes']['call']['talk'], {'law': 'constant', 'value': 60})
        self.assertNotIn('patience', made['classes']['call'])

    def test_bad_logs(self) -> None:
        head = 'day,time,wait,service,outcome\n1,30000,0,60,AGENT\n'
        cases = [
            ('', 'log.csv:1: has no names of columns'),
            ('day,time,wait,service,outcome\n', 'log.csv: has no rows'),
            ('a,b\n1,2\n', 'no column that looks like the time of a call'),
            (head + '1,30000,0,60\n', 'log.csv:3: has 4 fields; must have 5'),
            (head + '1,30000,-5,60,AGENT\n', "log.csv:3: 'wait' is '-5'; must be a number of seconds from 0"),
            (head + '1,30000,abc,60,AGENT\n', "log.csv:3: 'wait' is 'abc'; must be a number of seconds from 0"),
            (head + '1,30000,1,1e99,AGENT\n', "log.csv:3: 'service' is '1e99'"),
            (head + '1,99999,1,1,AGENT\n', "log.csv:3: 'time' is '99999'; a day has 86400 s"),
            (head + '1,soon,1,1,AGENT\n', "log.csv:3: 'time' is 'soon'; must be seconds of the day"),
            (head + '1,,1,1,AGENT\n', "log.csv:3: 'time' is ''; must be the time of a call"),
            (head + '1,1,1,1,gone\n', "log.csv:3: 'outcome' is 'gone'"),
            (head + '2024-01-01,1,1,1,AGENT\n', 'log.csv:3: days must all be dates, or none'),
            (head + '1,1,1,"1,AGENT\n', 'log.csv:3: a quote is not closed'),
            (head + '1,1,1,\0,AGENT\n', 'log.csv: is no text: it has zero bytes'),
            (head + '1,1,1,1,' + 'x' * (2 << 20) + '\n', 'log.csv:3: has a row of more than 1 MiB'),
            ('day,time,caller,wait,service\n1,50,a,0,1\n1,40,b,0,1\n', 'log.csv:3: is earlier than the row before'),
            ('time,answer,end\n2024-01-01T08:00,2024-01-01T08:01,2024-01-01T08:00\n', "log.csv:2: 'end' is"),
            ('time,answer,end\n2024-01-01T08:00,08:01,09:00\n', "the column 'answer' must be a date and time"),
            ('time,calls\n2024-01-01T08:00,1.5\n', "log.csv:2: 'calls' is '1.5'; must be a whole number"),
            ('time,calls\n2024-01-01T08:00:07,1\n2024-01-01T08:00:14,2\n', 'give --slice'),
            ('time,type,wait,service\n' + ''.join(f'{i},t{i},0,1\n' for i in range(40)), "log.csv:34: 't32' is the type 33"),
        ]
        for text, says in cases:
            with self.subTest(says):
                log = self.text(text)
                for left in self.folder.glob('x.*'):
                    left.unlink() # of a case before that was not refused
                self.refused('fit', log, '--out', self.folder / 'x.json', '--chart', self.folder / 'x.svg', says=says)
                self.assertEqual(self.files(), ['log.csv'])

    def test_lenient(self) -> None:
        log = self.text('day,time,wait,service,outcome\n1,30000,-7,60,AGENT\n1,x,0,60,AGENT\n1,30100,4,30,AGENT\n'
                        '1,30200,3,30,what\n')
        answer = self.document('fit', log, '--out', self.folder / 'x.json', '--lenient', '--json', '--map', 'time=time')
        self.assertEqual((answer['unknown'], answer['all']['answered'], answer['all']['service']['n']), (3, 2, 2))

    def test_usage(self) -> None:
        log = self.text('time,calls\n2024-01-01T08:00,1\n2024-01-02T08:00,2\n')
        out = self.folder / 'x.json'
        for words, says in [((), 'needs --out'), (('--out', log), 'log.csv'), (('--out', out, '--map', 'x'), 'NAME=VALUE'),
                            (('--out', out, '--map', 'x=y'), 'begins with day'),
                            (('--out', out, '--map', 'time=when'), "has no column 'when'"),
                            (('--out', out, '--slice', '7min'), 'divides the day'),
                            (('--out', out, '--profile', 'year'), 'must be day or week'),
                            (('--out', out, '--first-day', 'monday'), 'must be a date'),
                            (('--out', out, '--talk', '{"law": "exponential"}'), '--talk:1: $.classes.call.talk'),
                            (('--out', out, '--name', 'No Name'), 'name'),
                            (('--out', out, '--chart-of', 'mood'), 'must be calls, waited'),
                            (('--out', out, '--wrapup', '5'), 'needs --talk')]:
            with self.subTest(says):
                self.refused('fit', log, *words, says=says)
                self.assertEqual(self.files(), ['log.csv'])
        self.refused('fit', self.folder / 'none.csv', '--out', out, says='none.csv: cannot be opened')
        self.refused('fit', self.folder, '--out', out, says='is no regular file')
        self.assertEqual(hotline('fit', '--help').returncode, 0)


REFERENCE = os.environ.get('HOTLINE_REFERENCE_DATA', '')


@unittest.skipUnless(REFERENCE, 'HOTLINE_REFERENCE_DATA names no folder')
class Reference(CommandLine):
    """Published data: figures computed from them by other means (Brown et al. 2005; Weinberg et al. 2007)."""

    def test_technion(self) -> None:
        answer = self.document('fit', Path(REFERENCE) / 'technion_anonbank_1999-08_compact.csv', '--lenient', '--first-day',
                               '1999-08-01', '--out', self.folder / 'x.json', '--json')
        a, by_type = answer['all'], {c['type']: c for c in answer['classes']}
        self.assertEqual(a['calls'], 41768)
        service = {'PS': (171.2, 4.650), 'NW': (118.0, 4.230), 'NE': (238.6, 4.903), 'IN': (384.3, 4.970)}
        patience = {'PS': 470.6, 'NW': 255.6, 'IN': 432.7, 'NE': 932.6}
        for kind, (mean, log_mean) in service.items():
            self.assertAlmostEqual(by_type[kind]['service']['mean'], mean, delta=0.05)
            self.assertAlmostEqual(by_type[kind]['service']['log_mean'], log_mean, delta=0.0005)
            self.assertAlmostEqual(by_type[kind]['patience']['mean'], patience[kind], delta=0.05)
        for value, expected, delta in [
                (a['service']['mean'], 185.1, 0.05), (a['service']['log_mean'], 4.624, 5e-4), (a['service']['sd'], 362.8, 0.05),
                (a['service']['log_sd'], 1.202, 5e-4), (a['service']['median'], 111, 0), (a['patience']['mean'], 408.8, 0.05),
                (a['waited'] / a['asked'], 0.663, 1e-3), (a['abandoned'] / a['asked'], 0.188, 5e-4),
                (answer['ivr']['mean'] * answer['ivr']['n'] / (answer['ivr']['n'] + answer['ivr']['zeros']), 11.9, 0.05),
                (a['patience']['restricted_mean_900'], 442, 0.5)]:
            self.assertAlmostEqual(value, expected, delta=delta)
        survival = {'10': .962, '20': .918, '30': .894, '60': .815, '90': .747, '120': .712, '180': .639, '300': .547, '600': .378}
        for time, share in survival.items():
            self.assertAlmostEqual(a['patience']['survival'][time], share, delta=6e-4)
        hazard = {0: .0024, 5: .0054, 15: .0039, 20: .0027, 30: .0023, 50: .0042, 60: .0032, 90: .0016, 180: .0013}
        found = {band['from']: band['a_second'] for band in a['patience']['hazard']}
        for begin, rate in hazard.items():
            self.assertAlmostEqual(found[begin], rate, delta=1e-4)

    def remake(self, name: str, log: str, *words: Any) -> None:
        """The scenario of the project is what the command makes, to the letter."""
        kept = Path(__file__).parents[2] / 'scenarios/bank' / name
        document, out = json.loads(kept.read_text(encoding='utf-8')), self.folder / name
        self.good('fit', Path(REFERENCE) / log, '--out', out, '--title', document['title'], '--source',
                  document['notes']['source'], *words)
        self.assertEqual(out.read_text(encoding='utf-8'), kept.read_text(encoding='utf-8'))

    def test_scenarios_are_its_products(self) -> None:
        self.remake('bank-calls.json', 'fpp3_bank_calls.csv', '--seed', 2003)
        self.remake('technion-week.json', 'technion_anonbank_1999-08_compact.csv', '--lenient', '--first-day', '1999-08-01',
                    '--slice', '1h', '--teams', 'PS+PE+TT+NW+NE,IN', '--calibrate', '--seed', 1999, '-n', 400)

    def test_bank(self) -> None:
        """Figures of an independent computation."""
        answer = self.document('fit', Path(REFERENCE) / 'fpp3_bank_calls.csv', '--out', self.folder / 'x.json', '--json')
        a = answer['all']['arrivals']
        for key, expected, delta in [('volume', 32461.3, 0.05), ('sd_of_days', 2914.85, 0.01), ('busyness_cv', 0.0410, 5e-5),
                                     ('interval_cv', 0.0677, 5e-5), ('interval_correlation', 0.9820, 5e-5)]:
            self.assertAlmostEqual(a[key], expected, delta=delta, msg=key)
        for factor, expected in zip(a['weekdays'], [1.1198, 1.0044, 0.9468, 0.946, 0.983, 0, 0]):
            self.assertAlmostEqual(factor, expected, delta=5e-5)


if __name__ == '__main__':
    unittest.main()
