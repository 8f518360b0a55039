"""StableMoE language model, stage 1, in PyTorch: the same mathematics as packages/stablemoe, written to be fast on a CPU.

Where PyTorch's own autograd would waste time or memory, custom functions take over: the output projection is
differentiated chunk by chunk without holding all logits, and the experts run as products over sorted segments that write
into preallocated memory. bf16 means bf16 operands for every product except the router's, as torch.autocast does.
"""

import math

import torch
import torch.nn.functional as F

BF16 = torch.bfloat16


class LinearCrossEntropy(torch.autograd.Function):
    """sum of -log softmax(x W^T)[target]; gradients are made in the forward pass, a chunk of rows at a time.

    With label smoothing the wanted distribution is (1 - smoothing) onehot + smoothing / V.
    """

    @staticmethod
    def forward(ctx, x, weight, targets, bf16, chunk_elements=1 << 23, smoothing=0.0):
        rows, vocab = x.shape[0], weight.shape[0]
        chunk = max(1, chunk_elements // vocab)
        w = weight.to(BF16) if bf16 else weight
        h = x.to(BF16) if bf16 else x
        dx, dw = torch.empty_like(x), torch.zeros_like(weight)
        total = 0.0
        for start in range(0, rows, chunk):
            part, target = h[start : start + chunk], targets[start : start + chunk]
            logits = torch.mm(part, w.t())
            if bf16:
                logits = logits.float()
            normaliser = torch.logsumexp(logits, 1, keepdim=True)
            picked = logits.gather(1, target.unsqueeze(1))
            wanted = picked if smoothing == 0 else picked * (1 - smoothing) + logits.mean(1, keepdim=True) * smoothing
            total += float((normaliser - wanted).double().sum())
            grad = logits.sub_(normaliser).exp_()
            if smoothing > 0:
                grad.sub_(smoothing / vocab)
            grad[torch.arange(len(target)), target] -= 1 - smoothing
            if bf16:
                grad = grad.to(BF16)
                dx[start : start + chunk] = torch.mm(grad, w)
                dw.add_(torch.mm(grad.t(), part))
            else:
                torch.mm(grad, w, out=dx[start : start + chunk])
                dw.addmm_(grad.t(), part)
        ctx.save_for_backward(dx, dw)
        return x.new_tensor(total)

    @staticmethod
    def backward(ctx, upstream):
        dx, dw = ctx.saved_tensors
        return dx.mul_(upstream), dw.mul_(upstream), None, None, None, None


class GroupedLinear(torch.autograd.Function):
    """y_e = x_e W_e^T + b_e over rows sorted by expert, optionally through relu."""

    @staticmethod
    def forward(ctx, x, weight, bias, offsets, relu, bf16):
        w = weight.to(BF16) if bf16 else weight
        h = x.to(BF16) if bf16 else x
        b = bias.to(BF16) if bf16 else bias
        y = torch.empty(x.shape[0], weight.shape[1], dtype=h.dtype)
        for e in range(weight.shape[0]):
            start, end = offsets[e], offsets[e + 1]
            if end > start:
                torch.addmm(b[e], h[start:end], w[e].t(), out=y[start:end])
        if relu:
            y.relu_()
        ctx.save_for_backward(h, w, y if relu else None)
        ctx.offsets, ctx.dtype = offsets, x.dtype
        return y

    @staticmethod
    def backward(ctx, dy):
        h, w, y = ctx.saved_tensors
        if y is not None:
            dy = dy * (y > 0)
        dy = dy.to(h.dtype).contiguous()
        dx, dw = torch.empty_like(h), torch.zeros_like(w)
        db = torch.zeros(w.shape[0], w.shape[1])
        for e in range(w.shape[0]):
            start, end = ctx.offsets[e], ctx.offsets[e + 1]
            if end > start:
                torch.mm(dy[start:end], w[e], out=dx[start:end])
                torch.mm(dy[start:end].t(), h[start:end], out=dw[e])
                db[e] = dy[start:end].sum(0)
        return dx.to(ctx.dtype), dw.float(), db, None, None, None


class StableMoe:
    """Parameters are a dictionary with the names of packages/stablemoe."""

    def __init__(self, config, parameters):
        self.c, self.p = config, parameters
        length = config["length"]
        self.mask = torch.full((length, length), -math.inf).triu_(1)
        self.positions = torch.arange(length)

    def block(self, x, name):
        p, c = self.p, self.c
        batch, length, width, heads = c["batch"], c["length"], c["width"], c["heads"]
        normal = F.layer_norm(x, (width,), p[f"{name}.attentionNorm.gain"], p[f"{name}.attentionNorm.bias"])
        qkv = F.linear(normal, p[f"{name}.queryKeyValue"], p[f"{name}.queryKeyValue.bias"])
        q, k, v = qkv.view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        size = (batch * heads, length, width // heads)
        q, k, v = q.reshape(size), k.reshape(size), v.reshape(size)
        mask = self.mask.to(q.dtype)
        scores = torch.baddbmm(mask, q, k.transpose(1, 2), alpha=1 / math.sqrt(width // heads))
        out = torch.bmm(torch.softmax(scores, -1, dtype=torch.float32).to(v.dtype), v)
        out = out.view(batch, heads, length, -1).transpose(1, 2).reshape(batch * length, width)
        u = x + F.linear(out, p[f"{name}.attentionOutput"], p[f"{name}.attentionOutput.bias"])
        normal = F.layer_norm(u, (width,), p[f"{name}.feedForwardNorm.gain"], p[f"{name}.feedForwardNorm.bias"])
        inner = F.linear(normal, p[f"{name}.inner"], p[f"{name}.inner.bias"]).relu_()
        return u + F.linear(inner, p[f"{name}.outer"], p[f"{name}.outer.bias"])

    def experts(self, x, offsets, name):
        p, bf16 = self.p, self.c["bf16"]
        counts = torch.tensor([offsets[e + 1] - offsets[e] for e in range(len(offsets) - 1)])
        owner = torch.repeat_interleave(torch.arange(len(counts)), counts)
        for s in range(self.c["sublayers"]):
            at = f"{name}.experts.sublayers.{s}"
            normal = F.layer_norm(x, (x.shape[1],))
            normal = normal * p[f"{at}.norm.gain"][owner] + p[f"{at}.norm.bias"][owner]
            hidden = GroupedLinear.apply(normal, p[f"{at}.inner"], p[f"{at}.inner.bias"], offsets, True, bf16)
            x = x + GroupedLinear.apply(hidden, p[f"{at}.outer"], p[f"{at}.outer.bias"], offsets, False, bf16)
        return x

    def moe(self, h, ids, name):
        p, c = self.p, self.c
        n, tokens = c["numExperts"], h.shape[0]
        centroids = p[f"{name}.router.centroids"]
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            choice = torch.mm(h.float(), centroids.t()).argmax(1)
            order = torch.argsort(choice, stable=True)
            sorted_choice = choice[order]
            counts = torch.bincount(choice, minlength=n)
        with torch.autocast("cpu", enabled=False):
            gates = torch.sigmoid((h[order] * centroids[sorted_choice]).sum(1))
            mean = tokens / n
            balance = (((counts - mean) / mean)[sorted_choice] * gates).sum()
            features = F.embedding(ids, p[f"{name}.router.student.embeddings"])
            student = torch.mm(features, p[f"{name}.router.student.centroids"].t())
            distillation = F.cross_entropy(student, choice, reduction="sum")
        capacity = int(c["capacityFactor"] * tokens / n)
        starts = torch.cumsum(counts, 0) - counts
        kept = (torch.arange(tokens) - starts[sorted_choice]) < capacity
        if not bool(kept.all()):
            order, gates = order[kept], gates[kept]
            counts = counts.clamp(max=capacity)
        offsets = [0] + torch.cumsum(counts, 0).tolist()
        selected = h.index_select(0, order)
        delta = (self.experts(selected, offsets, name) - selected) * gates.unsqueeze(1)
        return h.index_add(0, order, delta.to(h.dtype)), 0.3 * balance + 0.3 * distillation

    def loss(self, ids, targets):
        p, c = self.p, self.c
        tokens = len(targets)
        scale = math.sqrt(c["width"])
        x = F.embedding(ids, p["embeddings"]) * scale + p["positions"][self.positions].repeat(c["batch"], 1)
        extra = 0.0
        with torch.autocast("cpu", dtype=BF16, enabled=c["bf16"]):
            for i in range(c["layers"]):
                if i == c["after"]:
                    x, extra = self.moe(x, ids, "moe.0")
                x = self.block(x, f"blocks.{i}")
            x = F.layer_norm(x, (c["width"],), p["finalNorm.gain"], p["finalNorm.bias"]).float()
        with torch.autocast("cpu", enabled=False):
            task = LinearCrossEntropy.apply(x, p["embeddings"], targets, c["bf16"])
        return task, (task + extra) / tokens
