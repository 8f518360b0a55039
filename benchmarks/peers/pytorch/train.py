"""Runs training steps of the PyTorch peer on request: a line "step" on standard input is answered by one JSON line.

Usage: train.py FOLDER fp32|bf16. FOLDER holds model.json (configuration, parameter names and shapes), model.bin (initial
values) and batches.bin (int32 inputs and targets), written by the harness.
"""

import json
import resource
import sys
import time

import numpy
import torch

from stablemoe import StableMoe


def main():
    folder, precision = sys.argv[1], sys.argv[2]
    torch.set_num_threads(int(sys.argv[3]) if len(sys.argv) > 3 else 2)
    with open(f"{folder}/model.json") as file:
        description = json.load(file)
    config = {**description["config"], "bf16": precision == "bf16"}
    values = numpy.fromfile(f"{folder}/model.bin", dtype=numpy.float32)
    parameters, at = {}, 0
    for name, shape in description["parameters"]:
        count = int(numpy.prod(shape))
        parameters[name] = torch.tensor(values[at : at + count].reshape(shape)).requires_grad_()
        at += count
    del values
    batches = torch.from_numpy(numpy.fromfile(f"{folder}/batches.bin", dtype=numpy.int32)).long()
    batches = batches.view(-1, 2, config["batch"] * config["length"])
    model = StableMoe(config, parameters)
    trained = list(parameters.values())
    optimiser = torch.optim.AdamW(trained, lr=config["learningRate"], weight_decay=config["weightDecay"], foreach=True)
    step = 0
    for line in sys.stdin:
        command = line.strip()
        if command not in ("step", "gradients"):
            break
        inputs, targets = batches[step % len(batches)]
        begun = time.perf_counter()
        task, total = model.loss(inputs, targets)
        total.backward()
        grads = [p.grad for p in trained]
        norm = float(torch.stack(torch._foreach_norm(grads)).double().norm())
        if command == "gradients":
            numpy.concatenate([g.numpy().ravel() for g in grads]).tofile(f"{folder}/gradients.bin")
        if norm > config["gradClipNorm"]:
            torch._foreach_mul_(grads, config["gradClipNorm"] / norm)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        elapsed = (time.perf_counter() - begun) * 1000
        step += 1
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"ms": elapsed, "loss": float(task) / len(targets), "gradNorm": norm, "rssMb": rss}), flush=True)


main()
