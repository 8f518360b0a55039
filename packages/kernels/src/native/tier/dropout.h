// Dropout whose mask is a function of seed, stream and position: Philox4x32-10 as in packages/tensor/src/random.ts, one
// block of four words for four elements. The backward pass calls it again on the gradient.
LAB_INLINE void philox(uint32_t counter, uint32_t stream, uint32_t key0, uint32_t key1, uint32_t words[4]) {
  uint32_t c0 = counter, c1 = 0, c2 = stream, c3 = 2;
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = uint64_t(0xd2511f53u) * c0, p1 = uint64_t(0xcd9e8d57u) * c2;
    c0 = uint32_t(p1 >> 32) ^ c1 ^ key0;
    c1 = uint32_t(p1);
    c2 = uint32_t(p0 >> 32) ^ c3 ^ key1;
    c3 = uint32_t(p0);
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

static void dropout(float* out, const float* x, size_t length, double rate, double seed, uint32_t stream,
                    bool accumulate) {
  const uint64_t whole = uint64_t(seed);
  const double border = rate * 4294967296.0;  // words below it drop
  const float factor = float(1 / (1 - rate));
  parallelRange(ceilDivide(length, 4), grainElements / 16, [&](size_t begin, size_t end) {
    for (size_t block = begin; block < end; block++) {
      uint32_t words[4];
      philox(uint32_t(block), stream, uint32_t(whole), uint32_t(whole >> 32), words);
      for (size_t i = block * 4; i < smaller(length, block * 4 + 4); i++) {
        const float value = double(words[i % 4]) < border ? 0 : x[i] * factor;
        out[i] = accumulate ? out[i] + value : value;
      }
    }
  });
}
