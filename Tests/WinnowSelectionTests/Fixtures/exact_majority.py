"""Exact majority@k as rational numbers, for pools too large to enumerate. Run: python3 exact_majority.py > exact_majority.json

For a right party a with t votes, and each other party b with below_b(x) = sum_{j<t} C(n_b, j) x^j and
at_b(x) = C(n_b, t) x^t, the credit with z ties is a coefficient of the product of below_b + u at_b. Sharing ties is the
integral of that polynomial in u over (0, 1), strict is its value at u = 0. Lenient: the right answers are numbered, and
the first right one among the winners is credited (u = 0 for right ones before a, u = 1 otherwise).
All arithmetic is on Python integers; polynomials in x are packed into one integer (Kronecker substitution).
"""
import json
from fractions import Fraction
from math import comb

WIDTH = 1100  # bits per coefficient: all of them are at most C(1024, 512) < 2^1024


def pack(coefficients):
    return int.from_bytes(b"".join(c.to_bytes(WIDTH // 8 + 1, "little") for c in coefficients), "little")


SLOT = 8 * (WIDTH // 8 + 1)


def product(polynomials, degree):
    """The coefficient of x^degree."""
    mask = (1 << SLOT * (degree + 1)) - 1
    total = 1
    for polynomial in polynomials:
        total = total * polynomial & mask
    return total >> SLOT * degree


def integral(values):
    """The integral over (0, 1) of the polynomial with these values at 0, 1, 2, ..."""
    n = len(values)
    coefficients = [Fraction(0)] * n
    for i, value in enumerate(values):
        basis = [Fraction(1)]
        for j in range(n):
            if j != i:
                basis = [
                    (basis[m - 1] if m else 0) - j * (basis[m] if m < len(basis) else 0) for m in range(len(basis) + 1)
                ]
                basis = [Fraction(c, i - j) for c in basis]
        for m, c in enumerate(basis):
            coefficients[m] += value * c
    return sum(c / (m + 1) for m, c in enumerate(coefficients))


def row(parties, right, blanks, k):
    n = sum(parties) + blanks
    uniform = strict = lenient = Fraction(0)
    cut = lambda coefficients: pack(coefficients[: k + 1])
    for t in range(1, min(k, max(parties)) + 1):
        free = blanks + sum(p for p in parties if p < t)
        rest = cut([comb(free, j) for j in range(free + 1)])
        strong = [b for b, p in enumerate(parties) if p >= t]
        below = {b: cut([comb(parties[b], j) for j in range(t)]) for b in strong}
        at = {b: comb(parties[b], t) << SLOT * t for b in strong}
        nodes = min(k // t, len(strong))
        for a in strong:
            if a not in right:
                continue
            others = [b for b in strong if b != a]
            votes = comb(parties[a], t)
            values = [product([rest] + [below[b] + u * at[b] for b in others], k - t) for u in range(nodes)]
            uniform += votes * integral(values)
            strict += votes * values[0]
            lenient += votes * product(
                [rest] + [below[b] + (0 if b in right and b < a else 1) * at[b] for b in others], k - t)
    result = {"parties": parties, "right": right, "blanks": blanks, "k": k}
    for name, value in [("uniform", uniform), ("strict", strict), ("lenient", lenient)]:
        value /= comb(n, k)
        result[name] = value.numerator / value.denominator  # Python rounds this quotient correctly
    return result


HARMONIC = [241, 120, 80, 60, 48, 40, 34, 30, 26, 24, 21, 20, 18, 17, 16, 15, 14, 13, 12, 12, 11, 10, 10, 10, 9, 9, 8, 8, 8, 7, 7, 6]
CASES = [
    (HARMONIC, [1, 4], 60, k) for k in (2, 5, 16, 64)
] + [
    (HARMONIC, [0], 60, 64),
    ([32] * 32, [0, 1, 2], 0, 32),
    ([1] * 1000, list(range(250)), 24, 3),
    ([300, 300, 290, 34], [0], 100, 512),
    ([300, 300, 290, 34], [2, 3], 100, 1000),
    ([500, 500], [1], 24, 1023),
    ([400, 30, 20], [1], 574, 100),
]
for parties, right, blanks, k in CASES:
    assert sum(parties) + blanks == 1024, (sum(parties) + blanks, k)
print("[\n" + ",\n".join(json.dumps(row(*case)) for case in CASES) + "\n]")
