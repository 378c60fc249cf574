"""Writes a model folder as a float32 GGUF file, which llama.cpp reads."""

from pathlib import Path

import gguf
import numpy
from folders import read_configuration, read_words
from safetensors.numpy import load_file

NAMES = {
    "input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}


def interleaved(matrix: numpy.ndarray, heads: int) -> numpy.ndarray:
    """The rows of a query or key matrix with the halves of each head's pairs side by side, as llama.cpp turns them."""
    rows, columns = matrix.shape
    return matrix.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def write(folder: Path, file: Path) -> Path:
    """Writes the file and returns it."""
    config, tensors = read_configuration(folder), load_file(folder / "model.safetensors")
    words = sorted(read_words(folder), key=read_words(folder).get)
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_rope_dimension_count(config["head_dim"])
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words)
    writer.add_token_scores([0.0] * len(words))
    writer.add_token_types([gguf.TokenType.CONTROL] * 2 + [gguf.TokenType.NORMAL] * (len(words) - 2))
    writer.add_eos_token_id(1)
    writer.add_tensor("token_embd.weight", tensors["model.embed_tokens.weight"])
    writer.add_tensor("output_norm.weight", tensors["model.norm.weight"])
    for index in range(config["num_hidden_layers"]):
        for name, other in NAMES.items():
            tensor = tensors[f"model.layers.{index}.{name}.weight"]
            if other in ("attn_q", "attn_k"):
                tensor = interleaved(tensor, config["num_attention_heads"])
            writer.add_tensor(f"blk.{index}.{other}.weight", numpy.ascontiguousarray(tensor))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return file
