"""Training with plain PyTorch: forward, backward, clipping and AdamW."""

import torch
import torch.nn.functional as F
from model import Llama


class Training:
    """Steps on `batch` sequences of `time` tokens read, every next token predicted."""

    def __init__(self, folder: str, batch: int, time: int, compiled: bool):
        self.model = Llama(folder).train()
        matrices = [p for p in self.model.parameters() if p.dim() > 1]
        vectors = [p for p in self.model.parameters() if p.dim() == 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}],
            lr=1e-3, betas=(0.9, 0.98), fused=True)
        self.tokens = torch.randint(2, self.model.embedding.shape[0], (batch, time + 1))
        self.loss = torch.compile(self.mean_loss, dynamic=False) if compiled else self.mean_loss

    def mean_loss(self, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(self.model(inputs).flatten(0, 1), targets.flatten())

    def run(self) -> int:
        """One step; returns the number of tokens read."""
        self.optimizer.zero_grad(set_to_none=True)
        inputs = self.tokens[:, :-1]
        loss = self.loss(inputs, self.tokens[:, 1:])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return inputs.numel()
