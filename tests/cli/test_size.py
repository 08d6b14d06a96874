"""hotline size: the published worked examples, options against files, what contradicts what, both ways."""
import csv
import io
import json
import re
import unittest
import xml.etree.ElementTree as tree
from typing import Any, Dict

from support import ROOT, CommandLine

EXAM = ['--subscribers', '1200000', '--calls', '2', '--agent-share', '0.25', '--busiest-day-factor', '2', '--aht', '110']
JILIN = ROOT / 'scenarios/jilin/call-model.json'

# A province of 10086, docs/planning.md: busy-hour calls, agent calls, Erlang, seats by load, by calls a seat, IVR Erlang,
# ports, trunks, E1, seats by Erlang C for 85 % within 15 s.
YEARS = {
    2008: (146250, 12750, 389.6, 487, 414, 2517, 3596, 4203, 141, 399),
    2009: (175617, 14992, 458.1, 573, 487, 3025, 4322, 5036, 168, 468),
    2010: (210650, 17235, 526.6, 659, 560, 3636, 5195, 6015, 201, 537),
    2011: (250275, 19702, 602.0, 753, 640, 4327, 6182, 7121, 238, 612),
    2012: (285425, 21960, 671.0, 839, 713, 4940, 7058, 8103, 271, 682),
    2013: (320875, 24223, 740.1, 926, 787, 5558, 7941, 9094, 304, 751),
    2014: (346667, 26000, 794.4, 994, 845, 6006, 8581, 9819, 328, 805),
    2015: (368792, 27485, 839.8, 1050, 893, 6392, 9131, 10440, 348, 851),
}


class Size(CommandLine):
    def ask(self, *words: Any) -> Dict[str, Any]:
        return json.loads(self.good('size', *words, '--no-simulation', '--json'))

    def near(self, actual: float, expected: float, within: float) -> None:
        self.assertLessEqual(abs(actual - expected), within, (actual, expected))

    def test_worked_example(self) -> None:
        for words in ([*EXAM, '--seats', '150'], [ROOT / 'scenarios/planning/exam.json']):
            ways = self.ask(*words)['methods']
            load, seats = ways['load'], ways['seats']
            self.near(load['busy_hour_calls'], 16000, 1e-9)
            self.near(load['busy_hour_agent_calls'], 4000, 1e-9)
            self.near(load['busy_hour_automatic_calls'], 12000, 1e-9)
            self.near(load['agent_erlang'], 122.222222, 1e-6)
            self.near(load['seats']['exact'], 152.7778, 1e-4)
            self.near(seats['agent_trunks']['exact'], 163.636364, 1e-6)
            self.near(seats['automatic_trunks']['exact'], 216.666667, 1e-6)
            self.near(seats['trunks']['exact'], 544.285714, 1e-6)
            self.assertEqual((seats['trunks']['needed'], seats['e1']['needed']), (545, 19))

    def test_national_hotline(self) -> None:
        answer = self.ask(ROOT / 'scenarios/planning/national-10086.json')
        self.assertEqual(answer['methods']['load']['seats']['needed'], 614)
        self.assertEqual(answer['capacity']['seats']['has'], 622)

    def test_every_year(self) -> None:
        for year, row in YEARS.items():
            with self.subTest(year):
                ways = self.ask(JILIN, '--year', year)['methods']
                load = ways['load']
                for value, expected, within in zip(
                        (load['busy_hour_calls'], load['busy_hour_agent_calls'], load['agent_erlang'], load['ivr_erlang']),
                        (row[0], row[1], row[2], row[5]), (0.5, 0.51, 0.05, 0.5)):
                    self.near(value, expected, within)
                needed = (load['seats'], ways['seats']['seats'], load['ivr_ports'], load['trunks'], load['e1'],
                          ways['erlang_c']['seats'])
                self.assertEqual(tuple(part['needed'] for part in needed), row[3:5] + row[6:])

    def test_options_go_before_the_file(self) -> None:
        plain, changed = self.ask(JILIN), self.ask(JILIN, '--aht', '3min', '--set', 'call_model.calls=6')
        self.assertEqual(plain['factors']['aht'], {'value': 110, 'given': True})
        self.assertEqual(changed['factors']['aht'], {'value': 180, 'given': True})
        self.assertEqual(changed['factors']['calls']['value'], 6)
        self.assertFalse(plain['factors']['trunk_load']['given'])
        self.assertEqual(self.ask(JILIN, '--agent-share', '0.5')['factors']['agent_calls']['value'], 2.45)

    def test_resources_are_those_of_the_scheme(self) -> None:
        for words, seats, ports, trunks in ((['--scheme', 'a'], 700, 4500, 5625), ([], 560, 3600, 4500),
                                            (['--seats', '99'], 99, 3600, 4500)):
            capacity = self.ask(JILIN, *words)['capacity']
            self.assertEqual([capacity[part]['has'] for part in ('seats', 'ports', 'trunks')], [seats, ports, trunks])
            self.assertIsNone(capacity['cti']['has'])

    def test_what_is_carried_is_what_is_needed(self) -> None:
        """The subscribers that a resource carries need just that much of it."""
        words = [*EXAM, '--patience', '5min', '--seats', '150', '--ports', '358', '--trunks', '570', '--cti-rate', '7']
        capacity = self.ask(*words)['capacity']
        self.assertEqual((capacity['first_by_load'], capacity['first_by_erlang']), ('seats', 'seats'))
        for part, key in (('seats', 'seats'), ('ports', 'ivr_ports'), ('trunks', 'trunks')):
            for carried, way in (('subscribers_by_load', 'load'), ('subscribers_by_erlang', 'erlang_a')):
                subscribers = ['--subscribers', int(capacity[part][carried])]
                needed = self.ask(*words, *subscribers)['methods'][way][key]['needed']
                # trunks by Erlang hold callers who wait as they do at the present size
                self.near(needed, capacity[part]['has'], 2 if (part, way) == ('trunks', 'erlang_a') else 0)
        self.near(capacity['cti']['subscribers_by_load'], 1200000 * 25200 / 16000, 1e-3)

    def test_cti(self) -> None:
        answer = self.ask(*EXAM, '--cti-fixed-load', '0.4', '--cti-call-time', '36ms')
        self.near(answer['capacity']['cti']['has'], 40000, 1e-6)
        self.near(answer['methods']['load']['cti_load'], 0.56, 1e-12)
        self.assertRegex(self.good('size', *EXAM, '--cti-rate', '5', '--no-simulation'), r'load of the CTI processor +71\.1  %')

    def test_contradictions(self) -> None:
        self.assertEqual(self.ask(*EXAM)['contradictions'], [])
        words = [*EXAM, '--calls-per-seat', '26.67', '--mixed-call', '60', '--automatic-call', '65']
        told = {c['factor']: c for c in self.ask(*words)['contradictions']}
        self.assertEqual(set(told), {'calls_per_seat', 'mixed_call'})
        self.near(told['calls_per_seat']['implied'], 26.1818, 1e-4)
        self.near(told['mixed_call']['implied'], 86.25, 1e-9)
        text = self.good('size', *words, '--no-simulation')
        self.assertIn("calls of an agent in the busy hour: 26.67 by 'calls_per_seat', 26.1818 by 3600 s", text)
        bent = self.good('size', JILIN, '--set', 'call_model.busy_hour_concentration=0.12', '--no-simulation')
        self.assertRegex(bent, r"(?m)^  busiest hour's share of the day: 0\.12 by 'busy_hour_concentration', 0\.1 by profiles")

    def test_elasticities(self) -> None:
        rows = self.ask(*EXAM)['elasticities']
        self.near(rows['subscribers']['seats'], 1, 1e-9)
        self.near(rows['agent_load']['seats'], -1, 1e-9)
        self.near(rows['automatic_call']['ivr_ports'], 216.667 / 250, 1e-3)
        self.assertLess(rows['subscribers']['seats_erlang'], 1)
        self.assertNotIn('mixed_call', rows)

    def test_tornado(self) -> None:
        bars = {bar['factor']: bar for bar in self.ask(JILIN)['tornado']['bars']}
        self.assertEqual((bars['aht']['low'], bars['aht']['high'], bars['aht']['assumption']), (100, 120, True))
        self.assertEqual((bars['calls_per_seat'] if 'calls_per_seat' in bars else None), None)
        self.near(bars['agent_load']['low'], 0.72, 1e-12)
        of_trunks = self.ask(JILIN, '--tornado', 'trunks')['tornado']
        self.assertEqual(of_trunks['of'], 'trunks')
        lengths = [abs(bar['at_high'] - bar['at_low']) for bar in of_trunks['bars']]
        self.assertEqual(lengths, sorted(lengths, reverse=True))
        chart = self.folder / 'tornado.svg'
        text = self.good('size', JILIN, '--chart', chart, '--no-simulation')
        self.assertTrue(tree.parse(chart).getroot().tag.endswith('svg'))
        self.assertRegex(text, r'(?m)^  busiest_day_factor \* +1 +2 +671 ')

    def test_csv(self) -> None:
        rows = list(csv.DictReader(io.StringIO(self.good('size', *EXAM, '--no-simulation', '--csv'))))
        seats = next(row for row in rows if row['result'] == 'seats')
        self.assertEqual((seats['load'], seats['erlang_c'], seats['erlang_a'], seats['simulation']), ('153', '128', '', ''))

    def test_text_fits_and_explains(self) -> None:
        text = self.good('size', *EXAM, '--patience', '300', '--no-simulation')
        self.assertRegex(text, r'(?m)^  seats +153 +153 +128 +122$')
        self.assertRegex(text, r'(?m)^  trunks +548 +549 +408 +403$')
        self.assertIn('Where they part\n', text)
        self.assertLess(max(len(line) for line in text.split('What moves')[0].splitlines()), 110)

    def test_output_is_whole_or_not_at_all(self) -> None:
        out = self.folder / 'size.json'
        self.good('size', *EXAM, '--no-simulation', '--json', '-o', out)
        self.assertEqual(json.loads(out.read_text(encoding='utf-8')), self.ask(*EXAM))
        self.refused('size', *EXAM, '--chart', out, '-o', out, '--no-simulation', says='--chart')
        self.refused('size', JILIN, '-o', JILIN, '--no-simulation', says='--output')
        self.refused('size', *EXAM, '--chart', self.folder / 'no/such.svg', '--no-simulation', says='such.svg')

    def test_mistakes(self) -> None:
        for words, says in (
                ([], "'subscribers' is missing"), (['--subscribers', '9'], "'calls' is missing"),
                (EXAM[:-2], "'aht' is missing, or 'calls_per_seat'"),
                ([*EXAM, '--aht', '-3'], "--aht is '-3'; must be a time, in seconds or such as 2min, from 0.1 to 86400"),
                ([*EXAM, '--agent-load', '80'], "--agent-load is '80'; must be a number from 0.01 to 1"),
                ([*EXAM, '--agent-calls', '3'], "'agent_calls' is 3, more than the 2 'calls'"),
                ([*EXAM, '--year', '2012'], '--year chooses among values by years'),
                ([JILIN, '--year', '2030'], "'subscribers' has no value for the year 2030, but 8 from 2008 to 2015"),
                ([JILIN, '--year', 'now'], "--year is 'now'"), ([*EXAM, '--tornado', 'cost'], "--tornado is 'cost'"),
                ([*EXAM, '--set', 'a=1'], '--set changes a scenario'), ([*EXAM, '--scheme', 'a'], '--scheme is of a scenario'),
                ([JILIN, '--scheme', 'all'], '--scheme must name one'), ([JILIN, '--scheme', 'd'], "has no scheme 'd'"),
                ([*EXAM, '-n', '1'], "--replications is '1'"), ([*EXAM, '--chart', ''], '--chart needs a file name'),
                ([*EXAM, '--subscriber-count', '3'], 'unknown option'), ([*EXAM, '--json', '--csv'], 'exclude each other'),
                (['no-such.json'], 'cannot be opened'),
                ([ROOT / 'scenarios/examples/tiny.json'], "'subscribers' is missing")):
            with self.subTest(words):
                self.refused('size', *words, says=says)

    def test_a_file_without_a_call_model_lends_its_resources(self) -> None:
        answer = self.ask(ROOT / 'scenarios/examples/tiny.json', *EXAM)
        self.assertEqual(answer['capacity']['seats']['has'], 8)
        self.assertNotIn('year', answer['provenance'])


class Document(CommandLine):
    """docs/planning.md against the program."""

    def setUp(self) -> None:
        super().setUp()
        text = (ROOT / 'docs/planning.md').read_text(encoding='utf-8')
        self.rows = [[cell.strip() for cell in line.strip('|').split('|')] for line in text.splitlines()
                     if line.startswith('|')]

    def test_years(self) -> None:
        rows = [[float(cell.replace(',', '')) for cell in row] for row in self.rows if re.fullmatch(r'20\d\d', row[0])]
        self.assertEqual([row[0] for row in rows], list(YEARS))
        for row in rows:
            year = YEARS[int(row[0])]
            self.assertEqual(row[2:], [*map(float, year[:5] + year[9:] + year[5:9])])

    def test_factors(self) -> None:
        """All keys, in order, and every default."""
        rows = {row[0].strip('`'): row[1] for row in self.rows if re.fullmatch('`[a-z_0-9]+`', row[0])}
        answer = self.document('size', *EXAM, '--no-simulation', '--json')['factors']
        follows = {'agent_calls', 'calls_per_seat', 'mixed_call'}
        assumed = {key: factor['value'] for key, factor in answer.items() if not factor['given'] and key not in follows}
        defaults = {key: float(cell.split()[0]) for key, cell in rows.items() if cell}
        self.assertEqual({**assumed, 'busiest_day_factor': 1}, defaults)
        schema = json.loads(self.good('schema'))['$defs']['call_model']['properties']
        self.assertEqual([key for key in schema if key not in ('notes', 'year', 'day')], list(rows))


class Simulated(CommandLine):
    # 200 calls in the busy hour, 50 for agents, 3 min each
    SMALL = ['--subscribers', '30000', '--calls', '2', '--agent-share', '0.25', '--aht', '180', '--blocking', '0.05']

    def test_simulation_and_formula_agree(self) -> None:
        """The formula's seats, ports and trunks are within the interval: with another seed 999 times in 1,000."""
        answer = json.loads(self.good('size', *self.SMALL, '-n', '40', '--confidence', '0.999', '--json'))['methods']
        for key in ('seats', 'ivr_ports', 'trunks'):
            found, formula = answer['simulation'][key], answer['erlang_c'][key]['needed']
            self.assertTrue(found['low'] <= formula <= found['high'], (key, found, formula))
            self.assertTrue(found['low'] <= found['needed'] <= found['high'])
            self.assertEqual(found['replications'], 40)

    def test_same_seed_same_bytes(self) -> None:
        words = ['size', *self.SMALL, '-n', '4', '--seed', '3']
        one = self.good(*words, '--jobs', '1')
        self.assertEqual(one, self.good(*words, '--jobs', '3'))
        self.assertNotEqual(one, self.good(*words[:-1], '4'))
        self.assertRegex(one, r'(?m)^  seats +\d+ +\d+ +\d+ +\d+( +\(\d+ – \d+\))?$')
        self.assertTrue(re.search(r'4 replications of seats', one))

    def test_too_large_is_said(self) -> None:
        text = self.good('size', '--subscribers', '6.55e8', '--calls', '4.89', '--agent-calls', '0.377', '--aht', '110')
        self.assertIn("No figures of 'simulated': the busy hour has 10,676,500 calls", text)


if __name__ == '__main__':
    unittest.main()
