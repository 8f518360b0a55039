"""Training of the encoder-decoder, StableMoE stage 1 in encoder and decoder, in PyTorch."""

import math
import time

import torch
import torch.nn.functional as F

from encoder_decoder import BF16, EncoderDecoder, attend, merge_heads, padding_bias, split_heads
from stablemoe import GroupedLinear, LinearCrossEntropy


class TrainedTranslation(EncoderDecoder):
    def __init__(self, size, parameters, bf16):
        super().__init__(size, parameters)
        self.bf16 = bf16
        length = size["maxLength"]
        self.causal = torch.full((length, length), -math.inf).triu_(1)

    def experts(self, x, counts, name):
        offsets = [0] + torch.cumsum(counts, 0).tolist()
        owner = torch.repeat_interleave(torch.arange(len(counts)), counts)
        for s in range(self.c["sublayers"]):
            at = f"{name}.experts.sublayers.{s}"
            normal = F.layer_norm(x, (x.shape[1],))
            normal = normal * self.p[f"{at}.norm.gain"][owner] + self.p[f"{at}.norm.bias"][owner]
            inner = (self.p[f"{at}.inner"], self.p[f"{at}.inner.bias"])
            outer = (self.p[f"{at}.outer"], self.p[f"{at}.outer.bias"])
            hidden = GroupedLinear.apply(normal, *inner, offsets, True, self.bf16)
            x = x + GroupedLinear.apply(hidden, *outer, offsets, False, self.bf16)
        return x

    def moe(self, h, ids, real, name, losses):
        """ids [B * S]; padding, which is not `real`, passes unchanged."""
        n, tokens = self.c["numExperts"], len(real)
        centroids = self.p[f"{name}.router.centroids"]
        with torch.autocast("cpu", enabled=False):
            with torch.no_grad():
                choice = torch.mm(h, centroids.t()).argmax(1)[real]
                order = torch.argsort(choice, stable=True)
                experts, rows = choice[order], real[order]
                counts = torch.bincount(choice, minlength=n)
            selected = h.index_select(0, rows)
            gates = torch.sigmoid((selected * centroids[experts]).sum(1))
            mean = tokens / n
            balance = (((counts - mean) / mean)[experts] * gates).sum()
            features = F.embedding(ids[real], self.p[f"{name}.router.student.embeddings"])
            student = torch.mm(features, self.p[f"{name}.router.student.centroids"].t())
            losses.append(0.3 * balance + 0.3 * F.cross_entropy(student, choice, reduction="sum"))
        delta = (self.experts(selected, counts, name) - selected) * gates.unsqueeze(1)
        return h.index_add(0, rows, delta)

    def decoder_block(self, x, name, keys, values, bias, batch):
        length = x.shape[0] // batch
        qkv = self.linear(self.norm(x, f"{name}.attentionNorm"), f"{name}.queryKeyValue")
        q, k, v = (split_heads(part, batch, self.c["heads"]) for part in qkv.chunk(3, 1))
        out = merge_heads(attend(q, k, v, self.causal[:length, :length]), batch)
        x = x + self.linear(out, f"{name}.attentionOutput")
        return self.feed_forward(self.cross_attention(x, name, keys, values, bias, batch), name)

    def loss(self, batch):
        source, inputs, targets = batch["source"], batch["inputs"], batch["targets"].view(-1)
        count, pad, losses = source.shape[0], self.c["padId"], []
        bias = padding_bias(batch["sourceLengths"], source.shape[1], self.c["heads"])
        real_source, real_target = ((ids.view(-1) != pad).nonzero().view(-1) for ids in (source, inputs))
        with torch.autocast("cpu", dtype=BF16, enabled=self.bf16):
            memory = self.encode(
                source, bias, lambda x: self.moe(x, source.view(-1), real_source, "moe.encoder.0", losses)
            )
            x = self.embed(inputs)
            for i in range(self.c["decoderLayers"]):
                name = f"decoder.blocks.{i}"
                if i == self.c["after"]:
                    x = self.moe(x, inputs.view(-1), real_target, "moe.decoder.0", losses)
                keys, values = self.keys_and_values(memory, f"{name}.cross", count)
                x = self.decoder_block(x, name, keys, values, bias, count)
            x = self.norm(x, "decoder.finalNorm").float()
        smoothing = self.c["labelSmoothing"]
        x, wanted = x.index_select(0, real_target), targets[real_target]
        task = LinearCrossEntropy.apply(x, self.p["embeddings"], wanted, self.bf16, 1 << 23, smoothing)
        return task, (task + sum(losses)) / batch["targetTokens"]


def training(size, parameters, batches, bf16):
    """A function that runs the next step and tells what it took and gave."""
    model = TrainedTranslation(size, parameters, bf16)
    trained = [parameter.requires_grad_() for parameter in parameters.values()]
    optimiser = torch.optim.AdamW(trained, lr=size["learningRate"], weight_decay=size["weightDecay"], foreach=True)
    step = 0

    def go():
        nonlocal step
        batch = batches[step % len(batches)]
        begun = time.perf_counter()
        task, total = model.loss(batch)
        total.backward()
        grads = [p.grad for p in trained]
        norm = float(torch.stack(torch._foreach_norm(grads)).double().norm())
        if norm > size["gradClipNorm"]:
            torch._foreach_mul_(grads, size["gradClipNorm"] / norm)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        elapsed = (time.perf_counter() - begun) * 1000
        step += 1
        loss = float(task) / batch["targetTokens"]
        return {"ms": elapsed, "loss": loss, "gradNorm": norm, "targetTokens": batch["targetTokens"]}

    return go
