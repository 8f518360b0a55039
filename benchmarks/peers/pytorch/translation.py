"""Trains or translates on request: a line "go" on standard input is answered by one JSON line.

Usage: translation.py FOLDER fp32|bf16. FOLDER holds model.json (sizes, the task, names and shapes of the parameters, routing
tables), model.bin (values) and batches.json (padded pairs), written by the harness.
"""

import json
import os
import sys

# PyTorch 1.13 keeps to AVX2 in its own kernels unless it is told otherwise; with AVX-512 they are faster.
with open("/proc/cpuinfo") as cpu:
    if "avx512f" in cpu.read():
        os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx512")

import numpy
import torch

from translation_decoding import translating
from translation_training import training


def read_parameters(folder, names):
    values = numpy.fromfile(f"{folder}/model.bin", dtype=numpy.float32)
    parameters, at = {}, 0
    for name, shape in names:
        count = int(numpy.prod(shape))
        parameters[name] = torch.tensor(values[at : at + count].reshape(shape))
        at += count
    return parameters


def read_batches(folder):
    with open(f"{folder}/batches.json") as file:
        batches = json.load(file)
    for batch in batches:
        for name in ("source", "inputs", "targets"):
            batch[name] = torch.tensor(batch[name], dtype=torch.long).view(batch["batch"], -1) if batch[name] else None
        batch["sourceLengths"] = torch.tensor(batch["sourceLengths"])
    return batches


def main():
    folder, bf16 = sys.argv[1], sys.argv[2] == "bf16"
    torch.set_num_threads(2)
    with open(f"{folder}/model.json") as file:
        description = json.load(file)
    size, parameters = description["size"], read_parameters(folder, description["parameters"])
    batches = read_batches(folder)
    if description["task"] == "train":
        go = training(size, parameters, batches, bf16)
    else:
        go = translating(size, parameters, description["tables"], batches[0], bf16)
    for line in sys.stdin:
        if line.strip() != "go":
            break
        print(json.dumps(go()), flush=True)


main()
