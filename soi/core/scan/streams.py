"""Random numbers by counter: what replicate r draws depends on the key and r, on nothing else.

Philox 4x32-10, so that neither the number of threads nor their order changes a figure.
Source: Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3 (SC11).
"""

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
MULTIPLY = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ROUNDS = 10


def philox(block: Words, replicate: Words, key: int) -> tuple[Words, Words, Words, Words]:
    """Give the four 32-bit words of a block of a replicate's stream."""
    c0, c1 = block & LOW, block >> HALF
    c2, c3 = replicate & LOW, replicate >> HALF
    k0, k1 = np.uint64(key & 0xFFFFFFFF), np.uint64(key >> 32 & 0xFFFFFFFF)
    for _ in range(ROUNDS):
        first, second = MULTIPLY[0] * c0, MULTIPLY[1] * c2
        c0, c1, c2, c3 = (
            (second >> HALF) ^ c1 ^ k0, second & LOW, (first >> HALF) ^ c3 ^ k1, first & LOW,
        )  # fmt: skip
        k0, k1 = (k0 + WEYL[0]) & LOW, (k1 + WEYL[1]) & LOW
    return c0, c1, c2, c3


def uniforms(count: int, replicates: npt.NDArray[np.int64], key: int) -> npt.NDArray[np.float64]:
    """Give shape (replicates, count) numbers in [0, 1) with 53 bits each."""
    blocks = np.arange((count + 1) // 2, dtype=np.uint64)[None, :]
    words = philox(blocks, replicates.astype(np.uint64)[:, None], key)
    pairs = np.stack([_unit(words[0], words[1]), _unit(words[2], words[3])], axis=-1)
    return pairs.reshape(len(replicates), -1)[:, :count]


def _unit(high: Words, low: Words) -> npt.NDArray[np.float64]:
    whole = ((high >> np.uint64(5)) << np.uint64(26)) + (low >> np.uint64(6))
    return np.asarray(whole * 2.0**-53, np.float64)
