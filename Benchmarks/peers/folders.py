"""Model folders in the Hugging Face Llama layout: random ones to be timed, and reading any.

`folders.py FOLDER d64` writes a random one.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy
from safetensors.numpy import save_file


@dataclass(frozen=True)
class Shape:
    """The shape of a model, by the names of the targets."""

    name: str
    width: int
    layers: int
    heads: int
    hidden: int
    vocabulary: int = 128
    context: int = 512


D64 = Shape("d64", width=64, layers=3, heads=4, hidden=176)
D128 = Shape("d128", width=128, layers=4, heads=4, hidden=352)


def configuration(shape: Shape) -> dict:
    """What `config.json` says of a shape: float32, tied embeddings, the end token 1 and the padding 0."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.width,
        "intermediate_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.heads,
        "head_dim": shape.width // shape.heads,
        "max_position_embeddings": shape.context,
        "rope_theta": 10000,
        "rms_norm_eps": 1e-5,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "attention_bias": False,
        "mlp_bias": False,
        "torch_dtype": "float32",
        "eos_token_id": 1,
        "pad_token_id": 0,
    }


def tensors(shape: Shape, seed: int) -> dict[str, numpy.ndarray]:
    """Random weights: embedding with deviation 0.05, matrices 1/sqrt(inputs), the residual's writers smaller."""
    random = numpy.random.default_rng(seed)
    residual = (2 * shape.layers) ** -0.5

    def matrix(rows: int, columns: int, scale: float = 1) -> numpy.ndarray:
        return (random.standard_normal((rows, columns)) * scale * columns**-0.5).astype(numpy.float32)

    width, hidden = shape.width, shape.hidden
    ones = numpy.ones(width, numpy.float32)
    found = {
        "model.embed_tokens.weight": matrix(shape.vocabulary, width, 0.05 * width**0.5),
        "model.norm.weight": ones,
    }
    for index in range(shape.layers):
        layer = {
            "input_layernorm": ones,
            "self_attn.q_proj": matrix(width, width),
            "self_attn.k_proj": matrix(width, width),
            "self_attn.v_proj": matrix(width, width),
            "self_attn.o_proj": matrix(width, width, residual),
            "post_attention_layernorm": ones,
            "mlp.gate_proj": matrix(hidden, width),
            "mlp.up_proj": matrix(hidden, width),
            "mlp.down_proj": matrix(width, hidden, residual),
        }
        found |= {f"model.layers.{index}.{name}.weight": tensor for name, tensor in layer.items()}
    return found


def tokenizer(vocabulary: int) -> dict:
    """A vocabulary of whole words, `t3` and so on behind the padding and the end."""
    words = ["<pad>", "<e>"] + [f"t{index}" for index in range(2, vocabulary)]
    special = [
        {"id": index, "content": words[index], "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True}
        for index in range(2)
    ]
    return {
        "version": "1.0",
        "added_tokens": special,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "model": {
            "type": "WordLevel", "vocab": {word: index for index, word in enumerate(words)}, "unk_token": "<pad>",
        },
    }


def write_random(folder: Path, shape: Shape, seed: int = 1) -> Path:
    """Writes a random model of a shape and returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(configuration(shape), indent=2))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(shape.vocabulary), indent=2))
    save_file(tensors(shape, seed), folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def read_configuration(folder: Path | str) -> dict:
    """What `config.json` of a folder says."""
    return json.loads((Path(folder) / "config.json").read_text())


def read_words(folder: Path | str) -> dict[str, int]:
    """The token of each word of a folder's vocabulary."""
    return json.loads((Path(folder) / "tokenizer.json").read_text())["model"]["vocab"]


if __name__ == "__main__":
    write_random(Path(sys.argv[1]), {shape.name: shape for shape in (D64, D128)}[sys.argv[2]])
