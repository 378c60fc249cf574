"""Writes the table of coverage.csv: `python3 Benchmarks/coverage_table.py Benchmarks/coverage.csv > Benchmarks/coverage.md`."""

import csv
import sys

STATISTICS = ["single", "majority", "first accepted", "oracle"]
DIFFERENCES = ["majority − single", "oracle − majority"]
SIZES = ["10", "30", "100", "1000"]

HEAD = """# How often the intervals cover

```sh
swift build -c release --package-path Benchmarks --product IntervalCoverage
Benchmarks/.build/release/IntervalCoverage {pools} > Benchmarks/coverage.csv
python3 Benchmarks/coverage_table.py Benchmarks/coverage.csv > Benchmarks/coverage.md
```

{pools:,} simulated pools a cell: n problems, whose success rates are of a family of a mean, with 16 samples each, at
k = 4. Wrong answers are all alike, tied votes share their credit, the verifier is sound. The truth is the mean over
1,000,000 other problems. Shares are in percent and have a standard error of {error:.2f} at 95 %. A
Beta family of size s and mean m is Beta(s·m, s·(1 − m)). `before` is the rule up to November 2026 (BCa bootstrap; Wilson for
0/1 outcomes; Clopper–Pearson where all problems agree), `now` is Gaffke's limits.
"""


def percent(value):
    return f"{100 * float(value):.1f}"


def table(rows, statistics, exact):
    """A line for each family, mean and n; for each statistic, coverage before and now, and widths."""
    widths = "width: before, now" + (", Clopper–Pearson" if exact else "")
    print("| family | mean | n | " + " | ".join(f"{name}: before, now | {widths}" for name in statistics) + " |")
    print("| :-- | --: | --: |" + " --: | --: |" * len(statistics))
    cells = {}
    for row in rows:
        cells.setdefault((row["family"], row["mean"], row["n"]), {})[row["statistic"]] = row
    for (family, mean, size), own in cells.items():
        line = [family, mean, size]
        for name in statistics:
            row = own[name]
            line.append(f"{percent(row['covered_before'])}, **{percent(row['covered'])}**")
            line.append(
                ", ".join(percent(row[key]) for key in ["width_before", "width"] + (["width_exact"] if exact else []))
            )
        print("| " + " | ".join(line) + " |")


def summary(rows, statistics):
    """The worst cell of each statistic and n, of both rules."""
    print("| n | " + " | ".join(f"{name}: before, now" for name in statistics) + " |")
    print("| --: |" + " --: |" * len(statistics))
    for size in SIZES:
        line = [size]
        for name in statistics:
            own = [row for row in rows if row["n"] == size and row["statistic"] == name]
            before, now = (min(float(row[key]) for row in own) for key in ["covered_before", "covered"])
            line.append(f"{percent(before)}, **{percent(now)}**")
        print("| " + " | ".join(line) + " |")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pools = int(rows[0]["pools"])
    print(HEAD.format(pools=pools, error=100 * (0.95 * 0.05 / pools) ** 0.5))
    print("## The lowest coverage of any family\n")
    summary(rows, STATISTICS + DIFFERENCES)
    rates = [row for row in rows if row["statistic"] in STATISTICS]
    wider = [row for row in rates if float(row["width"]) > float(row["width_exact"]) + 1e-5]
    print(
        f"\nOf {len(rates)} cells of rates, {len(wider)} have wider intervals on average than Clopper–Pearson's of the rounded "
        "count."
    )
    print("\n## Rates\n")
    table(rates, STATISTICS, True)
    print("\n## Differences\n")
    table([row for row in rows if row["statistic"] in DIFFERENCES], DIFFERENCES, False)


main()
