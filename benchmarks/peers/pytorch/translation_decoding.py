"""Beam search of the encoder-decoder in PyTorch: cached keys and values, all sentences and beginnings together, MoE layers by
routing table. The end is barred, so no beginning ever finishes before the others.

In bf16 the weights are rounded once and stay bf16; sums between the layers are fp32. Attention over one's own past has one
query for each beginning: in fp32 PyTorch without MKL runs such batched products one by one, and elementwise products are
faster; in bf16 oneDNN takes the whole batch.
"""

import math
import time

import torch
import torch.nn.functional as F

from encoder_decoder import BF16, EncoderDecoder, padding_bias


class TranslatingModel(EncoderDecoder):
    def __init__(self, size, parameters, tables, bf16):
        self.bf16 = bf16
        kept = (".gain", ".bias", "embeddings", ".router.centroids")
        cast = {n: p if n.endswith(kept) and not self.is_linear_bias(n) else p.to(BF16) for n, p in parameters.items()}
        super().__init__(size, cast if bf16 else parameters)
        self.output = parameters["embeddings"].to(BF16) if bf16 else parameters["embeddings"]
        self.tables = {name: torch.tensor(table) for name, table in tables.items()}

    @staticmethod
    def is_linear_bias(name):
        return name.endswith(".bias") and "orm.bias" not in name

    def linear(self, x, name):
        return super().linear(x.to(BF16) if self.bf16 else x, name)

    def moe(self, h, ids, real, name):
        """`real` [n] rows that are no padding, or None where all are."""
        choice = self.tables[name][ids]
        rows = torch.argsort(choice if real is None else choice[real], stable=True)
        rows = rows if real is None else real[rows]
        experts = choice[rows]
        counts = torch.bincount(experts, minlength=self.c["numExperts"]).tolist()
        selected = x = h.index_select(0, rows)
        gates = torch.sigmoid((selected * self.p[f"{name}.router.centroids"][experts]).sum(1, keepdim=True))
        for s in range(self.c["sublayers"]):
            at = f"{name}.experts.sublayers.{s}"
            normal = F.layer_norm(x, (x.shape[1],))
            normal = torch.addcmul(self.p[f"{at}.norm.bias"][experts], normal, self.p[f"{at}.norm.gain"][experts])
            hidden = self.grouped(normal, f"{at}.inner", counts).relu_()
            x = x + self.grouped(hidden, f"{at}.outer", counts)
        return h.index_add(0, rows, (x - selected).mul_(gates))

    def grouped(self, x, name, counts):
        weight, bias = self.p[name], self.p[f"{name}.bias"]
        x = x.to(weight.dtype)
        y = torch.empty(x.shape[0], weight.shape[1], dtype=x.dtype)
        at = 0
        for e, count in enumerate(counts):
            if count > 0:
                torch.addmm(bias[e], x[at : at + count], weight[e].t(), out=y[at : at + count])
                at += count
        return y

    def own_past(self, q, keys, values):
        """q [N, heads, d]; keys and values [N, heads, t, d]"""
        scale = 1 / math.sqrt(q.shape[-1])
        if self.bf16:
            each = (-1, keys.shape[2], keys.shape[3])
            k, v = keys.reshape(each), values.reshape(each)
            scores = torch.bmm(q.reshape(k.shape[0], 1, -1), k.transpose(1, 2))
            weights = torch.softmax(scores * scale, -1, dtype=torch.float32).to(BF16)
            return torch.bmm(weights, v).view(q.shape[0], -1)
        weights = torch.softmax((q.unsqueeze(2) * keys).sum(-1).mul_(scale), -1)
        return (weights.unsqueeze(-1) * values).sum(2).view(q.shape[0], -1)

    def decode(self, ids, past, memory, bias, batch):
        """One more token of each beginning, [N]; `past` holds keys and values of each block and grows by one place."""
        heads = self.c["heads"]
        x = self.embed(ids.view(-1, 1), past[0][0].shape[2] if past[0] is not None else 0)
        for i in range(self.c["decoderLayers"]):
            name = f"decoder.blocks.{i}"
            if i == self.c["after"]:
                x = self.moe(x, ids, None, "moe.decoder.0")
            qkv = self.linear(self.norm(x, f"{name}.attentionNorm"), f"{name}.queryKeyValue")
            q, k, v = qkv.view(len(ids), 3, heads, 1, -1).unbind(1)
            if past[i] is not None:
                k, v = torch.cat([past[i][0], k], 2), torch.cat([past[i][1], v], 2)
            past[i] = (k, v)
            x = x + self.linear(self.own_past(q.squeeze(2), k, v), f"{name}.attentionOutput")
            x = self.cross_attention(x, name, *memory[i], bias, batch)
            x = self.feed_forward(x, name)
        x = self.norm(x, "decoder.finalNorm")
        return F.linear(x.to(self.output.dtype), self.output).float()


def translate(model, batch):
    """The best translation of every sentence, [B, targetLength]"""
    c, source = model.c, batch["source"]
    count, beam = source.shape[0], c["beam"]
    bias = padding_bias(batch["sourceLengths"], source.shape[1], c["heads"])
    real = (source.view(-1) != c["padId"]).nonzero().view(-1)
    encoded = model.encode(source, bias, lambda x: model.moe(x, source.view(-1), real, "moe.encoder.0"))
    memory = [
        model.keys_and_values(encoded, f"decoder.blocks.{i}.cross", count) for i in range(c["decoderLayers"])
    ]
    past = [None] * c["decoderLayers"]
    ids = torch.full((count,), c["endId"])
    total = torch.zeros(count, 1)
    tokens = torch.empty(count, 0, dtype=torch.long)
    first_row = torch.arange(count).view(-1, 1)
    for length in range(1, c["targetLength"] + 1):
        logits = model.decode(ids, past, memory, bias, count)
        normaliser = torch.logsumexp(logits, 1, keepdim=True)
        logits[:, c["padId"]] = logits[:, c["endId"]] = -math.inf
        # The best of a sentence are among the best of each of its beginnings.
        values, found = logits.topk(beam, 1)
        scores = (values - normaliser + total).view(count, -1)
        total, at = scores.topk(beam, 1)
        each = scores.shape[1] // beam
        rows = (first_row * each + at // beam).view(-1)
        ids = found.view(count, -1).gather(1, at).view(-1)
        total = total.view(-1, 1)
        tokens = torch.cat([tokens.index_select(0, rows), ids.view(-1, 1)], 1)
        if length < c["targetLength"]:
            past = [(k.index_select(0, rows), v.index_select(0, rows)) for k, v in past]
    return tokens.view(count, beam, -1)[:, 0]


def translating(size, parameters, tables, batch, bf16):
    """A function that translates all sentences and tells what it took and gave."""
    model = TranslatingModel(size, parameters, tables, bf16)

    def go():
        with torch.inference_mode():
            begun = time.perf_counter()
            tokens = translate(model, batch).tolist()
            return {"ms": (time.perf_counter() - begun) * 1000, "tokens": tokens}

    return go
