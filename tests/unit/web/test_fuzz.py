"""Made-up questions: refused, never a failure of the server."""

import json

import hypothesis
from hypothesis import strategies as st

PLAIN = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
KEYS = st.sampled_from(
    ["case", "edits", "scenarios", "seed", "designs", "inputs", "input", "from", "to", "x"]
)


@hypothesis.settings(max_examples=40, deadline=None, derandomize=True, database=None)
@hypothesis.given(
    body=st.recursive(
        PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    )
)
def test_no_question_makes_the_server_fail(bench, body):
    for path in ("/quick", "/runs", "/packs", "/packs/sweep", "/cases"):
        found = bench.ask("POST", f"/api/v1{path}", json.dumps(body).encode())
        assert 400 <= found.status < 500
        assert found.headers["content-type"] == "application/problem+json"
        assert set(found.json) == {"type", "title", "status", "detail", "problems"}
