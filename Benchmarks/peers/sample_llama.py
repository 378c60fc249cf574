"""Sampling with llama.cpp: the prompt is read once, then one batch holds the next token of every sequence."""

import ctypes
from pathlib import Path

import llama_cpp as llama


@llama.llama_log_callback
def silent(level: int, text: bytes, data: ctypes.c_void_p) -> None:
    """Takes what the library would print."""


class LlamaSampling:
    """Draws `count` completions of `new` tokens of one prompt, `together` of them side by side."""

    def __init__(
        self, file: Path | str, count: int, prompt: list[int], new: int, together: int, unified: bool, threads: int
    ):
        llama.llama_log_set(silent, ctypes.c_void_p(0))
        llama.llama_backend_init()
        self.count, self.prompt, self.new, self.together = count, prompt, new, min(together, count)
        self.model = llama.llama_model_load_from_file(str(file).encode(), llama.llama_model_default_params())
        length = len(prompt) + new
        params = llama.llama_context_default_params()
        # A shared cache holds the prompt once; otherwise every sequence has a cache of its own.
        params.n_ctx = len(prompt) + self.together * new if unified else length * self.together
        params.n_seq_max, params.kv_unified = self.together, unified
        params.n_batch = params.n_ubatch = max(self.together, len(prompt))
        params.n_threads = params.n_threads_batch = threads
        self.context = llama.llama_init_from_model(self.model, params)
        self.batch = llama.llama_batch_init(params.n_batch, 0, 1)
        self.sampler = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        llama.llama_sampler_chain_add(self.sampler, llama.llama_sampler_init_temp(1.0))
        llama.llama_sampler_chain_add(self.sampler, llama.llama_sampler_init_dist(1))

    def decode(self, tokens: list[int], positions: list[int], sequences: list[int]) -> None:
        """Reads one batch; every token's logits are computed."""
        batch = self.batch
        batch.n_tokens = len(tokens)
        for index, (token, position, sequence) in enumerate(zip(tokens, positions, sequences)):
            batch.token[index], batch.pos[index] = token, position
            batch.n_seq_id[index], batch.seq_id[index][0] = 1, sequence
            batch.logits[index] = True
        if llama.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama.cpp cannot decode a batch")

    def draw(self, row: int) -> int:
        return llama.llama_sampler_sample(self.sampler, self.context, row)

    def group(self, size: int) -> int:
        """Draws `size` completions side by side."""
        memory, length = llama.llama_get_memory(self.context), len(self.prompt)
        llama.llama_memory_clear(memory, True)
        self.decode(self.prompt, list(range(length)), [0] * length)
        for sequence in range(1, size):
            llama.llama_memory_seq_cp(memory, 0, sequence, -1, -1)
        tokens = [self.draw(length - 1) for _ in range(size)]
        drawn, sequences = size, list(range(size))
        for position in range(length, length + self.new - 1):
            self.decode(tokens, [position] * size, sequences)
            tokens = [self.draw(row) for row in range(size)]
            drawn += size
        return drawn

    def run(self) -> int:
        """Returns the number of tokens drawn."""
        starts = range(0, self.count, self.together)
        return sum(self.group(min(self.together, self.count - start)) for start in starts)
