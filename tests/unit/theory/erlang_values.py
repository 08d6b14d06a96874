"""Prints erlang_values.h: queues solved with 160 digits, state by state, which is another way than the library's.

    python3 erlang_values.py | clang-format-14 > erlang_values.h      needs mpmath (python3-mpmath)

The loss part is an incomplete gamma function; queue states are summed one after the other until nothing is left to
add; a caller with j before him is served within t with probability s / (s+j+1) I_z(j+1, s+1), s = c patience /
service, z = 1 - exp(-t / patience), where I is the incomplete beta function, by its recurrence in j.
"""
import math
import sys
from typing import Iterator, Tuple

import mpmath
from mpmath import mpf

INF = math.inf
# rate, service, servers, patience, places, awt
CASES = [
    # loss: one server to 100,000, loads from 1e-9 to far above
    (1e-9, 1.0, 1, INF, 1, 0.0), (1e-9, 1.0, 3, INF, 3, 0.0), (1.0, 1.0, 1, INF, 1, 0.0), (5.0, 1.0, 1, INF, 1, 0.0),
    (20.0, 1.0, 10, INF, 10, 0.0), (1e6, 1.0, 10, INF, 10, 0.0), (180.0, 1.0, 200, INF, 200, 0.0),
    (1024.0, 1.0, 1024, INF, 1024, 0.0), (100000.0, 1.0, 100000, INF, 100000, 0.0),
    (99000.0, 1.0, 100000, INF, 100000, 0.0), (1e5, 180.0, 100000, INF, 100000, 0.0), (50.0, 1.0, 200, INF, 200, 0.0),
    # delay
    (1e-9, 1.0, 1, INF, INF, 0.5), (0.999999, 1.0, 1, INF, INF, 10.0), (100 / 1800, 180.0, 14, INF, INF, 20.0),
    (0.2, 240.0, 55, INF, INF, 15.0), (99900.0, 1.0, 100000, INF, INF, 0.01), (99999.9, 1.0, 100000, INF, INF, 5.0),
    (555.5, 180.0, 100000, INF, INF, 20.0), (50.0, 1.0, 120, INF, INF, 0.01),
    # delay with places
    (1e-9, 1.0, 1, INF, 5, 0.5), (0.9, 1.0, 1, INF, 2, 1.0), (1.0, 1.0, 1, INF, 10, 4.0), (2.0, 1.0, 1, INF, 30, 20.0),
    (0.3, 180.0, 50, INF, 60, 20.0), (0.3, 180.0, 54, INF, 20054, 2000.0), (0.3, 180.0, 53, INF, 2053, 6000.0),
    (0.3, 180.0, 60, INF, 1e15, 20.0), (1000.0, 1.0, 100, INF, 120, 0.1), (100100.0, 1.0, 100000, INF, 105000, 0.04),
    (100000.0, 1.0, 100000, INF, 120000, 0.1), (10.0, 1.0, 10, INF, 30010, 1000.0), (8.0, 1.0, 10, INF, 11, 0.3),
    # patience
    (1e-9, 1.0, 1, 1.0, INF, 0.5), (14 / 60 * 100 / 14, 3.0, 1, 5.0, INF, 1 / 3), (0.5, 1.0, 1, 1e-6, INF, 1.0),
    (0.5, 1.0, 1, 1e6, INF, 1.0), (100 / 30, 3.0, 14, 5.0, INF, 1 / 3), (100 / 30, 3.0, 13, 10.0, INF, 1 / 3),
    (2.0, 1.0, 1, 1000.0, INF, 600.0), (10.0, 100.0, 10, 60.0, INF, 150.0), (1000.0, 1.0, 10, 1.0, INF, 5.0),
    (5.5, 180.0, 10, 60.0, INF, 20.0), (99990.0, 1.0, 100000, 0.7, INF, 0.001), (100000.0, 1.0, 100000, 1.0, INF, 0.002),
    (150000.0, 1.0, 100000, 0.5, INF, 0.2), (600.0, 180.0, 100000, 120.0, INF, 10.0), (1e-3, 100.0, 50, 30.0, INF, 20.0),
    (55.0, 1.0, 50, 40.0, INF, 3.0), (50.0, 1.0, 50, 1000.0, INF, 1.0), (49.0, 1.0, 50, 1e5, INF, 1.0),
    # patience and places
    (1e-9, 1.0, 1, 1.0, 3, 0.5), (1.0, 180.0, 170, 120.0, 190, 20.0), (0.05, 300.0, 14, 90.0, 20, 20.0),
    (3.0, 1.0, 1, 10.0, 2, 1.0), (3.0, 1.0, 1, 10.0, 15, 4.0), (3.0, 1.0, 1, 10.0, 21, 4.0), (3.0, 1.0, 1, 10.0, 40, 4.0),
    (3.0, 1.0, 1, 1e6, 50, 60.0), (1000.0, 1.0, 100, 50.0, 400, 2.0), (150000.0, 1.0, 100000, 1.0, 120000, 0.18),
    (150000.0, 1.0, 100000, 1.0, 150000, 0.4), (99000.0, 1.0, 100000, 1.0, 100100, 0.001), (60.0, 1.0, 50, 2.0, 1e15, 0.2),
    (33000.0, 1.0, 1, 1e-3, 31, 0.3), (230000.0, 1.0, 1, 1e-3, 2, 0.3), (40.0, 1.0, 50, 2.0, 55, 0.2), (1e6, 1.0, 20, 0.5, 40, 0.5), (100200.0, 1.0, 100000, 100.0, 115000, 0.12),
]


def queue_states(rate: mpf, down: mpf, theta: mpf, places: float) -> Iterator[mpf]:
    """The weights of 0, 1, 2 ... waiting relative to 0 waiting, until the rest is nothing."""
    weight, total, j = mpf(1), mpf(0), 0
    while j <= places:
        yield weight
        total += weight
        j += 1
        ratio = rate / (down + j * theta)
        weight *= ratio
        if ratio < 1 and weight / (1 - ratio) < total * mpf(10) ** -30 / max(1, j):
            return


def served_within(rate: mpf, service: mpf, servers: int, theta: mpf, awt: mpf) -> Iterator[mpf]:
    """Chance of being served within `awt` with 0, 1, 2 ... callers in front."""
    down, j = servers / service, 0
    if theta == 0:
        term = mpmath.exp(-down * awt)
        more = 1 - term
        while True:
            yield more
            j += 1
            term *= down * awt / j
            more -= term
    s, z = down / theta, -mpmath.expm1(-theta * awt)
    term = (1 - z) ** (s + 1)
    more = 1 - term
    while True:
        yield s / (s + j + 1) * more
        term *= (s + j + 1) / (j + 1) * z
        more -= term
        j += 1


def waits(servers: int, service: mpf, theta: mpf) -> Iterator[Tuple[mpf, mpf]]:
    """Chance of being served with 0, 1, 2 ... in front, and the mean wait of those who are."""
    down, j, wait = servers / service, 0, mpf(0)
    while True:
        wait += 1 / (down + (j + 1) * theta)  # given that nobody of them gives up first, each step has this rate
        yield down / (down + (j + 1) * theta), wait
        j += 1


def solve(rate: float, service: float, servers: int, patience: float, places: float, awt: float) -> list:
    lam, mean, t = mpf(rate), mpf(service), mpf(awt)
    theta = mpf(0) if math.isinf(patience) else 1 / mpf(patience)
    load, down = lam * mean, servers / mpf(service)
    blocking = load ** servers * mpmath.exp(-load) / mpmath.gammainc(servers + 1, load)
    free = 1 / blocking - 1
    most = places - servers
    # when the states end before the places do, what is left there is not known
    last = mpf(0) if math.isinf(most) else mpf('nan')
    waiting = queue = within = served = wait_served = mpf(0)
    if math.isinf(places) and theta == 0:
        ratio = lam / down
        waiting, queue, wait_served = 1 / (1 - ratio), ratio / (1 - ratio) ** 2, 1 / (1 - ratio) ** 2 / down
        served = waiting
        within = waiting * -mpmath.expm1(-(down - lam) * t)
    else:
        for j, (q, d, (chance, wait)) in enumerate(zip(queue_states(lam, down, theta, most),
                                                       served_within(lam, mean, servers, theta, t),
                                                       waits(servers, mean, theta))):
            queue += j * q
            if j == most:
                last = q
            else:
                waiting += q
                within += q * d
                served += q * chance
                wait_served += q * chance * wait
    full = 0 if mpmath.isnan(last) else last
    total = free + waiting + full
    busy = load * free + servers * (waiting + full - 1)
    return [load, busy / total, busy / total / servers, last / total, waiting / total, theta * queue / lam / total,
            (free + within) / total, queue / total, queue / lam / (free + waiting), wait_served / (free + served)]


def number(x: float) -> str:
    return 'INFINITY' if math.isinf(x) else repr(float(x))


def figure(x: mpf) -> str:
    return 'NAN' if mpmath.isnan(x) else mpmath.nstr(x, 17, strip_zeros=False, min_fixed=0, max_fixed=0)


def main() -> None:
    # the recurrence of the beta function loses as many digits as its smallest value has zeros
    mpmath.mp.dps = 160
    print('/// Made by erlang_values.py: queues, and their measures to 17 digits.')
    print('#ifndef UNIT_THEORY_ERLANG_VALUES_H')
    print('#define UNIT_THEORY_ERLANG_VALUES_H')
    print('#include "exact_values.h"')
    print('static const erlang_value erlang_values[] = {')
    for case in CASES:
        values = solve(*case)
        print(f'    {{{{{", ".join(map(number, case))}}},')
        print(f'     {{{", ".join(map(figure, values))}}}}},')
        sys.stdout.flush()
    print('};')
    print('#endif')


if __name__ == '__main__':
    main()
