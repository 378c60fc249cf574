"""Loads every bundled model's export in transformers and compares it with Winnow; `make check-transformers` calls it.

Per model: logits on random prompts of all lengths within 1e-4, identical greedy completions, and tokens that survive
decoding to text and encoding again. Where the rounding of float32 alone takes transformers' own logits further than
that from those of float64, Winnow's may be up to four times as far. Ends with status 1 when one of them fails.
"""

import argparse
import copy
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from processes import ROOT

LIMIT, ROUNDINGS = 1e-4, 4
PROMPTS, GREEDY, NEW = 63, 16, 64


def winnow(program: str, *arguments: object) -> str:
    call = [program, *map(str, arguments)]
    return subprocess.run(call, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def lines(prompts: list[list[int]]) -> str:
    return "".join(",".join(map(str, prompt)) + "\n" for prompt in prompts)


def distance(a: torch.Tensor, b: torch.Tensor) -> float:
    return (a - b).abs().max().item()


def greedy(model, prompt: list[int], end: int) -> list[int]:
    """The completion of largest logits, without the padding that `generate` may add."""
    output = model.generate(
        torch.tensor([prompt]), attention_mask=torch.ones(1, len(prompt), dtype=torch.long), do_sample=False,
        max_new_tokens=NEW)
    completion = output[0, len(prompt):].tolist()
    return completion[: completion.index(end) + 1] if end in completion else completion


def check(program: str, domain: str, name: str, folder: Path) -> bool:
    """Compares one model and prints a line about it."""
    export = folder / f"{domain}-{name}"
    winnow(program, "export", "--domain", domain, "--model", name, "--format", "huggingface", export)
    model = AutoModelForCausalLM.from_pretrained(export, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(export)
    draw = random.Random(f"{domain} {name}")
    vocabulary, context = model.config.vocab_size, model.config.max_position_embeddings
    lengths = [1 + (context - 1) * i // (PROMPTS - 1) for i in range(PROMPTS)]
    prompts = [[draw.randrange(2, vocabulary) for _ in range(length)] for length in lengths]
    file = folder / "prompts.txt"
    file.write_text(lines(prompts))
    exact = copy.deepcopy(model).double()
    worst, ours_off, theirs_off, texts = 0.0, 0.0, 0.0, 0
    for prompt, line in zip(prompts, winnow(program, "logits", "--model", export, "--prompt-ids-file", file).splitlines()):
        theirs = model(torch.tensor([prompt])).logits[0]
        ours, reference = torch.tensor(json.loads(line)), exact(torch.tensor([prompt])).logits[0]
        worst = max(worst, distance(ours, theirs))
        ours_off, theirs_off = max(ours_off, distance(ours, reference)), max(theirs_off, distance(theirs, reference))
        texts += tokenizer(tokenizer.decode(prompt)).input_ids == prompt
    short = [prompt for prompt in prompts if len(prompt) + NEW <= context][:GREEDY]
    file.write_text(lines(short))
    ours = winnow(program, "generate", "--model", export, "--prompt-ids-file", file, "--temperature", 0, "--max-new", NEW,
                  "--seed", 1, "--quiet").splitlines()
    end = model.config.eos_token_id
    same = sum(",".join(map(str, greedy(model, prompt, end))) == line for prompt, line in zip(short, ours))
    within = worst < LIMIT
    rounding = not within and theirs_off > LIMIT and ours_off < ROUNDINGS * theirs_off
    good = (within or rounding) and texts == len(prompts) and same == len(short)
    print(f"{domain} {name}: largest difference of a logit {worst:.1e} (from float64: Winnow {ours_off:.1e}, "
          f"transformers {theirs_off:.1e}) on {len(prompts)} prompts of 1 to {context} tokens, "
          f"{same} of {len(short)} greedy completions equal, {texts} of {len(prompts)} texts round trip: "
          f"{'DIFFERS' if not good else 'agrees' if within else 'agrees within the rounding of float32'}", flush=True)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--winnow", default=str(ROOT / ".build/release/winnow"))
    options = parser.parse_args()
    torch.set_grad_enabled(False)
    models = sorted((ROOT / "Sources/WinnowCatalogue/Models").glob("*/*/config.json"))
    with tempfile.TemporaryDirectory(prefix="winnow-check-") as folder:
        found = [check(options.winnow, file.parent.parent.name, file.parent.name, Path(folder)) for file in models]
    sys.exit(0 if all(found) and found else 1)


if __name__ == "__main__":
    main()
