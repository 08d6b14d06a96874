"""hotline forecast: known forecasts, what each output holds, the choice on real series, what is refused."""
import csv
import io
import json
import os
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any, Dict, List

from support import BAD_INPUT, DONE, ROOT, CommandLine, hotline

# Mobile subscribers by country and year. ITU through Gapminder, CC-BY 4.0: tests/data/README.md
COUNTRIES_FILE = ROOT / 'tests/data/cell_phones_total_13countries.csv'
COUNTRIES = 'bra chn deu fin fra gbr ind ita jpn kor rus swe usa'.split()
CHINA = [COUNTRIES_FILE, '--where', 'geo=chn']
YEARS = 'year,subscribers\n2003,26995.3\n2004,33482.4\n2005,39340.6\n2006,46105.8\n2007,54730.6\n2008,64124.5\n2009,74721.4\n2010,85900.3\n'
REFERENCE = os.environ.get('HOTLINE_REFERENCE_DATA', '')
METHODS = ('linear', 'exponential', 'polynomial', 'logistic', 'gompertz', 'moving-average', 'holt', 'damped-holt', 'gm11', 'naive', 'auto')


def mean(values: List[float]) -> float:
    return sum(values) / len(values)


class Forecast(CommandLine):
    def table(self, text: str, name: str = 'series.csv') -> Path:
        path = self.folder / name
        path.write_text(text, encoding='utf-8')
        return path

    def ask(self, *words: Any) -> Any:
        return json.loads(self.good('forecast', *words, '--json'))

    def means(self, *words: Any) -> List[float]:
        return [point['mean'] for point in self.ask(*words)['forecast']]

    def assert_means(self, expected: List[float], *words: Any, delta: float = 0.051) -> None:
        for got, wanted in zip(self.means(*words), expected):
            self.assertAlmostEqual(got, wanted, delta=delta)

    # --- known values ---

    def test_known_forecasts(self) -> None:
        path = self.table(YEARS)
        self.assert_means([90755.8, 99107.1, 107458.4], path, '--method', 'linear')
        self.assert_means([103731.9, 122185.9, 143922.7], path, '--method', 'exponential')
        self.assert_means([101058.2, 118137.4, 138103.1], path, '--method', 'gm11')
        self.assert_means([96070.2, 106432.1, 116794.1], path, '--method', 'holt', '--param', 'alpha=0.9', '--param', 'beta=0.5')
        gompertz = self.ask(*CHINA, '--from', 2000, '--to', 2010, '--method', 'gompertz', '--param', 'origin=2000')
        for key, value in {'K': 2965168000, 'b': 3.28821, 'c': 0.096711}.items():
            self.assertAlmostEqual(gompertz['parameters'][key], value, delta=1e-5 * value)
        self.assert_means([953.2e6, 1058.3e6, 1163.8e6], *CHINA, '--from', 2000, '--to', 2010, '--method', 'gompertz', delta=6e4)

    @unittest.skipUnless(REFERENCE, 'HOTLINE_REFERENCE_DATA names no folder')
    def test_months_of_r(self) -> None:
        answer = self.ask(Path(REFERENCE) / 'datasets_AirPassengers.csv', '--method', 'holt-winters', '--horizon', 12,
                          '--param', 'seasonal=multiplicative', '--param', 'alpha=0.2755925', '--param', 'beta=0.03269295',
                          '--param', 'gamma=0.8707292')
        self.assertEqual((answer['series']['period'], answer['given']), (12, ['alpha', 'beta', 'gamma']))
        self.assertAlmostEqual(answer['forecast'][11]['mean'], 465.6345, delta=5e-5)
        self.assertAlmostEqual(answer['forecast'][11]['time'], 1961.9166667, delta=1e-6)
        auto = self.ask(Path(REFERENCE) / 'datasets_AirPassengers.csv', '--horizon', 12, '--backtest', 24)
        scores = {score['method']: score for score in auto['backtest']['methods']}
        self.assertLess(scores['auto']['mase'], 0.6 * scores['seasonal-naive']['mase'])

    # --- the choice, on real series ---

    def backtests(self, *more: Any, horizon: int = 3) -> Dict[str, Dict[str, dict]]:
        """method -> country -> score"""
        found: Dict[str, Dict[str, dict]] = {}
        for country in COUNTRIES:
            answer = self.ask(COUNTRIES_FILE, '--where', f'geo={country}', '--horizon', horizon, *more)
            for score in answer['backtest']['methods']:
                name = score['method'] + (f" {score['order']}" if 'order' in score else '')
                found.setdefault(name, {})[country] = score
        return found

    def hold_choice(self, scores: Dict[str, Dict[str, dict]], wins: int, worse: float = 1.1) -> None:
        mase = {name: mean([s['mase'] for s in of.values()]) for name, of in scores.items() if len(of) == len(COUNTRIES)}
        best = min(value for name, value in mase.items() if name != 'auto')
        self.assertLess(mase['auto'], mase['naive'])
        self.assertLess(mase['auto'], worse * best, mase)
        better = [c for c in COUNTRIES if scores['auto'][c]['mase'] < scores['naive'][c]['mase']]
        self.assertGreaterEqual(len(better), wins, better)

    def coverage(self, scores: Dict[str, dict], key: str) -> float:
        forecasts = sum(s['forecasts'] for s in scores.values())
        return sum(s[key] * s['forecasts'] for s in scores.values()) / forecasts

    def test_choice_on_three_years_held_out(self) -> None:
        scores = self.backtests('--backtest', 3)
        self.hold_choice(scores, 8)
        # 78 forecasts that hang together: as loose as 39 independent ones, 3 standard errors
        self.assertAlmostEqual(self.coverage(scores['auto'], 'coverage80'), 0.8, delta=0.19)
        self.assertGreater(self.coverage(scores['auto'], 'coverage95'), 0.85)

    def test_choice_in_years_of_growth(self) -> None:
        """Ten origins from 2000 to 2009, and from 2010 to 2019."""
        for until in (2010, 2020):
            scores = self.backtests('--backtest', 10, '--to', until)
            self.hold_choice(scores, 9)
            self.assertGreater(self.coverage(scores['auto'], 'coverage80'), 0.78)
            self.assertGreater(self.coverage(scores['auto'], 'coverage95'), 0.92)

    def test_choice_five_years_ahead(self) -> None:
        for until, worse in ((2010, 1.2), (2020, 1)):
            self.hold_choice(self.backtests('--backtest', 10, '--to', until, horizon=5), 8, worse)

    # --- what the outputs hold ---

    def test_json(self) -> None:
        answer = self.ask(*CHINA, '--horizon', 3)
        self.assertEqual(list(answer), ['method', 'series', 'confidence', 'forecast', 'parameters', 'given', 'members', 'fit',
                                        'diagnostics', 'backtest', 'warnings'])
        self.assertEqual([p['time'] for p in answer['forecast']], [2024, 2025, 2026])
        self.assertTrue(all(p['lower'] < p['mean'] < p['upper'] for p in answer['forecast']))
        self.assertAlmostEqual(sum(m['weight'] for m in answer['members']), 1, delta=1e-12)
        self.assertEqual(set(answer['fit']), {'n', 'parameters', 'sse', 'rmse', 'mae', 'mape', 'mase', 'r2', 'aicc', 'sigma'})
        self.assertTrue(any('saturation is near' in w for w in answer['warnings']))
        self.assertTrue(any('gap between 1975 and 1980' in w or 'zeros before it' in w for w in answer['warnings']))
        grey = self.ask(self.table(YEARS), '--method', 'gm11')
        self.assertEqual(grey['diagnostics']['grade'], 'good')
        self.assertNotIn('backtest', grey)

    def test_confidence(self) -> None:
        path = self.table(YEARS)
        wide, narrow = (self.ask(path, '--confidence', c)['forecast'][0] for c in ('0.95', '0.8'))
        self.assertEqual(wide['mean'], narrow['mean'])
        self.assertLess(wide['lower'], narrow['lower'])

    def test_time_formats(self) -> None:
        for labels, ahead in ((('2009-10', '2009-11', '2009-12', '2010-01'), '2010-02'),
                              (('2009-10-01', '2009-11-01', '2009-12-01', '2010-01-01'), '2010-02-01'),
                              (('2009-10-31', '2009-11-30', '2009-12-31', '2010-01-31'), '2010-02-28'),
                              (('2010-02-25', '2010-02-26', '2010-02-27', '2010-02-28'), '2010-03-01'),
                              (('2010-02-28T22:00', '2010-02-28T22:30', '2010-02-28T23:00', '2010-02-28T23:30'), '2010-03-01T00:00'),
                              (('2003-03-03T07:00:00Z', '2003-03-03T07:05:00Z', '2003-03-03T07:10:00Z', '2003-03-03T07:15:00Z'),
                               '2003-03-03T07:20:00Z'),
                              (('1990', '1991', '1992', '1993'), 1994), (('1990.0', '1990.25', '1990.5', '1990.75'), 1991),
                              (('1960-01', '1960-04', '1960-07', '1960-10'), '1961-01')):
            with self.subTest(labels):
                rows = '\n'.join(f'{label},{value}' for label, value in zip(labels, (1, 2, 4, 5)))
                answer = self.ask(self.table('when,value\n' + rows + '\n'), '--method', 'linear')
                self.assertEqual(answer['forecast'][0]['time'], ahead)
                self.assertAlmostEqual(answer['forecast'][0]['mean'], 6.5, delta=1e-9)

    def test_columns(self) -> None:
        path = self.table('rownames,year,calls,name,agents\n1,2001,10,a,1\n2,2002,20,b,2\n3,2003,30,c,3\n4,2004,40,d,4\n')
        self.assertEqual(self.ask(path, '--method', 'linear')['series']['column'], 'agents')
        self.assert_means([50], path, '--method', 'linear', '--column', 'calls')
        self.assertEqual(self.ask(path, '--method', 'linear', '--time', 'rownames')['forecast'][0]['time'], 5)
        self.assert_means([5], self.table('calls\n1\n2\n3\n4\n'), '--method', 'linear')
        two = self.table('calls,agents\n1,10\n2,20\n3,30\n4,40\n')
        self.assertEqual(self.ask(two, '--method', 'linear', '--column', 'calls', '--time', 'agents')['forecast'][0], self.ask(
            two, '--method', 'linear', '--column', 'calls')['forecast'][0])

    def test_csv_and_file(self) -> None:
        path, out = self.table(YEARS), self.folder / 'out.csv'
        self.assertEqual(self.good('forecast', path, '--csv', '--horizon', 2, '-o', out), '')
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding='utf-8'))))
        self.assertEqual([row['time'] for row in rows], ['2011', '2012'])
        self.assertEqual([float(row['mean']) for row in rows], self.means(path, '--horizon', 2))

    def test_text_and_chart(self) -> None:
        path, out = self.table(YEARS), self.folder / 'out.svg'
        text = self.good('forecast', path, '--method', 'gm11', '--chart', out, '--backtest', 3)
        for part in ('Forecast of subscribers by gm11', '101,058', 'Parameters', 'a -0.15615215', 'RMSE', 'gm11 grade', 'Back-test', 'MASE',
                     'Warnings', 'knows no saturation'):
            self.assertIn(part, text)
        self.assertTrue(ElementTree.parse(out).getroot().tag.endswith('svg'))
        self.assertEqual(text, self.good('forecast', path, '--method', 'gm11', '--backtest', 3))

    def test_combination(self) -> None:
        path = self.table(YEARS)
        for weights in ('equal', 'inverse-error', 'bates-granger'):
            answer = self.ask(path, '--method', 'combination', '--param', 'members=gm11,linear', '--param', f'weights={weights}')
            self.assertEqual({m['method'] for m in answer['members']}, {'gm11', 'linear'})
            self.assertTrue(90755 < answer['forecast'][0]['mean'] < 101059)

    # --- series that are not as one would like ---

    def test_gaps_and_missing_values(self) -> None:
        rows = 'year,v\n1990,1\n1991,2\n1995,1\n1996,2\n1997,3\n1998,4\n1999,5\n'
        answer = self.ask(self.table(rows), '--method', 'linear')
        self.assertEqual((answer['series']['first'], answer['series']['n']), (1995, 5))
        self.assertIn('gap between 1991 and 1995', answer['warnings'][0])
        answer = self.ask(self.table(rows.replace('1996,2', '1996,NA')), '--method', 'linear')
        self.assertEqual(answer['series']['first'], 1997)

    def test_constant(self) -> None:
        path = self.table('year,v\n' + ''.join(f'{year},0.3\n' for year in range(2000, 2010)))
        for method in METHODS:
            if method != 'logistic':
                answer = self.ask(path, '--method', method)
                self.assertEqual({(p['mean'], p['lower'], p['upper']) for p in answer['forecast']}, {(0.3, 0.3, 0.3)}, method)
                self.assertIn('all values are equal', ' '.join(answer['warnings']))

    def test_hostile_values(self) -> None:
        """Whatever the values, there is a forecast of finite numbers, or one line that says why not."""
        series = {'huge': ['1e150', '-1e150', '1e149', '1e148', '5', '1e150'], 'tiny': ['1e-300', '2e-300', '1e-299', '3e-300', '1e-300', '5e-300'],
                  'spike': ['0', '0', '0', '1e12', '0', '0', '0', '0'], 'falling': ['100', '50', '25', '12', '6', '3', '1', '0'],
                  'negative': ['-1', '-2', '-3', '-5', '-8', '-13'], 'jump': ['1', '1', '1', '1', '9', '9', '9', '9'],
                  'alternating': ['1', '-1'] * 6, 'exploding': ['1', '10', '1e3', '1e6', '1e12', '1e24', '1e48'], 'three': ['1', '5', '2']}
        for name, values in series.items():
            path = self.table('year,v\n' + ''.join(f'{2000 + i},{v}\n' for i, v in enumerate(values)))
            for method in METHODS:
                with self.subTest(name, method=method):
                    run = hotline('forecast', path, '--method', method, '--json', '--horizon', 50, '--backtest', 1 if len(values) < 5 else 2)
                    self.assertIn(run.returncode, (DONE, BAD_INPUT), run.stderr)
                    if run.returncode == DONE:
                        for point in json.loads(run.stdout)['forecast']:
                            self.assertTrue(point['lower'] <= point['mean'] <= point['upper'], point)
                    else:
                        self.assertRegex(run.stderr, r'\A[^\n]+series\.csv: [^\n]+\n\Z')

    def test_refused_files(self) -> None:
        for text, says in (
                ('', 'has no names of columns'), ('year,v\n', 'has no rows'), ('year,v\n2001,1\n2002,2\n', 'has 2 values'),
                ('year,v\n2001,1\n2002,x\n2003,3\n', "series.csv:3: v is 'x'"), ('year,v\n2001,1\n2002,nan\n2003,3\n', ":3: v is 'nan'"),
                ('year,v\n2001,1\n2002,inf\n2003,3\n', ":3: v is 'inf'"), ('year,v\n2001,1\n2002,1e400\n2003,3\n', ":3: v is '1e400'"),
                ('year,v\n2001,1\n2002,1e200\n2003,3\n', 'at most 1e150'), ('year,v\n2001,1\n2003,2\n2002,3\n', ':4: has the time 2002 after a later one'),
                ('year,v\n2001,1\n2001,2\n2002,3\n', ':3: has the time 2001 again'), ('year,v\nabc,1\n2001,2\n2002,3\n', ":2: the time 'abc' is no"),
                ('year,v\n2001,1\n2002-03,2\n2003,3\n', ":3: the time '2002-03' is no"), ('year,v\n2001,1\n2002,2,3\n', ':3: has 3 fields'),
                ('year,v\n2001,a\n2002,b\n', 'has no column of numbers'), ('year,v\n2001,\n2002,\n', 'has no column of numbers'),
                ('year,"v\n2001,1\n', 'a quote is not closed'), ('geo,year,v\na,2001,1\na,2002,2\nb,2001,3\n', '--where geo=')):
            with self.subTest(text):
                self.refused('forecast', self.table(text), says=says, code=BAD_INPUT)
        self.refused('forecast', self.folder / 'none.csv', says='cannot be opened')

    def test_refused_words(self) -> None:
        path = self.table(YEARS)
        param = ['--param']
        for words, says in (
                ([], 'needs FILE.csv'), ([path, path], 'is too much'), ([path, '--method', 'holtt'], "did you mean 'holt'"),
                ([path, '--method', 'arima'], "--method is 'arima'"), ([path, '--horizon', '0'], "--horizon is '0'"),
                ([path, '--horizon', '501'], "--horizon is '501'"), ([path, '--confidence', '95'], '--confidence'),
                ([path, '--backtest', '6'], 'must be 1 to 5'), ([path, *param, 'alpha'], 'must be NAME=VALUE'),
                ([path, *param, 'alfa=1'], "there is no parameter 'alfa'"), ([path, '--method', 'linear', *param, 'alpha=1'], "linear has no parameter 'alpha'"),
                ([path, '--method', 'holt', *param, 'alpha=1.5'], 'must be a number from 0 to 1'),
                ([path, '--method', 'polynomial', *param, 'degree=9'], 'must be a whole number from 1 to 5'),
                ([path, '--method', 'polynomial', *param, 'degree=-1'], "degree is '-1'"),
                ([path, '--method', 'moving-average', *param, 'window=9'], 'moving-average needs at least 10'),
                ([path, '--method', 'holt-winters'], 'holt-winters needs a period'),
                ([path, '--method', 'holt-winters', *param, 'period=4'], 'needs at least 11'),
                ([path, '--method', 'holt-winters', *param, 'seasonal=none'], "seasonal is 'none'"),
                ([path, '--method', 'combination'], 'combination needs'), ([path, '--method', 'combination', *param, 'members=gm11'], 'combination needs'),
                ([path, '--method', 'combination', *param, 'members=gm11,gm11'], 'named twice'),
                ([path, '--method', 'combination', *param, 'members=gm11,auto'], 'must be a single method'),
                ([path, '--method', 'combination', *param, 'members=gm11,linear', *param, 'weights=mine'], "weights is 'mine'"),
                ([path, '--column', 'subscriber'], "did you mean 'subscribers'"), ([path, '--time', 'x'], "has no column 'x'"),
                ([path, '--column', 'year', '--time', 'year'], 'cannot be both'), ([path, '--where', 'geo=chn'], "has no column 'geo'"), ([path, '--where', 'geo'], 'must be NAME=VALUE'),
                ([COUNTRIES_FILE, '--where', 'geo=xyz'], 'has no row that --where asks for'), ([path, '--from', 'later'], "--from is 'later'"),
                ([path, '--from', '2020'], 'no values between'), ([path, '--chart', ''], '--chart needs a file name'),
                ([path, '--json', '--csv'], 'exclude'), ([path, '--chart', path], 'series.csv')):
            with self.subTest(words):
                self.refused('forecast', *words, says=says, code=BAD_INPUT)
        self.assertEqual(path.read_text(encoding='utf-8'), YEARS)


if __name__ == '__main__':
    unittest.main()
