"""Writes small random Llama folders with Hugging Face transformers, and the logits that transformers computes of them.

Run it with transformers 5 and then with transformers 4, each writes the folders of its own version:
    pip install torch==2.13.0+cpu transformers==5.23.0 && python transformers_folders.py
    pip install torch==2.13.0+cpu transformers==4.57.3 && python transformers_folders.py

Each folder gets an expected.json: prompts, and per prompt the logits after each of its tokens, as base64 of little-endian
float32, computed in float64 from the weights in the folder.
"""

import base64
import json
import shutil
from pathlib import Path

import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

HERE = Path(__file__).parent / "folders"
MAJOR = int(transformers.__version__.split(".")[0])
LLAMA3 = {
    "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
    "original_max_position_embeddings": 32,
}


def rope(theta, scaling=None):
    if MAJOR == 4:
        return {"rope_theta": theta, "rope_scaling": scaling}
    return {"rope_parameters": {"rope_theta": theta, **(scaling or {"rope_type": "default"})}}


def encode(tensor):
    return base64.b64encode(tensor.detach().float().numpy().astype("<f4").tobytes()).decode()


def make(name, seed, dtype=torch.float32, shard="1GB", tokenizer=False, **fields):
    torch.manual_seed(seed)
    folder = HERE / f"{name}-{MAJOR}"
    shutil.rmtree(folder, ignore_errors=True)
    config = LlamaConfig(rms_norm_eps=1e-5, attn_implementation="eager", **fields)
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(torch.randn(p.shape) * 0.3 + (1 if p.dim() == 1 else 0))
        # Numbers below the normal range of half precision must survive too.
        model.model.layers[0].mlp.up_proj.weight[0, :4] = torch.tensor([6e-8, -3.1e-6, 6.0e-5, -5.96e-8])
    model = model.to(dtype)
    model.save_pretrained(folder, max_shard_size=shard)
    if tokenizer:
        words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(config.vocab_size)}, unk_token="w0"))
        words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        PreTrainedTokenizerFast(
            tokenizer_object=words, pad_token="w0", eos_token="w1", unk_token="w0").save_pretrained(folder)
    loaded = LlamaForCausalLM.from_pretrained(folder, attn_implementation="eager").double().eval()
    prompts = [torch.randint(0, config.vocab_size, (n,)).tolist() for n in (1, 7, 60)]
    with torch.no_grad():
        logits = [encode(loaded(torch.tensor([p])).logits[0]) for p in prompts]
    expected = {"transformers": transformers.__version__, "prompts": prompts, "logits": logits}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    for extra in folder.glob("*.md"):
        extra.unlink()


def main():
    make(
        "grouped", 1, vocab_size=33, hidden_size=24, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=2,
        head_dim=10, intermediate_size=20, max_position_embeddings=64, tie_word_embeddings=False, eos_token_id=[1, 5],
        bos_token_id=2, pad_token_id=None, **rope(500000.0, LLAMA3))
    make(
        "sharded", 2, dtype=torch.bfloat16, shard="3KB", vocab_size=40, hidden_size=16, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=1, intermediate_size=24, max_position_embeddings=64,
        tie_word_embeddings=False, eos_token_id=None, bos_token_id=None, **rope(1000000.0))
    make(
        "half", 3, dtype=torch.float16, vocab_size=25, hidden_size=24, num_hidden_layers=1, num_attention_heads=3,
        num_key_value_heads=3, intermediate_size=20, max_position_embeddings=64, tie_word_embeddings=True,
        eos_token_id=1, bos_token_id=None, **rope(10000.0))
    make(
        "tied", 4, tokenizer=True, vocab_size=21, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=12, intermediate_size=18, max_position_embeddings=64, tie_word_embeddings=True,
        eos_token_id=1, bos_token_id=None, pad_token_id=0, **rope(10000.0))


if __name__ == "__main__":
    main()
