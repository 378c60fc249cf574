"""The results as Markdown."""

import works


def rate(value: float) -> str:
    """Tokens per second, such as 25.3 k."""
    return f"{value / 1000:.1f} k" if value < 99_950 else f"{value / 1000:.0f} k"


def table(header: list[str], rows: list[list[str]]) -> str:
    rule = [":--"] + ["--:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])


def peer_cell(record: dict, peer: str) -> str:
    """A peer's best way: its rate and Winnow's multiple of it."""
    ways = [way for way in record["ways"] if way["peer"] == peer]
    if not ways:
        return "–"
    best = max(ways, key=lambda way: way["median"])
    return f"{rate(best['median'])} ({record['winnow']['median'] / best['median']:.1f}×)"


def ratios(results: dict) -> str:
    """The table: a row for each work, Winnow's rate and each peer's with the ratio.

    A peer's best way may be one process a core, which a user has to set up; the ratio to one process is beside it.
    """
    header = [
        "work", "Winnow tokens/s", "of the peak", *works.PEERS, "to the best in one process", "to the best", "target"]
    rows = []
    for record in results["works"]:
        share = f"{100 * record['share_of_peak']:.0f} %"
        verdict = "met" if record["ratio"] >= record["target"] else "missed"
        alone = max(way["median"] for way in record["ways"] if way["processes"] == 1)
        rows.append(
            [record["title"], rate(record["winnow"]["median"]), share]
            + [peer_cell(record, peer) for peer in works.PEERS]
            + [f"{record['winnow']['median'] / alone:.2f}×", f"**{record['ratio']:.2f}×**"]
            + [f"≥ {record['target']:g}×, {verdict}"])
    return table(header, rows)


def spreads(results: dict) -> str:
    """Every way of every peer with its spread."""
    rows = []
    for record in results["works"]:
        for way in [record["winnow"], *record["ways"]]:
            cells = [record["title"], way["peer"], way["way"], rate(way["median"]), rate(way["min"]), rate(way["max"])]
            rows.append(cells + [str(way["rounds"])])
    return table(["work", "program", "way", "median tokens/s", "min", "max", "rounds"], rows)


def scaling(results: dict) -> str:
    """Time against the numbers of candidates and of problems."""
    rows = [
        [f"{item['candidates']} candidates of one prompt, d64", f"{item['seconds']:.3f}",
         f"{1e3 * item['seconds'] / item['candidates']:.3f}"]
        for item in results["candidates"]
    ] + [
        [f"{item['problems']} maze problems × {works.JOB_SAMPLES}", f"{item['seconds']:.3f}",
         f"{1e3 * item['seconds'] / item['problems'] / works.JOB_SAMPLES:.3f}"]
        for item in results["problems"]
    ]
    return table(["sampled", "seconds", "ms a candidate"], rows)


def summary(results: dict) -> str:
    """What the page on performance shows: the table and the lines below it."""
    machine, peak, job = results["machine"], results["peak"], results["job"]
    best = min(job["ways"], key=lambda way: way["seconds"])
    verdict = "met" if job["ratio"] >= job["target"] else "missed"
    threads = results["threads"]
    cores = "1 thread" if threads == 1 else f"{threads} threads"
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {cores}; PyTorch {machine['torch']}, transformers "
        f"{machine['transformers']}"
        + (f", llama-cpp-python {machine['llama_cpp_python']}" if machine["llama_cpp_python"] else "")
        + f"; medians of {results['rounds']} interleaved rounds; {machine['date'][:10]}.",
        "",
        ratios(results),
        "",
        f"The real job, {works.JOB_PROBLEMS} {works.JOB_DOMAIN} problems × {works.JOB_SAMPLES} candidates of the bundled "
        f"{works.JOB_MODEL} model until the end token at temperature {works.JOB_TEMPERATURE:g}: `winnow generate` "
        f"{job['generate_seconds']:.1f} s, `winnow sample` with verifying and storing {job['sample_seconds']:.1f} s, "
        f"`transformers.generate` {best['seconds']:.0f} s ({best['way']}"
        + (f"; measured on {job['measured_problems']} problems" if job["measured_problems"] != works.JOB_PROBLEMS else "")
        + f"): **{job['ratio']:.1f}×** (target ≥ {job['target']:g}×, {verdict}).",
        "",
        f"From the start of the process to the first candidate of a bundled model: {1e3 * results['first']['median']:.0f} "
        f"ms (median of {results['first']['times']}; target < 50 ms). Peak memory of sampling 256 sequences with d64: "
        f"{results['memory'] / 2**20:.0f} MiB (target < 150 MB).",
        "",
        f"The fp32 peak is PyTorch's product of 1024 × 1024 matrices in the same run: {peak['torch'] / 1e9:.0f} GFLOP/s; "
        f"Winnow's own product reaches {peak['winnow_small'] / 1e9:.0f} at a side of 64 and "
        f"{peak['winnow'] / 1e9:.0f} at 512.",
    ]
    return "\n".join(lines)


def page(results: dict) -> str:
    """All of peers.md."""
    return "\n".join([
        "# Winnow beside its peers", "", "Made by `make bench-peers`; what is compared is described in "
        "[Benchmarks/README.md](../../Benchmarks/README.md).", "", summary(results), "", "## Linear in the work", "",
        scaling(results), "", "## Every way", "", spreads(results), "",
    ])
