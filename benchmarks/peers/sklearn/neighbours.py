"""Nearest neighbours of texts by scikit-learn, asked one after another as a server is asked.

usage: neighbours.py TEXTS QUERIES
TEXTS: one JSON string a line; QUERIES: a JSON list of line numbers, from 0.
Prints one JSON object: seconds to fit, milliseconds of each query.
"""

import json
import sys
import time

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors


def main() -> None:
    texts_path, queries_path = sys.argv[1:3]
    with open(queries_path, encoding="utf-8") as file:
        queries = json.load(file)
    with open(texts_path, encoding="utf-8") as file:
        texts = [json.loads(line) for line in file]
    begun = time.perf_counter()
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, max_df=0.1)
    matrix = vectorizer.fit_transform(texts)
    neighbours = NearestNeighbors(n_neighbors=21, metric="cosine", algorithm="brute").fit(matrix)
    fitted = time.perf_counter() - begun
    for query in queries[:5]:
        neighbours.kneighbors(matrix[query])
    milliseconds = []
    for query in queries:
        begun = time.perf_counter()
        # What a server has to do: the text is there, its vector is not.
        neighbours.kneighbors(vectorizer.transform([texts[query]]))
        milliseconds.append((time.perf_counter() - begun) * 1000)
    print(
        json.dumps(
            {"version": sklearn.__version__, "fitSeconds": fitted, "milliseconds": milliseconds}
        )
    )


if __name__ == "__main__":
    main()
