"""SciPy's answer to what Assay.Statistics computes: two files of float64, or of fixed-width text, as figures and seconds."""
import json
import sys
import time

import numpy as np
from scipy import stats
from scipy.spatial import distance

SMALLEST_SHARE = 0.0001


def shares(counts):
    return counts / counts.sum()


def stability(reference, current):
    r, c = np.maximum(reference, SMALLEST_SHARE), np.maximum(current, SMALLEST_SHARE)
    return float(np.sum((c - r) * np.log(c / r)))


def numbers(reference, current):
    ks = stats.ks_2samp(reference, current)
    edges = np.unique(np.quantile(reference, np.linspace(0, 1, 11)[1:-1]))
    bins = [np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1) for x in (reference, current)]
    low, high = min(reference.min(), current.min()), max(reference.max(), current.max())
    widths = [np.histogram(x, bins=50, range=(low, high))[0] for x in (reference, current)]
    return {
        "ks": float(ks.statistic),
        "p_value": float(ks.pvalue),
        "psi": stability(shares(bins[0]), shares(bins[1])),
        "jensen_shannon": float(distance.jensenshannon(widths[0], widths[1], base=2)),
        "wasserstein": float(stats.wasserstein_distance(reference, current)),
    }


def categories(reference, current):
    names = np.unique(np.concatenate([reference, current]))
    counts = np.array([[np.count_nonzero(x == name) for name in names] for x in (reference, current)]) if len(names) < 64 else None
    if counts is None:
        counts = np.zeros((2, len(names)), dtype=np.int64)
        for row, x in enumerate((reference, current)):
            found, n = np.unique(x, return_counts=True)
            counts[row, np.searchsorted(names, found)] = n
    chi2, p, degrees, _ = stats.chi2_contingency(counts, correction=False)
    return {
        "chi_square": float(chi2),
        "p_value": float(p),
        "psi": stability(shares(counts[0]), shares(counts[1])),
        "jensen_shannon": float(distance.jensenshannon(counts[0], counts[1], base=2)),
    }


def main(pairs):
    answers = []
    for kind, *paths in pairs:
        reference, current = (np.fromfile(path, dtype="f8" if kind == "number" else "S8") for path in paths)
        begin = time.perf_counter()
        answer = (numbers if kind == "number" else categories)(reference, current)
        answers.append(answer | {"seconds": time.perf_counter() - begin})
    json.dump(answers, sys.stdout)


# drift_reference.py (number|category REFERENCE CURRENT)...
arguments = sys.argv[1:]
main([arguments[i:i + 3] for i in range(0, len(arguments), 3)])
