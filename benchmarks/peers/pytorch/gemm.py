"""Times matrix products of PyTorch: a line "fp32|bf16 M N K transA transB seconds" is answered by {"gflops": ...}.

fp32 products are OpenBLAS's, bf16 ones oneDNN's, each into memory that exists already.
"""

import json
import sys
import time

import torch


def main():
    torch.set_num_threads(2)
    for line in sys.stdin:
        precision, m, n, k, trans_a, trans_b, seconds = line.split()
        m, n, k = int(m), int(n), int(k)
        dtype = torch.bfloat16 if precision == "bf16" else torch.float32
        a = torch.randn((k, m) if trans_a == "1" else (m, k)).to(dtype)
        b = torch.randn((n, k) if trans_b == "1" else (k, n)).to(dtype)
        a = a.t() if trans_a == "1" else a
        b = b.t() if trans_b == "1" else b
        c = torch.empty((m, n), dtype=dtype)
        torch.mm(a, b, out=c)
        done, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < float(seconds):
            torch.mm(a, b, out=c)
            done += 1
        elapsed = time.perf_counter() - begun
        print(json.dumps({"gflops": 2e-9 * m * n * k * done / elapsed}), flush=True)


main()
