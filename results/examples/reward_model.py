"""A scorer for Winnow: a reward model from the Hugging Face Hub, in batches.

    pip install torch transformers
    winnow score --db x.db --name rm --batch 32 --command "python3 results/examples/reward_model.py --model MODEL"

MODEL is any sequence classifier with one output, by its name or its folder. `--process` takes a token classifier with two
outputs (wrong, right) in its place and gives the scores of the steps, which are parted by empty lines; the answer's
score is the last step's. Reads one JSON object a line and writes one a line; see `winnow help score`. The lines of a batch
are scored together: `following` says how many more are coming.
"""

import argparse
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer


def outcome_scores(model, tokenizer, requests: list[dict]) -> list[dict]:
    """One number for each completion."""
    pairs = [(request["prompt"], request["completion"] or request["answer"] or "") for request in requests]
    if tokenizer.chat_template:
        texts = [tokenizer.apply_chat_template([{"role": "user", "content": prompt},
                                                {"role": "assistant", "content": completion}], tokenize=False)
                 for prompt, completion in pairs]
    else:
        texts = [f"{prompt}\n{completion}" for prompt, completion in pairs]
    batch = tokenizer(texts, return_tensors="pt", padding=True, truncation=True).to(model.device)
    tokens = batch["attention_mask"].sum(dim=1).tolist()
    values = model(**batch).logits[:, 0].float().tolist()
    return [{"value": value, "tokens": count} for value, count in zip(values, tokens, strict=True)]


def process_scores(model, tokenizer, requests: list[dict]) -> list[dict]:
    """A number for each step: the probability that it is right, read at its last token."""
    replies = []
    for request in requests:
        steps = [step for step in (request["completion"] or "").split("\n\n") if step.strip()]
        if not steps:
            replies.append({"outcome": "error"})
            continue
        tokens, ends = tokenizer(request["prompt"] + "\n")["input_ids"], []
        for step in steps:
            tokens += tokenizer(step + "\n\n", add_special_tokens=False)["input_ids"]
            ends.append(len(tokens) - 1)
        logits = model(torch.tensor([tokens], device=model.device)).logits[0]
        values = logits.float().softmax(dim=-1)[ends, 1].tolist()
        replies.append({"value": values[-1], "step_values": values, "tokens": len(tokens)})
    return replies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--process", action="store_true")
    options = parser.parse_args()
    kind = AutoModelForTokenClassification if options.process else AutoModelForSequenceClassification
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = kind.from_pretrained(options.model).to(device).eval()
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    model.config.pad_token_id = tokenizer.pad_token_id
    score = process_scores if options.process else outcome_scores
    waiting: list[dict] = []
    with torch.inference_mode():
        for line in sys.stdin:
            waiting.append(json.loads(line))
            if waiting[-1]["following"] == 0:
                for reply in score(model, tokenizer, waiting):
                    print(json.dumps(reply), flush=True)
                waiting = []


main()
