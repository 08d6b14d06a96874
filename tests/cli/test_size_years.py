"""hotline size --years: what each year needs against what is there, with what is not certain carried through."""
import json
import math
import unittest
from pathlib import Path
from typing import Any, Optional

from support import ROOT, CommandLine

# The yearly inputs and seats of a center of Jilin Mobile's size, 2008 to 2015: synthetic, scaled from national figures
# (subscribers), rules of an operator's exam question (110 s, 0.8, 1.25, 0.10); see docs/planning.md.
SUBSCRIBERS = [9000000, 10280000, 11490000, 12780000, 13980000, 15100000, 16000000, 16700000]
CALLS = [3.9, 4.1, 4.4, 4.7, 4.9, 5.1, 5.2, 5.3]
AGENT_CALLS = [0.34, 0.35, 0.36, 0.37, 0.377, 0.385, 0.39, 0.395]
SEATS = [487, 573, 659, 753, 839, 926, 994, 1050]


def by_years(values: list, first: int = 2008) -> dict:
    return {str(first + i): value for i, value in enumerate(values)}


def scenario(known: int) -> dict:
    """Values are known for so many years from 2008 on."""
    model = {'subscribers': by_years(SUBSCRIBERS[:known]), 'calls': by_years(CALLS[:known]),
             'agent_calls': by_years(AGENT_CALLS[:known]), 'aht': 110, 'busiest_day_factor': 1.25,
             'busy_hour_concentration': 0.1, 'year': 2008, 'seats': 760}
    return {'hotline': 1, 'name': 'jilin', 'duration': '1h', 'call_model': model,
            'classes': {'call': {'arrivals': {'per_hour': 100}, 'talk': {'law': 'exponential', 'mean': '3min'}}},
            'agents': {'team': {'size': 8, 'skills': {'call': {}}}}}


class Years(CommandLine):
    def file(self, known: int, assumptions: Optional[dict] = None) -> Path:
        document = scenario(known)
        path = self.folder / 'jilin.json'
        path.write_text(json.dumps({**document, **({'assumptions': assumptions} if assumptions else {})}))
        return path

    def ask(self, *words: Any) -> Any:
        return json.loads(self.good('size', *words, '--json'))

    def test_years_that_are_known_are_those_of_the_table(self) -> None:
        answer = self.ask(self.file(8), '--years', '2008..2015')
        seats = [y['resources']['seats'] for y in answer['years']]
        self.assertEqual([s['needed']['best'] for s in seats], SEATS)
        self.assertEqual([s['needed']['lower'] for s in seats], SEATS)
        self.assertEqual([s['probability_short'] for s in seats], [0, 0, 0, 0, 1, 1, 1, 1])
        self.assertEqual([s['probability_first'] for s in seats], [0, 0, 0, 0, 1, 0, 0, 0])

    def test_years_that_are_not_are_forecast(self) -> None:
        answer = self.ask(self.file(5), '--years', '2012..2015', '--draws', '2000')
        known, *coming = answer['years']
        self.assertEqual(known['resources']['seats']['needed']['best'], 839)
        widths = []
        for year in coming:
            needed = year['resources']['seats']['needed']
            self.assertLess(needed['lower'], needed['best'])
            self.assertGreater(needed['upper'], needed['best'])
            self.assertGreater(needed['best'], 839)
            widths.append(needed['upper'] - needed['lower'])
        self.assertEqual(widths, sorted(widths))
        by_then = [y['resources']['seats']['probability_by_then'] for y in answer['years']]
        self.assertEqual(by_then, sorted(by_then))

    def test_what_is_guessed_is_drawn(self) -> None:
        path = self.file(8, assumptions={'call_model.busy_hour_concentration':
                                         {'range': [0.08, 0.12], 'law': 'uniform', 'source': 'a test'}})
        answer = self.ask(path, '--years', '2011', '--draws', '4000')
        seats = answer['years'][0]['resources']['seats']
        # 753 seats at 0.1: 760 suffice up to 0.1010, above which lies 0.475 of the range; 4.4 standard errors
        self.assertAlmostEqual(seats['probability_short'], 0.475, delta=0.035 + 0.005)

    def test_equal_questions_have_equal_answers(self) -> None:
        words = ['size', self.file(5), '--years', '2012..2015', '--draws', '500', '--seed', '3', '--json']
        self.assertEqual(self.good(*words), self.good(*words))

    def test_text_and_csv(self) -> None:
        path = self.file(5)
        text = self.good('size', path, '--years', '2012..2015', '--draws', '500')
        self.assertIn('seats: run out in 2012 or before, with a probability of 100 % by then', text)
        self.assertNotIn('nan', text)
        lines = self.good('size', path, '--years', '2012..2015', '--draws', '500', '--csv').splitlines()
        self.assertEqual(lines[0], 'year,resource,needed,lower,upper,has,probability_short,probability_by_then,'
                                   'median,actual')
        self.assertEqual(lines[1], '2012,seats,839,839,839,760,1,1,839,839')

    def test_chart(self) -> None:
        out = self.folder / 'years.svg'
        self.good('size', self.file(5), '--years', '2012..2015', '--draws', '500', '--chart', out)
        self.assertIn('Needed in the busy hour: seats', out.read_text(encoding='utf-8'))

    def test_years_of_a_table_are_those_of_the_file(self) -> None:
        """The same years as numbers and as a CSV file; --set replaces the table whole."""
        table, document = self.folder / 'subscribers.csv', scenario(5)
        rows = ''.join(f'{2008 + i},{value // 10000}\n' for i, value in enumerate(SUBSCRIBERS[:5]))
        table.write_text(f'year,n\n2007,NA\n{rows}')
        document['call_model']['subscribers'] = {
            'file': {'path': table.name, 'year': 'year', 'value': 'n', 'unit': 10000}}
        path = self.folder / 'table.json'
        path.write_text(json.dumps(document))
        words = ['--years', '2012..2015', '--draws', '500', '--seed', '3']
        self.assertEqual(self.ask(path, *words)['years'], self.ask(self.file(5), *words)['years'])
        fixed = self.ask(path, '--years', '2008', '--set', 'call_model.subscribers=9000000')
        self.assertEqual(fixed['years'][0]['resources']['seats']['needed']['best'], SEATS[0])
        table.write_text('year,n\n2008,900\n2010,1000\n')
        self.refused('size', path, *words, says="subscribers.csv:3: there is no 'n' for the year 2009")

    def test_subscribers_of_china(self) -> None:
        """What is needed grows as the table does: 110 s for 0.377 calls a month, at 0.8."""
        path = ROOT / 'scenarios/planning/china-all-operators.json'
        answer = self.ask(path, '--years', '2009..2012', '--no-simulation')
        needed = [y['resources']['seats']['needed']['best'] for y in answer['years']]
        subscribers = [747214000, 859003000, 986253000, 1112160000]
        self.assertEqual(needed, [math.ceil(n * 0.377 / 30 * 0.1 * 110 / 3600 / 0.8) for n in subscribers])
        self.assertEqual([y['resources']['seats']['probability_short'] for y in answer['years']], [0, 0, 0, 1])

    def test_draws_that_nothing_could_serve_are_too_few(self) -> None:
        """More calls for agents than calls, in half of the draws: whatever is there does not suffice for them."""
        path = self.file(8, assumptions={'call_model.agent_calls.2011': {'range': [0.37, 9.03], 'source': 'a test'}})
        answer = self.ask(path, '--years', '2011', '--draws', '4000', '--seats', '10000000')
        seats = answer['years'][0]['resources']['seats']
        self.assertAlmostEqual(seats['probability_short'], 0.5, delta=0.035)
        self.assertIsNone(seats['needed']['upper'])
        text = self.good('size', path, '--years', '2011', '--draws', '100', '--seats', '10000000')
        self.assertIn('∞', text)

    def test_a_value_that_is_set_is_known(self) -> None:
        path = self.file(8, assumptions={'call_model.aht': {'range': [100, 120], 'source': 'a test'}})
        answer = self.ask(path, '--years', '2011', '--set', 'call_model.aht=150')
        needed = answer['years'][0]['resources']['seats']['needed']
        self.assertEqual((needed['lower'], needed['best'], needed['upper']), (1027, 1027, 1027))
        answer = self.ask(path, '--years', '2011', '--set', '$.call_model.aht=150')
        self.assertEqual(answer['years'][0]['resources']['seats']['needed'], needed)

    def test_a_guess_about_another_year_counts(self) -> None:
        path = self.file(8, assumptions={'call_model.calls.2013': {'range': [4.1, 6.1], 'source': 'a test'}})
        calls = self.ask(path, '--years', '2011', '--draws', '4000')['years'][0]['factors']['calls']
        self.assertAlmostEqual(calls['lower'], 4.7 / 5.1 * (4.1 + 0.05), delta=0.03)
        self.assertAlmostEqual(calls['upper'], 4.7 / 5.1 * (6.1 - 0.05), delta=0.03)

    def test_what_is_planned_is_not_forecast(self) -> None:
        document = scenario(5)
        document['call_model']['seats'] = by_years([500, 600, 700, 800, 900])
        path = self.folder / 'planned.json'
        path.write_text(json.dumps(document))
        for year in self.ask(path, '--years', '2012..2014', '--draws', '200')['years']:
            self.assertEqual(year['resources']['seats']['has'], 900)
            self.assertEqual(year['factors']['seats']['upper'], 900)

    def test_refused(self) -> None:
        path = self.file(5)
        for words, why in [(['--years', '2015..2011'], "--years is '2015..2011'; must be years such as 2011..2015"),
                           (['--years', 'soon'], "--years is 'soon'"),
                           (['--years', '2000..2015'], "'subscribers' begins in 2008; must have a value for 2000"),
                           (['--years', '2012', '--method', 'magic'], "--method is 'magic'; must be load, seats"),
                           (['--years', '2012', '--year', '2011'], '--year and --years exclude each other'),
                           (['--draws', '10'], '--draws says something of --years only'),
                           (['--years', '2012', '--draws', '0'], "--draws is '0'; must be a whole number from 1")]:
            with self.subTest(words=words):
                self.refused('size', path, *words, says=why)


if __name__ == '__main__':
    unittest.main()
