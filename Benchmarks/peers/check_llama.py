"""Loads GGUF exports in llama.cpp and compares it with Winnow; `make check-llama` calls it.

Every bundled model, and the random folders of the tests, which have grouped heads, an untied head, scaled rotations and
other head dimensions. Per model: logits on random prompts of all lengths within 1e-3, identical greedy completions, and,
where there is a vocabulary, every token and the random prompts survive becoming text and being read again; llama.cpp's
server gives the greedy completion of one bundled model of each domain. Where llama.cpp is further than 1e-3 from the
logits in float64, Winnow has to be within it. Ends with status 1 when one of them fails.
"""

import argparse
import ctypes
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import numpy
import torch
from check_transformers import lines, winnow
from folders import read_configuration, read_words
from llama_cpp import GGML_TYPE_F32, Llama, llama_log_set
from processes import ROOT
from sample_llama import silent
from transformers import AutoModelForCausalLM

LIMIT = 1e-3
PROMPTS, GREEDY, NEW = 32, 16, 48
SERVED, READY_SECONDS = "medium", 60


class Peer:
    """A GGUF file in llama.cpp, with a float32 cache: the default one rounds keys and values to 16 bits."""

    def __init__(self, file: Path, context: int):
        self.model = Llama(str(file), n_ctx=context, n_batch=context, n_ubatch=context, logits_all=True,
                           type_k=GGML_TYPE_F32, type_v=GGML_TYPE_F32, verbose=False)

    def logits(self, prompt: list[int]) -> numpy.ndarray:
        """[tokens, vocabulary]"""
        self.model.reset()
        self.model.eval(prompt)
        return self.model.scores[: len(prompt)].copy()

    def greedy(self, prompt: list[int], new: int, ends: list[int]) -> list[int]:
        """The completion of largest logits, the end token included."""
        self.model.reset()
        self.model.eval(prompt)
        completion: list[int] = []
        while True:
            completion.append(int(self.model.scores[self.model.n_tokens - 1].argmax()))
            if len(completion) == new or completion[-1] in ends:
                return completion
            self.model.eval(completion[-1:])

    def text(self, tokens: list[int]) -> str:
        return self.model.detokenize(tokens, special=True).decode()

    def tokens(self, text: str, special: bool) -> list[int]:
        """The tokens of a text; control tokens are read anywhere, also inside other words, if asked for."""
        return self.model.tokenize(text.encode(), add_bos=False, special=special)


def special_tokens(config: dict) -> set[int]:
    """The end tokens and the padding."""
    return {*ends(config), config.get("pad_token_id")}


def round_trips(peer: Peer, words: list[str], special: set[int], prompts: list[list[int]]) -> bool:
    """Whether a token is its word and a prompt its words with spaces between them, in both directions."""

    def survives(tokens: list[int]) -> bool:
        text = " ".join(words[token] for token in tokens)
        return peer.tokens(text, tokens[0] in special) == tokens and peer.text(tokens).removeprefix(" ") == text

    return all(survives([token]) for token in range(len(words))) and all(map(survives, prompts))


def ends(config: dict) -> list[int]:
    """The end tokens, which a configuration may give as a list, as one, or not at all."""
    end = config.get("eos_token_id")
    return end if isinstance(end, list) else [] if end is None else [end]


def random_prompts(name: str, config: dict) -> list[list[int]]:
    """Prompts of one token up to the whole context, without special tokens; they depend on the name alone."""
    draw, context = random.Random(name), config["max_position_embeddings"]
    allowed = [token for token in range(config["vocab_size"]) if token not in special_tokens(config)]
    lengths = [1 + (context - 1) * index // (PROMPTS - 1) for index in range(PROMPTS)]
    return [[draw.choice(allowed) for _ in range(length)] for length in lengths]


@contextmanager
def server(file: Path):
    """llama.cpp's OpenAI-compatible server with a model; gives its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "llama_cpp.server", "--model", str(file), "--host", "127.0.0.1", "--port", str(port),
            "--type_k", str(GGML_TYPE_F32), "--type_v", str(GGML_TYPE_F32), "--verbose", "false"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(call, stdout=log, stderr=log)
        try:
            address, last = f"http://127.0.0.1:{port}/v1", time.monotonic() + READY_SECONDS
            while True:
                try:
                    urllib.request.urlopen(f"{address}/models").close()
                    break
                except urllib.error.URLError:
                    if process.poll() is not None or time.monotonic() > last:
                        log.seek(0)
                        raise RuntimeError(f"the server does not start:\n{log.read().decode()}") from None
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait()


def served(file: Path, text: str, new: int) -> str:
    """The server's greedy completion of a text, without the penalty on repetitions that it has by default."""
    with server(file) as address:
        request = urllib.request.Request(
            f"{address}/completions", headers={"Content-Type": "application/json"},
            data=json.dumps({"prompt": text, "max_tokens": new, "temperature": 0, "repeat_penalty": 1}).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["choices"][0]["text"]


def exact(folder: Path, prompts: list[list[int]]) -> list[numpy.ndarray]:
    """The logits in float64, by transformers."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64).eval()
    return [model(torch.tensor([prompt])).logits[0].numpy() for prompt in prompts]


def distance(first: list[numpy.ndarray], second: list[numpy.ndarray]) -> float:
    return max(float(abs(a - b).max()) for a, b in zip(first, second, strict=True))


def check(program: str, name: str, folder: Path, work: Path, serve: bool) -> bool:
    """Compares one model and prints a line about it."""
    config = read_configuration(folder)
    file, source = work / f"{name.replace(' ', '-')}.gguf", work / "prompts.txt"
    winnow(program, "export", "--model", folder, "--format", "gguf", file)
    peer = Peer(file, config["max_position_embeddings"])
    prompts = random_prompts(name, config)
    told, bad = [], []

    source.write_text(lines(prompts))
    printed = winnow(program, "logits", "--model", folder, "--prompt-ids-file", source).splitlines()
    ours, theirs = [numpy.array(json.loads(line)) for line in printed], [peer.logits(prompt) for prompt in prompts]
    worst = distance(ours, theirs)
    told.append(f"largest difference of a logit {worst:.1e} on {len(prompts)} prompts of 1 to {len(prompts[-1])} tokens")
    if worst >= LIMIT:
        reference = exact(folder, prompts)
        ours_off, theirs_off = distance(ours, reference), distance(theirs, reference)
        told[-1] += f" (from float64: Winnow {ours_off:.1e}, llama.cpp {theirs_off:.1e})"
        if ours_off >= LIMIT or theirs_off < LIMIT:
            bad.append("logits")

    new = min(NEW, config["max_position_embeddings"] // 2)
    short = [prompt for prompt in prompts if len(prompt) + new <= config["max_position_embeddings"]][:GREEDY]
    source.write_text(lines(short))
    printed = winnow(program, "generate", "--model", folder, "--prompt-ids-file", source, "--temperature", 0, "--max-new",
                     new, "--quiet").splitlines()
    completions = [[int(token) for token in line.split(",")] for line in printed]
    same = sum(peer.greedy(prompt, new, ends(config)) == own for prompt, own in zip(short, completions, strict=True))
    told.append(f"{same} of {len(short)} greedy completions equal")
    if same < len(short):
        bad.append("greedy")

    if (folder / "tokenizer.json").exists():
        words = sorted(read_words(folder), key=read_words(folder).get)
        if round_trips(peer, words, special_tokens(config), prompts):
            told.append(f"{len(words)} tokens and {len(prompts)} texts round trip")
        else:
            bad.append("round trip")
        if serve:
            text = " ".join(words[token] for token in short[-1])
            expected = [words[token] for token in completions[-1] if token not in ends(config)]
            if served(file, text, new).split() == expected:
                told.append("its server gives the same completion")
            else:
                bad.append("server")
    print(f"{name}: {', '.join(told)}: {'DIFFERS in ' + ', '.join(bad) if bad else 'agrees'}", flush=True)
    return not bad


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--winnow", default=str(ROOT / ".build/release/winnow"))
    options = parser.parse_args()
    torch.set_grad_enabled(False)
    llama_log_set(silent, ctypes.c_void_p(0))
    bundled = sorted((ROOT / "Sources/WinnowCatalogue/Models").glob("*/*/config.json"))
    randomly = sorted((ROOT / "Tests/WinnowModelTests/Fixtures/folders").glob("*/config.json"))
    models = [(f"{file.parent.parent.name} {file.parent.name}", file.parent, file.parent.name == SERVED) for file in bundled]
    models += [(file.parent.name, file.parent, False) for file in randomly]
    with tempfile.TemporaryDirectory(prefix="winnow-check-") as folder:
        found = [check(options.winnow, name, place, Path(folder), serve) for name, place, serve in models]
    sys.exit(0 if found and all(found) else 1)


if __name__ == "__main__":
    main()
