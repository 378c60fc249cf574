"""Sampling with `transformers.generate`."""

import torch
from transformers import AutoModelForCausalLM


class Generating:
    """Draws `count` completions of each prompt, one call for each prompt."""

    def __init__(
        self, folder: str, count: int, prompts: list[list[int]], new: int, temperature: float, ends: bool, static: bool
    ):
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.prompts = prompts
        self.options = {
            "do_sample": True, "temperature": temperature, "top_k": 0, "top_p": 1.0, "num_return_sequences": count,
            "max_new_tokens": new, "pad_token_id": 0,
        }
        if ends:
            self.options["eos_token_id"] = 1
        else:
            self.options["min_new_tokens"] = new
        if static:
            # Without the compilation that generate would start for it on an accelerator.
            self.options |= {"cache_implementation": "static", "disable_compile": True}

    @torch.inference_mode()
    def run(self, first: int = 0, last: int | None = None) -> int:
        """Completes the prompts `first ..< last`; returns the number of tokens drawn, end tokens included."""
        drawn = 0
        for prompt in self.prompts[first:last]:
            tokens = torch.tensor([prompt])
            output = self.model.generate(tokens, attention_mask=torch.ones_like(tokens), **self.options)
            # Only what stands behind an end token is padding.
            completions = output[:, len(prompt):]
            ended = (completions == 1).cumsum(1) - (completions == 1).int() if "eos_token_id" in self.options else None
            drawn += completions.numel() if ended is None else int((ended == 0).sum())
        return drawn
