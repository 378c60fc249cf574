"""The fp32 matrix-product peak of the machine, as PyTorch reaches it."""

import time

import torch


class Peak:
    """Products of two matrices of 1024 x 1024."""

    SIDE = 1024

    def __init__(self):
        self.a, self.b = torch.rand(self.SIDE, self.SIDE), torch.rand(self.SIDE, self.SIDE)
        self.c = torch.empty_like(self.a)

    def run(self, times: int = 10) -> float:
        """The best floating-point operations per second of some products."""
        best = float("inf")
        for _ in range(times):
            start = time.perf_counter()
            torch.mm(self.a, self.b, out=self.c)
            best = min(best, time.perf_counter() - start)
        return 2 * self.SIDE**3 / best
