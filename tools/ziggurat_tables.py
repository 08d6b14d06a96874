#!/usr/bin/env python3
"""Writes sim/random/ziggurat_tables.c: the layers of the ziggurats of Marsaglia and Tsang (2000), computed with 60
digits. Needs mpmath.

    tools/ziggurat_tables.py > sim/random/ziggurat_tables.c
"""
from typing import Callable, List, Tuple

import mpmath as mp

LAYERS = 256
SCALE = mp.mpf(2) ** 53  # words give positions of 53 bits

Function = Callable[[mp.mpf], mp.mpf]


def edges(r: mp.mpf, density: Function, inverse: Function, tail: Function) -> Tuple[mp.mpf, List[mp.mpf]]:
    """Area of a layer and right edges from the top layer (0: none) to the lowest, when the tail begins at r."""
    area = r * density(r) + tail(r)
    x = [r]
    while len(x) < LAYERS - 1:
        height = area / x[-1] + density(x[-1])
        if height >= 1:
            return area, [mp.mpf(-1)] * LAYERS  # r is too small: the layers reach the top too early
        x.append(inverse(height))
    return area, [mp.mpf(0)] + x[::-1]


def solve(density: Function, inverse: Function, tail: Function, low: str, high: str) -> Tuple[mp.mpf, List[mp.mpf]]:
    """The r for which the top layer ends exactly at the top."""
    a, b = mp.mpf(low), mp.mpf(high)
    for _ in range(190):
        r = (a + b) / 2
        area, x = edges(r, density, inverse, tail)
        too_small = x[1] < 0 or area / x[1] + density(x[1]) > 1
        a, b = (r, b) if too_small else (a, r)
    return edges(b, density, inverse, tail)


def write(name: str, what: str, area: mp.mpf, x: List[mp.mpf], density: Function) -> None:
    base = area / density(x[-1])
    rows = [(mp.floor(x[-1] / base * SCALE), base / SCALE)]
    rows += [(mp.floor(x[i - 1] / x[i] * SCALE), x[i] / SCALE) for i in range(1, LAYERS)]
    print(f'/// {what}')
    print(f'const ziggurat {name} = {{.tail = {float(x[-1]).hex()}, .layers = {{')
    for (inside, width), edge in zip(rows, x):
        print(f'    {{UINT64_C({int(inside)}), {float(width).hex()}, {float(density(edge)).hex()}}},')
    print('}};')


def main() -> None:
    mp.mp.dps = 60
    print('// Written by tools/ziggurat_tables.py; one line a layer.\n// clang-format off')
    print('#include "random/ziggurat.h"\n')
    exponential: Function = lambda v: mp.e ** -v
    area, x = solve(exponential, lambda y: -mp.log(y), exponential, '7.6', '7.8')
    write('ziggurat_exponential', 'Density exp(-x).', area, x, exponential)
    print()
    normal: Function = lambda v: mp.e ** (-v * v / 2)
    area, x = solve(normal, lambda y: mp.sqrt(-2 * mp.log(y)),
                    lambda r: mp.sqrt(mp.pi / 2) * mp.erfc(r / mp.sqrt(2)), '3.6', '3.7')
    write('ziggurat_normal', 'Density exp(-x * x / 2).', area, x, normal)


if __name__ == '__main__':
    main()
