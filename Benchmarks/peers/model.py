"""A Llama decoder in plain PyTorch, written to be fast on a CPU, with the weights of a Hugging Face folder."""

from pathlib import Path

import torch
import torch.nn.functional as F
from folders import read_configuration
from safetensors.torch import load_file
from torch import Tensor, nn


class Block(nn.Module):
    """One layer; queries, keys and values are one product, and so are gate and up."""

    def __init__(self, width: int, heads: int, hidden: int, epsilon: float):
        super().__init__()
        self.heads, self.head_width, self.epsilon = heads, width // heads, epsilon
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.feed_forward_norm = nn.Parameter(torch.ones(width))
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.output = nn.Linear(width, width, bias=False)
        self.gate_up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def norm(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.rms_norm(x, weight.shape, weight, self.epsilon)

    def feed_forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up(self.norm(x, self.feed_forward_norm)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`x [batch, time, width]` after the layer, with its keys and values `[batch, heads, time, head width]`."""
        batch, time, width = x.shape
        qkv = self.qkv(self.norm(x, self.attention_norm)).view(batch, time, 3, self.heads, self.head_width)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(mixed.transpose(1, 2).reshape(batch, time, width))
        return self.feed_forward(x), k, v


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions on half-split pairs."""
    one, other = x.chunk(2, -1)
    return torch.cat([one * cos - other * sin, other * cos + one * sin], -1)


class Llama(nn.Module):
    """The model of a folder, in float32."""

    def __init__(self, folder: Path | str):
        super().__init__()
        config = read_configuration(folder)
        width, heads, self.layers = config["hidden_size"], config["num_attention_heads"], config["num_hidden_layers"]
        self.heads, self.head_width, self.epsilon = heads, width // heads, config["rms_norm_eps"]
        self.embedding = nn.Parameter(torch.empty(config["vocab_size"], width))
        blocks = (Block(width, heads, config["intermediate_size"], self.epsilon) for _ in range(self.layers))
        self.blocks = nn.ModuleList(blocks)
        self.final_norm = nn.Parameter(torch.ones(width))
        theta = config.get("rope_theta") or config["rope_parameters"]["rope_theta"]
        frequencies = theta ** -(torch.arange(0, self.head_width, 2, dtype=torch.float64) / self.head_width)
        angles = torch.outer(torch.arange(config["max_position_embeddings"], dtype=torch.float64), frequencies)
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)
        self.load(load_file(Path(folder) / "model.safetensors"))

    @torch.no_grad()
    def load(self, tensors: dict[str, Tensor]) -> None:
        self.embedding.copy_(tensors["model.embed_tokens.weight"])
        self.final_norm.copy_(tensors["model.norm.weight"])
        for index, block in enumerate(self.blocks):
            def named(*names: str) -> Tensor:
                return torch.cat([tensors[f"model.layers.{index}.{name}.weight"] for name in names])

            block.attention_norm.copy_(named("input_layernorm"))
            block.feed_forward_norm.copy_(named("post_attention_layernorm"))
            block.qkv.weight.copy_(named("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"))
            block.output.weight.copy_(named("self_attn.o_proj"))
            block.gate_up.weight.copy_(named("mlp.gate_proj", "mlp.up_proj"))
            block.down.weight.copy_(named("mlp.down_proj"))

    def logits(self, x: Tensor) -> Tensor:
        return F.linear(F.rms_norm(x, self.final_norm.shape, self.final_norm, self.epsilon), self.embedding)

    def forward(self, tokens: Tensor) -> Tensor:
        """The logits after each token, `[batch, time, vocabulary]`."""
        x = F.embedding(tokens, self.embedding)
        cos, sin = self.cos[: tokens.shape[1]], self.sin[: tokens.shape[1]]
        for block in self.blocks:
            x, _, _ = block(x, cos, sin)
        return self.logits(x)
