#!/usr/bin/env python3
"""Writes scenarios/bank/bank-calls.json: the arrivals of a large bank's weekday, estimated from its calls by 5 minutes.

    tools/fit_bank_calls.py bank_calls.csv > scenarios/bank/bank-calls.json

The data are `bank_calls` of the R package fpp3 as CSV (columns DateTime, Calls). The rows are not part of this project.

Model: the number of calls in slice i of a day d is Poisson with the mean V w(weekday) p(i) B(d) S(d, i); V calls a day,
weekday factors w and shares p fixed; B (cv b) and S (cv s) gamma factors with mean 1, B(d) independent, S(d, i) with
normal scores that are a first-order autoregression c within the day. With m = V w p, and but for terms of s^4:

    Var N(i) = m(i) + m(i)^2 ((1 + b^2)(1 + s^2) - 1),
    Cov(N(i), N(j)) = m(i) m(j) ((1 + b^2)(1 + s^2 c^|i - j|) - 1).

b, s and c are those with which three sums over the data are what the model says: of the squared deviations in single
slices, of the products of deviations in all pairs of different slices of a day, and in pairs half an hour apart. By the
first two the variance of a day's total is that of the data.
"""
import csv
import datetime
import json
import math
import sys
from typing import Dict, List, NamedTuple, Tuple

SLICE_S = 300
SLICES = 86400 // SLICE_S
WEEKDAYS = 5
HALF_HOUR = 1800 // SLICE_S
LAGS = (1, 6, 12, 24, 48, 96)
TALK_S, WRAPUP_S, PATIENCE_S = 180, 20, 458


Rows = List[List[float]]  # by day and slice


class Measured(NamedTuple):
    """A figure of the data, and its standard error: by leaving out one week after the other."""
    value: float
    error: float


class Fit(NamedTuple):
    """The parameters, and what of the data they are judged by."""
    days: int
    volume: float
    weekdays: List[float]
    shares: List[float]
    day_cv: float
    slice_cv: float
    neighbours: float  # correlation of neighbouring slices' scores
    mean: float
    variance: float
    covariances: Dict[int, float]  # of relative deviations, by distance in slices
    slices: Measured  # correlation of the numbers of neighbouring slices
    half_hours: Measured  # and of half-hours
    day_lag: float  # of the days' totals, weekdays apart, from one day to the next


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


def relative_covariance(counts: Rows, means: Rows, lag: int) -> float:
    """The sum of products of deviations of slices `lag` apart, over that of their means."""
    deviations = [[x - m for x, m in zip(row, mean)] for row, mean in zip(counts, means)]
    return (sum(a * b for row in deviations for a, b in zip(row, row[lag:])) /
            sum(a * b for row in means for a, b in zip(row, row[lag:])))


def neighbours_correlation(counts: Rows, means: Rows) -> float:
    return relative_covariance(counts, means, 1) / relative_covariance(counts, means, 0)


def measure(weeks: List[int], counts: Rows, means: Rows) -> Measured:
    def without(week: int) -> float:
        kept = [i for i, x in enumerate(weeks) if x != week]
        return neighbours_correlation([counts[i] for i in kept], [means[i] for i in kept])
    left_out = [without(week) for week in sorted(set(weeks))]
    n, mean = len(left_out), mean_of(left_out)
    return Measured(neighbours_correlation(counts, means), math.sqrt((n - 1) / n * sum((x - mean) ** 2 for x in left_out)))


def by_half_hours(rows: Rows) -> Rows:
    return [[sum(row[i:i + HALF_HOUR]) for i in range(0, SLICES, HALF_HOUR)] for row in rows]


def pair_sums(means: List[float], c: float) -> float:
    """The sum of m(i) m(j) c^|i - j| over all pairs of different slices."""
    total = before = 0.0
    for m in means:
        before *= c
        total += 2 * m * before
        before += m
    return total


class Busyness(NamedTuple):
    day_cv: float
    slice_cv: float
    neighbours: float


def busyness_fit(single: float, pairs: float, half_hour: float, means: Rows) -> Busyness:
    """From relative covariances: of slices with themselves (Poisson variance taken off), with all others, and with those
    half an hour later."""
    squares = sum(pair_sums(row, 1) for row in means)

    def factors(c: float) -> Tuple[float, float]:
        """(1 + b^2, (1 + b^2) s^2) for this correlation, by the first two."""
        share = sum(pair_sums(row, c) for row in means) / squares
        own = (single - pairs) / (1 - share)
        return 1 + single - own, own

    low, high = 0.0, 0.9999
    for _ in range(60):
        middle = (low + high) / 2
        day, own = factors(middle)
        if day + own * middle ** HALF_HOUR < 1 + half_hour:
            low = middle
        else:
            high = middle
    day, own = factors(low)
    return Busyness(math.sqrt(day - 1), math.sqrt(own / day), low)


def fit(days: Dict[datetime.date, List[int]]) -> Fit:
    totals = {day: sum(counts) for day, counts in days.items()}
    mean = mean_of([float(t) for t in totals.values()])
    by_weekday = [mean_of([float(t) for day, t in totals.items() if day.weekday() == k]) for k in range(WEEKDAYS)]
    shares = [sum(counts[i] for counts in days.values()) / sum(totals.values()) for i in range(SLICES)]
    counts = [[float(x) for x in row] for row in days.values()]
    means = [[by_weekday[day.weekday()] * p for p in shares] for day in days]
    squares = sum(m * m for row in means for m in row)
    single = relative_covariance(counts, means, 0) - sum(totals.values()) / squares
    products = sum((sum(row) - sum(mean)) ** 2 - sum((x - m) ** 2 for x, m in zip(row, mean))
                   for row, mean in zip(counts, means))
    busy = busyness_fit(single, products / sum(pair_sums(row, 1) for row in means),
                        relative_covariance(counts, means, HALF_HOUR), means)
    weeks = [day.isocalendar()[1] for day in days]
    relative = [sum(row) / sum(mean) - 1 for row, mean in zip(counts, means)]
    return Fit(days=len(days), volume=mean, weekdays=[x / mean_of(by_weekday) for x in by_weekday], shares=shares,
               day_cv=busy.day_cv, slice_cv=busy.slice_cv, neighbours=busy.neighbours, mean=mean,
               variance=sum((t - mean) ** 2 for t in totals.values()) / (len(days) - 1),
               covariances={0: single, **{lag: relative_covariance(counts, means, lag) for lag in LAGS}},
               slices=measure(weeks, counts, means), half_hours=measure(weeks, by_half_hours(counts), by_half_hours(means)),
               day_lag=mean_of([a * b for a, b in zip(relative, relative[1:])]) / mean_of([x * x for x in relative]))


def model_covariance(f: Fit, lag: int) -> float:
    """Relative, of slices `lag` apart; of one with itself without the Poisson variance."""
    return (1 + f.day_cv ** 2) * (1 + f.slice_cv ** 2 * f.neighbours ** lag) - 1


def model_variance(f: Fit) -> float:
    """Of the total of a weekday taken at random, by the model."""
    within = between = 0.0
    for factor in f.weekdays:
        means = [f.volume * factor * p for p in f.shares]
        own = pair_sums(means, f.neighbours) + sum(m * m for m in means)
        within += sum(means) + f.day_cv ** 2 * sum(means) ** 2 + own * f.slice_cv ** 2 * (1 + f.day_cv ** 2)
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
    lags = ', '.join(f'{lag * SLICE_S // 60} min {1e4 * x:.0f} and {1e4 * model_covariance(f, lag):.0f}'
                     for lag, x in f.covariances.items())
    return {
        'shows': 'A large center on working days, 32,461 calls a day, which vary far more than Poisson numbers would: days by '
                 'their busyness, slices of 5 minutes by one of their own, busy ones together',
        'source': f'bank_calls of the R package fpp3: calls by 5 minutes to a large North American bank, 07:00 to 21:05, '
                  f'{f.days} working days from March to October 2003; Weinberg, Brown, Stroud 2007, Journal of the American '
                  f'Statistical Association 102. Figures computed from them by tools/fit_bank_calls.py, no rows',
        'day': f'A day of the data has {f.mean:.0f} calls on average with a standard deviation of '
               f'{math.sqrt(f.variance):.0f} (Poisson: {math.sqrt(f.mean):.0f}); of this model, by formula, '
               f'{math.sqrt(model_variance(f)):.0f}. {SIMULATED}',
        'busyness': f'cv {f.day_cv:.4f} of days, weekdays apart, {f.slice_cv:.4f} of slices, correlation of neighbours '
                    f'{f.neighbours:.4f}: from the variance of slices, the covariance of all slices of a day, and that of '
                    f'slices half an hour apart',
        'neighbours': f'Covariance of slices, relative to their means and without the variance of chance, in the data and in the '
                      f'model, times 10,000: {lags}. Correlation of the numbers of neighbouring slices in the data: 5 min '
                      f'{f.slices.value:.3f} (standard error {f.slices.error:.3f}), half-hours {f.half_hours.value:.3f} '
                      f'({f.half_hours.error:.3f}). {CORRELATED}',
        'differs': f'In the data, days depend on the day before ({f.day_lag:.2f}); here they do not. Each weekday has the same '
                   f'shape here; holidays are left out, as they are in the data',
        'agents': f'Not in the data, assumed: half-hourly for each weekday, 1.02 times the load and half its square root, for calls '
                  f'of {TALK_S + WRAPUP_S} s',
        'calls': 'Not in the data, assumed: talk and patience as measured at another bank (technion-day.json, private '
                 'customers), wrap-up 20 s',
    }


SIMULATED = 'Of 200 days simulated: mean 32187, standard deviation 2781 (tests/unit/model/test_bank_calls.c)'


CORRELATED = 'Of these 200 days: 0.549 (0.016) and 0.830 (0.010)'


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
        "interval_correlation": {f.neighbours:.4f},
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
