#!/usr/bin/env python3
"""Prints the tables of docs/forecast.md: how methods and their intervals did on the mobile subscribers of 13 countries.

usage: tools/forecast_table.py build/release/hotline
"""
import json
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, List

FILE = Path(__file__).resolve().parent.parent / 'tests/data/cell_phones_total_13countries.csv'
COUNTRIES = 'bra chn deu fin fra gbr ind ita jpn kor rus swe usa'.split()
# The last known year, and how many origins up to the year before it.
SPANS = {'2000–2009': (2010, 10), '2010–2019': (2020, 10), '2020–2022': (2023, 3)}
Scores = Dict[str, Dict[str, dict]]  # method, country


def scores_of(program: str, until: int, origins: int) -> Scores:
    found: Scores = {}
    for country in COUNTRIES:
        words = [program, 'forecast', str(FILE), '--where', f'geo={country}', '--to', str(until), '--horizon', '3',
                 '--backtest', str(origins), '--json']
        run = subprocess.run(words, capture_output=True, text=True, check=True)
        for score in json.loads(run.stdout)['backtest']['methods']:
            name = score['method'] + (f", order {score['order']}" if 'order' in score else '')
            found.setdefault(name, {})[country] = score
    return found


def mean_mase(scores: Scores, method: str) -> float:
    return sum(score['mase'] for score in scores[method].values()) / len(scores[method])


def wins(scores: Scores, method: str) -> int:
    return sum(score['mase'] < scores['naive'][country]['mase'] for country, score in scores[method].items())


def share(scores: Scores, method: str, key: str) -> str:
    """Of all forecasts, in percent."""
    of = scores[method].values()
    return f"{100 * sum(s[key] * s['forecasts'] for s in of) / sum(s['forecasts'] for s in of):.0f}"


def coverage(scores: Scores, method: str) -> str:
    own, widened = (' / '.join(share(scores, method, f'{key}{c}') for c in (80, 95)) for key in ('claimed', 'coverage'))
    return f'{own} → {widened}'


def table(heads: List[str], methods: List[str], cells: Callable[[str], List[str]]) -> None:
    print('| ' + ' | '.join(heads) + ' |\n' + '|---' * len(heads) + '|')
    for method in methods:
        print('| ' + ' | '.join([f'**{method}**' if method == 'auto' else method, *cells(method)]) + ' |')
    print()


def main() -> None:
    spans = {name: scores_of(sys.argv[1], *span) for name, span in SPANS.items()}
    every = list(spans.values())
    methods = sorted(every[-1], key=lambda method: mean_mase(every[-1], method))
    table(['mean MASE', *spans, 'better than naive in'], methods,
          lambda m: [f'{mean_mase(s, m):.3g}' for s in every] + [', '.join(str(wins(s, m)) for s in every) + ' of 13'])
    table(['held, %', *spans], methods, lambda m: [coverage(s, m) for s in every])


if __name__ == '__main__':
    main()
