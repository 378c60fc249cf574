"""Scoring with plain PyTorch: one forward pass, the log-probability of each token."""

import torch
from model import Llama


class Scoring:
    """Scores `count` sequences of `time` tokens, `together` of them in one call."""

    def __init__(self, folder: str, count: int, time: int, together: int, compiled: bool):
        self.model = Llama(folder).eval()
        self.tokens = torch.randint(2, self.model.embedding.shape[0], (count, time))
        self.together = together
        self.score = torch.compile(self.log_probabilities, dynamic=False) if compiled else self.log_probabilities

    def log_probabilities(self, tokens: torch.Tensor) -> torch.Tensor:
        logits = self.model(tokens)[:, :-1].log_softmax(-1)
        return logits.gather(-1, tokens[:, 1:, None])[..., 0]

    @torch.inference_mode()
    def run(self) -> int:
        """Returns the number of tokens read."""
        torch.cat([self.score(part) for part in self.tokens.split(self.together)])
        return self.tokens.numel()
