"""Writes llama_reference.json: what the Llama of Hugging Face transformers computes for a tiny model in float64.

Run in an environment of its own, outside the project:
    pip install torch==2.13.0+cpu transformers && python llama_reference.py
Arrays are base64 of little-endian float32, in the order of the tensor's elements.
"""

import base64
import json
from pathlib import Path

import numpy
import torch
import transformers
from transformers import LlamaConfig, LlamaForCausalLM

SEQUENCES = [
    ([3, 7, 11], [5, 6, 1]),
    ([4, 4, 19, 2, 8], [9, 12, 13, 14, 1]),
    ([17], [16, 15, 14, 13, 12, 11, 10, 1]),
    ([2, 3, 5, 7, 11, 13, 17, 19, 18, 16, 14, 12, 10, 9, 8, 6, 4, 3], [1]),
]
RECIPE = {
    "learningRate": 0.01, "warmUpSteps": 4, "beta1": 0.9, "beta2": 0.98, "epsilon": 1e-8, "weightDecay": 0.1,
    "clipNorm": 0.5, "steps": 10,
}


def encode(tensor):
    return base64.b64encode(tensor.detach().numpy().astype("<f4").tobytes()).decode()


def named(model, value):
    return {name: {"shape": list(p.shape), "values": encode(value(p))} for name, p in model.named_parameters()}


def summed_loss(model, prompt, completion):
    tokens = torch.tensor([prompt + completion])
    logits = model(tokens).logits[0, len(prompt) - 1 : -1]
    return torch.nn.functional.cross_entropy(logits, torch.tensor(completion), reduction="sum")


def mean_loss(model):
    return sum(summed_loss(model, *s) for s in SEQUENCES) / sum(len(c) for _, c in SEQUENCES)


def main():
    torch.manual_seed(20)
    config = LlamaConfig(
        vocab_size=20, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2,
        intermediate_size=32, max_position_embeddings=64, rope_theta=10000.0, rms_norm_eps=1e-5,
        tie_word_embeddings=True, attention_bias=False, mlp_bias=False, attn_implementation="eager",
        pad_token_id=0, bos_token_id=None, eos_token_id=1)
    model = LlamaForCausalLM(config).double()
    with torch.no_grad():
        for name, p in model.named_parameters():
            scale = 0.5 if p.dim() == 1 else 0.3
            p.copy_((torch.randn(p.shape) * scale + (1 if p.dim() == 1 else 0)).float().double())
    result = {
        "transformers": transformers.__version__, "torch": torch.__version__, "recipe": RECIPE,
        "sequences": [{"prompt": p, "completion": c} for p, c in SEQUENCES],
        "weights": named(model, lambda p: p),
        "logits": [
            encode(model(torch.tensor([p + c])).logits[0, len(p) - 1 : -1]) for p, c in SEQUENCES
        ],
    }
    loss = mean_loss(model)
    loss.backward()
    result["loss"] = loss.item()
    result["gradients"] = named(model, lambda p: p.grad)
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": RECIPE["weightDecay"]}, {"params": vectors, "weight_decay": 0.0}],
        lr=RECIPE["learningRate"], betas=(RECIPE["beta1"], RECIPE["beta2"]), eps=RECIPE["epsilon"])
    result["losses"] = []
    for step in range(1, RECIPE["steps"] + 1):
        for group in optimizer.param_groups:
            group["lr"] = RECIPE["learningRate"] * min(1, step / RECIPE["warmUpSteps"])
        optimizer.zero_grad()
        loss = mean_loss(model)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), RECIPE["clipNorm"])
        optimizer.step()
        result["losses"].append(loss.item())
    result["trained"] = named(model, lambda p: p)
    path = Path(__file__).with_name("llama_reference.json")
    path.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
