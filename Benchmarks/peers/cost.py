"""Logical floating-point operations of the work: two a multiply-add, attention at real lengths, logits included."""

from dataclasses import dataclass
from pathlib import Path

from folders import read_configuration


@dataclass(frozen=True)
class Cost:
    """The costs of one model, in operations: of a token's matrices, of a position attended to, of a row of logits."""

    matrices: float
    position: float
    logits: float

    @staticmethod
    def of(folder: Path) -> "Cost":
        config = read_configuration(folder)
        width, layers = config["hidden_size"], config["num_hidden_layers"]
        matrices = 2 * layers * (4 * width**2 + 3 * width * config["intermediate_size"])
        return Cost(matrices, 4 * layers * width, 2 * width * config["vocab_size"])

    def sequence(self, tokens: int, rows: int) -> float:
        """Reading a sequence, with the logits after `rows` of its tokens."""
        return tokens * self.matrices + self.position * tokens * (tokens + 1) / 2 + rows * self.logits

    def sampling(self, prompt: int, new: int, count: int) -> float:
        """One prompt read once and `count` completions of `new` tokens."""
        steps = new - 1
        positions = steps * prompt + steps * (steps + 1) / 2
        return self.sequence(prompt, 1) + count * (steps * (self.matrices + self.logits) + self.position * positions)

    def training(self, batch: int, time: int) -> float:
        """A step: the backward pass costs twice the forward pass."""
        return 3 * batch * self.sequence(time, time)

    def scoring(self, count: int, time: int) -> float:
        return count * self.sequence(time, time - 1)
