#!/usr/bin/env python3
"""Writes scenarios/bank/technion-talks.csv: how long services of a bank's call center took, as shares and means.

    tools/fit_bank_talks.py technion_anonbank_1999-08_compact.csv > scenarios/bank/technion-talks.csv

The data are those of August 1999 of the Technion's 'Anonymous Bank' (columns day, type, vru_entry_s, outcome,
ser_time_s, ...): services of callers who came between 09:00 and 17:00 on a working day, Sunday to Thursday. The rows are
not part of this project: of each class, in order of length, every fiftieth part of the services is replaced by its
share and mean (the longest by two halves), so that the mean is that of the data, and no service stands alone.
"""
import csv
import sys
from typing import Dict, Iterator, List, Tuple

CLASSES = {'private': ('PS', 'TT', 'PE'), 'prospect': ('NW',), 'stock': ('NE',), 'internet': ('IN',)}
BEGIN_S, END_S = 9 * 3600, 17 * 3600
BOUNDS = [i / 50 for i in range(50)] + [0.99, 1]


def is_workday(day: int) -> bool:
    """The 1st of August 1999 was a Sunday."""
    return (day - 1) % 7 < 5


def services_read(path: str) -> Dict[str, List[int]]:
    """Lengths by class, in order."""
    services: Dict[str, List[int]] = {name: [] for name in CLASSES}
    class_of = {kind: name for name, kinds in CLASSES.items() for kind in kinds}
    with open(path, encoding='utf-8', newline='') as rows:
        for row in csv.DictReader(rows):
            if row['outcome'] != 'AGENT' or not is_workday(int(row['day'])):
                continue
            if BEGIN_S <= int(row['vru_entry_s']) < END_S:
                services[class_of[row['type']]].append(int(row['ser_time_s']))
    return {name: sorted(lengths) for name, lengths in services.items()}


def parts_of(lengths: List[int]) -> Iterator[Tuple[int, float]]:
    """Number and mean of each part."""
    places = [round(bound * len(lengths)) for bound in BOUNDS]
    for begin, end in zip(places, places[1:]):
        yield end - begin, sum(lengths[begin:end]) / (end - begin)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print('class,services,mean_s')
    for name, lengths in services_read(sys.argv[1]).items():
        for count, mean in parts_of(lengths):
            print(f'{name},{count},{mean:.2f}')


if __name__ == '__main__':
    main()
