#!/usr/bin/env python3
"""Writes scenarios/bank/bank-calls.json: the arrivals of a large bank's weekday, estimated from its calls by 5 minutes.

    tools/fit_bank_calls.py bank_calls.csv > scenarios/bank/bank-calls.json

The data are `bank_calls` of the R package fpp3 as CSV (columns DateTime, Calls). The rows are not part of this project.

Model: the number of calls in slice i of a day d is Poisson with the mean V w(weekday) p(i) B(d) S(d, i); V calls a day,
weekday factors w and shares p fixed; B (cv b) and S (cv s) independent gamma factors with mean 1. With m = V w p:

    Var N(i) = m(i) + m(i)^2 ((1 + b^2)(1 + s^2) - 1),   Cov(N(i), N(j)) = m(i) m(j) b^2.

b^2 is the sum of all products of deviations in two different slices of a day over the sum of those of their means, s^2
follows from the sum of the squared deviations in single slices. So the variance of a day's total is that of the data.
"""
import csv
import datetime
import json
import math
import sys
from typing import Dict, List, NamedTuple

SLICE_S = 300
SLICES = 86400 // SLICE_S
WEEKDAYS = 5
TALK_S, WRAPUP_S, PATIENCE_S = 180, 20, 458


class Fit(NamedTuple):
    """The parameters, and the moments of a day's total by which they are judged."""
    days: int
    volume: float
    weekdays: List[float]
    shares: List[float]
    day_cv: float
    slice_cv: float
    mean: float
    variance: float
    slice_lags: Dict[int, float]  # autocorrelation of the slices' factors within a day
    day_lag: float  # of the days' factors from one day to the next


def table_read(path: str) -> Dict[datetime.date, List[int]]:
    """Calls by slice of the day."""
    days: Dict[datetime.date, List[int]] = {}
    with open(path, encoding='utf-8', newline='') as rows:
        for row in csv.DictReader(rows):
            moment = datetime.datetime.fromisoformat(row['DateTime'].rstrip('Z'))
            slices = days.setdefault(moment.date(), [0] * SLICES)
            slices[(moment.hour * 3600 + moment.minute * 60) // SLICE_S] += int(row['Calls'])
    return days


def mean_of(values: List[float]) -> float:
    return sum(values) / len(values)


def lag_correlations(factors: List[List[float]], means: List[List[float]], lags: List[int]) -> Dict[int, float]:
    """Of relative deviations, the variance of Poisson numbers taken off."""
    pairs = [[(f - 1, m) for f, m in zip(row, mean) if m > 0] for row, mean in zip(factors, means)]
    variance = mean_of([x * x - 1 / m for row in pairs for x, m in row])
    return {lag: mean_of([a[0] * b[0] for row in pairs for a, b in zip(row, row[lag:])]) / variance for lag in lags}


def fit(days: Dict[datetime.date, List[int]]) -> Fit:
    totals = {day: sum(counts) for day, counts in days.items()}
    mean = mean_of(list(totals.values()))
    by_weekday = [mean_of([t for day, t in totals.items() if day.weekday() == k]) for k in range(WEEKDAYS)]
    factors = [x / mean_of(by_weekday) for x in by_weekday]
    shares = [sum(counts[i] for counts in days.values()) / sum(totals.values()) for i in range(SLICES)]
    expected = [[by_weekday[day.weekday()] * p for p in shares] for day in days]
    between = between_means = single = single_means = calls = 0.0
    for counts, means in zip(days.values(), expected):
        squares, mean_squares = sum((x - m) ** 2 for x, m in zip(counts, means)), sum(m * m for m in means)
        between += (sum(counts) - sum(means)) ** 2 - squares
        between_means += sum(means) ** 2 - mean_squares
        single, single_means, calls = single + squares, single_means + mean_squares, calls + sum(means)
    day_variance = between / between_means
    slice_variance = (1 + (single - calls) / single_means) / (1 + day_variance) - 1
    busy = [sum(counts) / sum(means) for counts, means in zip(days.values(), expected)]
    given = [[b * m for m in means] for b, means in zip(busy, expected)]
    relative = [[x / m if m > 0 else 1 for x, m in zip(counts, means)] for counts, means in zip(days.values(), given)]
    return Fit(days=len(days), volume=mean, weekdays=factors, shares=shares, day_cv=math.sqrt(day_variance),
               slice_cv=math.sqrt(slice_variance), mean=mean,
               variance=sum((t - mean) ** 2 for t in totals.values()) / (len(days) - 1),
               slice_lags=lag_correlations(relative, given, [1, 6, 12, 24]),
               day_lag=mean_of([(a - 1) * (b - 1) for a, b in zip(busy, busy[1:])]) /
               mean_of([(b - 1) ** 2 for b in busy]))


def model_variance(f: Fit) -> float:
    """Of the total of a weekday taken at random, by the model."""
    within = between = 0.0
    for factor in f.weekdays:
        means = [f.volume * factor * p for p in f.shares]
        squares = sum(m * m for m in means)
        within += sum(means) + f.day_cv ** 2 * sum(means) ** 2 + squares * f.slice_cv ** 2 * (1 + f.day_cv ** 2)
        between += (sum(means) - f.volume) ** 2
    return (within + between) / WEEKDAYS


def staffing(f: Fit) -> List[int]:
    """Agents by half-hours of the week: 2 % more than the load, and half the square root of it."""
    agents = []
    for weekday in range(7):
        factor = f.weekdays[weekday] if weekday < WEEKDAYS else 0
        for half in range(48):
            calls = f.volume * factor * sum(f.shares[half * 6:half * 6 + 6])
            load = calls * (TALK_S + WRAPUP_S) / 1800
            agents.append(math.ceil(1.02 * load + math.sqrt(load) / 2))
    return agents


def notes(f: Fit) -> Dict[str, str]:
    lags = ', '.join(f'{lag * SLICE_S // 60} min {min(x, 1):.2f}' for lag, x in f.slice_lags.items())
    return {
        'shows': 'A large center on working days, 32,461 calls a day, which vary far more than Poisson numbers would: days by '
                 'their busyness, slices of 5 minutes by one of their own',
        'source': f'bank_calls of the R package fpp3: calls by 5 minutes to a large North American bank, 07:00 to 21:05, '
                  f'{f.days} working days from March to October 2003; Weinberg, Brown, Stroud 2007, Journal of the American '
                  f'Statistical Association 102. Figures computed from them by tools/fit_bank_calls.py, no rows',
        'day': f'A day of the data has {f.mean:.0f} calls on average with a standard deviation of '
               f'{math.sqrt(f.variance):.0f} (Poisson: {math.sqrt(f.mean):.0f}); of this model, by formula, '
               f'{math.sqrt(model_variance(f)):.0f}. {SIMULATED}',
        'busyness': f'cv {f.day_cv:.4f} of days, weekdays apart, from the covariances of different slices of a day; '
                    f'{f.slice_cv:.4f} of slices, from what their variances are above that',
        'differs': f'In the data, slices depend on one another beyond the day (autocorrelation of their factors {lags}), and '
                   f'days on the day before ({f.day_lag:.2f}); here they do not, so that half-hours vary less than they should. '
                   f'Each weekday has the same shape here; holidays are left out, as they are in the data',
        'agents': f'Not in the data, assumed: half-hourly for each weekday, 1.02 times the load and half its square root, for calls '
                  f'of {TALK_S + WRAPUP_S} s',
        'calls': 'Not in the data, assumed: talk and patience as measured at another bank (technion-day.json, private '
                 'customers), wrap-up 20 s',
    }


SIMULATED = 'Of 200 days simulated: mean 32264, standard deviation 2931 (tests/unit/model/test_bank_calls.c)'


def rows_of(values: List[float], width: int, indent: str) -> str:
    """A list, `width` values a line."""
    lines = [', '.join(f'{x:g}' for x in values[i:i + width]) for i in range(0, len(values), width)]
    return '[\n' + ',\n'.join(indent + line for line in lines) + ']'


def scenario_write(f: Fit) -> None:
    weekdays = [round(x, 4) for x in f.weekdays] + [0.0, 0.0]
    note_lines = ',\n'.join(f'    {json.dumps(k)}: {json.dumps(v)}' for k, v in notes(f).items())
    print(f'''{{
  "hotline": 1,
  "name": "bank-calls",
  "title": "A large bank's working week, 32,461 calls a day, as variable as they were measured",
  "notes": {{
{note_lines}
  }},
  "start": "2003-03-03",
  "duration": "5d",
  "replications": 20,
  "seed": 2003,
  "classes": {{
    "call": {{
      "arrivals": {{
        "volume": {f.volume:.1f},
        "weekdays": {json.dumps(weekdays)},
        "busyness_cv": {f.day_cv:.4f},
        "interval_cv": {f.slice_cv:.4f},
        "profile": {rows_of([round(f.volume * p, 1) for p in f.shares], 12, ' ' * 10)}
      }},
      "patience": {{ "law": "exponential", "mean": {PATIENCE_S} }},
      "talk": {{ "law": "lognormal", "mean": {TALK_S}, "cv": 1.13 }},
      "wrapup": {{ "law": "exponential", "mean": {WRAPUP_S} }}
    }}
  }},
  "agents": {{
    "desk": {{
      "skills": {{ "call": {{}} }},
      "staffing": {{
        "week": {rows_of([float(x) for x in staffing(f)], 24, ' ' * 10)}
      }}
    }}
  }},
  "targets": {{
    "fast": {{ "metric": "service_level", "at_least": 0.8 }}
  }}
}}''')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    scenario_write(fit(table_read(sys.argv[1])))
