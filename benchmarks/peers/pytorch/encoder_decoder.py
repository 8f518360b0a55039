"""The encoder-decoder of packages/stablemoe for translation in PyTorch: what training and decoding share."""

import math

import torch
import torch.nn.functional as F

BF16 = torch.bfloat16


def sinusoidal_positions(length, width):
    half = width // 2
    wavelengths = 10_000 ** (torch.arange(half, dtype=torch.float64) / max(1, half - 1))
    angles = torch.arange(length, dtype=torch.float64).unsqueeze(1) / wavelengths
    return torch.cat([angles.sin(), angles.cos()], 1).float()


def padding_bias(lengths, longest, heads):
    """[B * heads, 1, longest]: -infinity at padding."""
    bias = torch.zeros(len(lengths), 1, longest)
    bias.masked_fill_(torch.arange(longest) >= lengths.view(-1, 1, 1), -math.inf)
    return bias.repeat_interleave(heads, 0)


def split_heads(x, batch, heads):
    """[B * S, D] to [B * heads, S, D / heads]"""
    rows, width = x.shape
    length = rows // batch
    return x.view(batch, length, heads, width // heads).transpose(1, 2).reshape(batch * heads, length, -1)


def merge_heads(x, batch):
    """[B * heads, S, D / heads] to [B * S, D]"""
    each, length, dim = x.shape
    return x.view(batch, each // batch, length, dim).transpose(1, 2).reshape(batch * length, -1)


def attend(q, k, v, bias):
    """softmax(q k^T / sqrt(d) + bias) v; the bias holds 0 or -infinity, and so needs no scale."""
    scores = torch.baddbmm(bias.to(q.dtype), q, k.transpose(1, 2), alpha=1 / math.sqrt(q.shape[-1]))
    return torch.bmm(torch.softmax(scores, -1, dtype=torch.float32).to(v.dtype), v)


class EncoderDecoder:
    """`p` holds parameters by the names of packages/stablemoe, `linear` applies one of them."""

    def __init__(self, size, parameters):
        self.c, self.p = size, parameters
        self.positions = sinusoidal_positions(size["maxLength"], size["width"])

    def norm(self, x, name):
        return F.layer_norm(x, (x.shape[1],), self.p[f"{name}.gain"], self.p[f"{name}.bias"])

    def linear(self, x, name):
        return F.linear(x, self.p[name], self.p[f"{name}.bias"])

    def embed(self, ids, begin=0):
        """[B, S] to [B * S, D]"""
        batch, length = ids.shape
        x = F.embedding(ids, self.p["embeddings"], padding_idx=self.c["padId"]) * math.sqrt(self.c["width"])
        return (x + self.positions[begin : begin + length]).view(batch * length, -1)

    def feed_forward(self, x, name):
        inner = self.linear(self.norm(x, f"{name}.feedForwardNorm"), f"{name}.inner").relu_()
        return x + self.linear(inner, f"{name}.outer")

    def encoder_block(self, x, name, bias, batch):
        heads = self.c["heads"]
        normal = self.norm(x, f"{name}.attentionNorm")
        q = split_heads(self.linear(normal, f"{name}.attention.query"), batch, heads)
        k, v = self.keys_and_values(normal, f"{name}.attention", batch)
        out = merge_heads(attend(q, k, v, bias), batch)
        return self.feed_forward(x + self.linear(out, f"{name}.attention.output"), name)

    def keys_and_values(self, memory, name, batch):
        k, v = self.linear(memory, f"{name}.keyValue").chunk(2, 1)
        return split_heads(k, batch, self.c["heads"]), split_heads(v, batch, self.c["heads"])

    def cross_attention(self, x, name, keys, values, bias, batch):
        q = split_heads(self.linear(self.norm(x, f"{name}.crossNorm"), f"{name}.cross.query"), batch, self.c["heads"])
        return x + self.linear(merge_heads(attend(q, keys, values, bias), batch), f"{name}.cross.output")

    def encode(self, source, bias, moe):
        """[B * S, D] after the final norm; `moe(x)` runs the layer between the blocks."""
        x = self.embed(source)
        for i in range(self.c["encoderLayers"]):
            if i == self.c["after"]:
                x = moe(x)
            x = self.encoder_block(x, f"encoder.blocks.{i}", bias, source.shape[0])
        return self.norm(x, "encoder.finalNorm")
