"""Sampling with plain PyTorch: the prompt is read once, then all sequences are decoded side by side."""

import torch
import torch.nn.functional as F
from model import Llama, rotate
from torch import Tensor


class Cache:
    """Keys and values of all positions to come, `[sequences, heads, capacity, head width]` for each layer."""

    def __init__(self, model: Llama, sequences: int, capacity: int):
        shape = (sequences, model.heads, capacity, model.head_width)
        self.keys = [torch.zeros(shape) for _ in model.blocks]
        self.values = [torch.zeros(shape) for _ in model.blocks]


def prefill(model: Llama, prompt: Tensor, cache: Cache) -> Tensor:
    """Reads one prompt for all sequences of the cache and returns the logits that follow it, `[1, vocabulary]`."""
    x, length = F.embedding(prompt[None], model.embedding), len(prompt)
    for block, keys, values in zip(model.blocks, cache.keys, cache.values):
        x, k, v = block(x, model.cos[:length], model.sin[:length])
        keys[:, :, :length], values[:, :, :length] = k, v
    return model.logits(x[:, -1])


def decode(model: Llama, tokens: Tensor, position: int, cache: Cache) -> Tensor:
    """Writes one token of every sequence and returns the logits that follow, `[sequences, vocabulary]`."""
    x = F.embedding(tokens, model.embedding)
    cos, sin = model.cos[position], model.sin[position]
    for block, keys, values in zip(model.blocks, cache.keys, cache.values):
        qkv = block.qkv(block.norm(x, block.attention_norm)).view(-1, 3, model.heads, model.head_width)
        turned = rotate(qkv[:, :2], cos, sin)
        keys[:, :, position], values[:, :, position] = turned[:, 1], qkv[:, 2]
        mixed = F.scaled_dot_product_attention(
            turned[:, 0, :, None], keys[:, :, : position + 1], values[:, :, : position + 1])
        x = block.feed_forward(x + block.output(mixed.reshape(x.shape)))
    return model.logits(x)


def decode_static(
    model: Llama, tokens: Tensor, position: Tensor, keys: list[Tensor], values: list[Tensor]
) -> Tensor:
    """The same with a position that is a tensor, so that one compiled graph serves all positions."""
    x = F.embedding(tokens, model.embedding)
    cos, sin = model.cos[position], model.sin[position]
    mask = torch.arange(keys[0].shape[2])[None, None, None] <= position
    for index, block in enumerate(model.blocks):
        qkv = block.qkv(block.norm(x, block.attention_norm)).view(-1, 3, model.heads, model.head_width)
        turned = rotate(qkv[:, :2], cos, sin)
        keys[index].index_copy_(2, position, turned[:, 1, :, None])
        values[index].index_copy_(2, position, qkv[:, 2, :, None])
        mixed = F.scaled_dot_product_attention(turned[:, 0, :, None], keys[index], values[index], attn_mask=mask)
        x = block.feed_forward(x + block.output(mixed.reshape(x.shape)))
    return model.logits(x)


def draw(logits: Tensor) -> Tensor:
    """One token of each row at temperature 1, by the exponential race, which is faster than `multinomial`."""
    return (F.softmax(logits, -1) / torch.empty_like(logits).exponential_()).argmax(-1)


class Sampling:
    """Draws `count` completions of `new` tokens of one prompt."""

    def __init__(self, folder: str, count: int, prompt: list[int], new: int, compiled: bool):
        self.model, self.count, self.new = Llama(folder).eval(), count, new
        self.prompt = torch.tensor(prompt)
        self.cache = Cache(self.model, count, len(prompt) + new)
        self.step = torch.compile(decode_static, dynamic=False) if compiled else None

    @torch.inference_mode()
    def run(self) -> int:
        """Returns the number of tokens drawn."""
        tokens = draw(prefill(self.model, self.prompt, self.cache).expand(self.count, -1))
        drawn = [tokens]
        for position in range(len(self.prompt), len(self.prompt) + self.new - 1):
            if self.step is None:
                logits = decode(self.model, tokens, position, self.cache)
            else:
                place = torch.tensor([position])
                logits = self.step(self.model, tokens, place, self.cache.keys, self.cache.values)
            tokens = draw(logits)
            drawn.append(tokens)
        return torch.stack(drawn, 1).numel()
