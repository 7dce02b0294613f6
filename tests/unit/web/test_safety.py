"""What must be refused: foreign names and pages, missing tokens, bodies and cases that are too much."""

import asyncio
import socket

import pytest

from cellworth.core.errors import InputError
from cellworth.web.safety import _limited
from cellworth.web.settings import Limits, Settings
from served_bench import served

CASE = "nissan-aesc-2016"
QUICK = {"case": CASE, "scenarios": 64}
TOML = {"Content-Type": "application/toml"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "a@127.0.0.1", "[", ""])
def test_a_foreign_host_is_refused(bench, host):
    assert bench.ask("GET", "/api/v1/cases", headers={"Host": host or " "}).status in (400, 421)


def test_own_names_are_taken(bench):
    assert bench.ask("GET", "/", headers={"Host": f"localhost:{bench.port}"}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Cellworth": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_page_is_refused(bench, headers):
    assert bench.ask("POST", "/api/v1/quick", QUICK, headers=headers).status == 403
    assert bench.ask("DELETE", "/api/v1/runs/x", headers=headers).status == 403


def test_reading_by_another_page_is_refused(bench):
    assert bench.ask("GET", "/api/v1/cases", headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert bench.ask("GET", "/", headers={"Sec-Fetch-Site": "cross-site"}).status == 200


def test_every_answer_says_what_the_browser_may_do(bench):
    for path, status in (("/", 200), ("/static/vega.js", 200), ("/api/v1/cases", 200), ("/nothing", 404)):
        found = bench.ask("GET", path)
        assert found.status == status
        policy = found.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert found.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in found.headers


def test_modules_come_with_their_type(bench):
    assert bench.ask("GET", "/static/main.js").headers["content-type"].startswith("text/javascript")
    assert bench.ask("GET", "/static/report.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/%2e%2e/application.py",
        "/static/..%2f..%2fcli/main.py",
        "/api/v1/runs/..%2f..%2f/page",
        "/api/v1/runs/../cases/page",
        "/api/v1/cases/..%2f..%2fetc%2fpasswd",
        "/api/v1/cases/%2fetc%2fpasswd/file",
    ],
)
def test_paths_lead_nowhere(bench, path):
    found = bench.ask("GET", path)
    assert found.status == 404
    assert b"import" not in found.body


def test_a_large_body_is_refused_whatever_its_length_was_said_to_be(bench):
    assert bench.ask("POST", "/api/v1/cases", b"x" * 200_001, TOML).status == 413
    with socket.create_connection(("127.0.0.1", bench.port), timeout=10) as wire:
        head = f"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1:{bench.port}\r\nX-Cellworth: 1\r\n"
        wire.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        for _ in range(30):
            wire.sendall(b"2000\r\n" + b"#" * 0x2000 + b"\r\n")
        wire.sendall(b"0\r\n\r\n")
        assert wire.recv(100).startswith(b"HTTP/1.1 413")


def test_a_body_that_does_not_arrive_is_refused(bench):
    with socket.create_connection(("127.0.0.1", bench.port), timeout=10) as wire:
        head = f"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1:{bench.port}\r\nX-Cellworth: 1\r\n"
        wire.sendall(f"{head}Content-Length: 10\r\n\r\nname".encode())
        assert wire.recv(100).startswith(b"HTTP/1.1 408")


def test_time_that_the_server_itself_takes_is_not_held_against_the_request():
    async def asked():
        sent = iter([{"type": "http.request", "body": b"x", "more_body": False}, {"type": "http.disconnect"}])

        async def receive():
            return next(sent)

        limited = _limited(receive, 10, 0.02)
        await asyncio.sleep(0.05)
        return [(await limited())["type"], (await limited())["type"]]

    assert asyncio.run(asked()) == ["http.request", "http.disconnect"]


def uploaded(bench, text):
    body = text if isinstance(text, bytes) else text.encode()
    return bench.ask("POST", "/api/v1/cases", body, TOML)


HEAD = f'base = "{CASE}"\nname = "mine"\n'


def test_an_upload_is_a_case_like_others(bench):
    found = uploaded(bench, f'{HEAD}title = "Mine"\n[strategy]\nrisk_aversion = 0.5\n')

    assert found.status == 201
    name = found.json["id"]
    assert found.json["origin"] == "uploaded"
    page = bench.get(f"/cases/{name}")
    assert (page["title"], page["risk_aversion"]) == ("Mine", 0.5)
    assert bench.post("/quick", {**QUICK, "case": name}).status == 200
    text = bench.ask("GET", f"/api/v1/cases/{name}/file?risk_aversion=0.6").body.decode()
    assert "risk_aversion = 0.6" in text
    assert f'base = "{CASE}"' in text
    assert bench.ask("DELETE", f"/api/v1/cases/{name}").status == 204
    assert bench.ask("GET", f"/api/v1/cases/{name}").status == 404
    assert bench.ask("DELETE", f"/api/v1/cases/{CASE}").status == 409


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}[strategy]\nrisk_aversion = 7\n", "line 4"),
        (f"{HEAD}[strategy.money]\ntax_rate = '30'\n", "tax_rate"),
        (f"{HEAD}[stategy]\n", "Did you mean"),
        ("name = ", "TOML"),
        (b"name = \xff", "UTF-8"),
        (b"", "these entries are needed"),
        (f"{HEAD}a = {'[' * 5000}{']' * 5000}", ""),
        (f"{HEAD}{'a.' * 5000}b = 1", "parts"),
        (f"{HEAD}a = {'9' * 5000}", "digits"),
        (f"{HEAD}[strategy]\nrisk_aversion = nan", "risk_aversion"),
        (f"{HEAD}[shown]\nsweep_points = 99999999999", ""),
        (f"{HEAD}[strategy.years]\nfirst = 2017\nlast = 999999999", ""),
        ('base = "/etc/passwd"\nname = "x"\n', "shipped"),
        ('base = "../../x.toml"\nname = "x"\n', "shipped"),
        ('base = ["a"]\nname = "x"\n', "shipped"),
        (f'{HEAD}[strategy]\nclaims_from = ["/etc/passwd.toml"]', "claims"),
        (f'{HEAD}[strategy]\nclaims_from = ["../../secret"]', "claims"),
        (f'name = "../../out"\nbase = "{CASE}"\n', "name"),
    ],
)
def test_a_bad_upload_is_refused_and_leaves_nothing(bench, text, said):
    before = sorted(path.name for path in bench.folder.rglob("*"))

    found = uploaded(bench, text)

    assert found.status == 422, found.body[:300]
    assert said in found.body.decode().replace("\\", "")
    assert str(bench.folder) not in found.body.decode()
    assert sorted(path.name for path in bench.folder.rglob("*")) == before


def test_uploads_have_an_end(bench):
    names = [uploaded(bench, f"{HEAD}[strategy]\nrisk_aversion = 0.{k}\n").json["id"] for k in range(1, 5)]
    full = uploaded(bench, f"{HEAD}[strategy]\nrisk_aversion = 0.7\n")
    for name in names:
        bench.ask("DELETE", f"/api/v1/cases/{name}")
    assert full.status == 409


@pytest.mark.parametrize(
    "body",
    [b"{", b"[" * 100_000, b'{"case": 1e999}', b'{"case": "x", "seed": NaN}', b"\xff\xfe", b'{"seed": 9e99}'],
)
def test_a_broken_body_is_refused(bench, body):
    found = bench.ask("POST", "/api/v1/quick", body)
    assert 400 <= found.status < 500
    assert found.headers["content-type"] == "application/problem+json"


def test_another_host_demands_a_token(tmp_path):
    with pytest.raises(InputError, match="token"):
        Settings(tmp_path, host="0.0.0.0")
    with pytest.raises(InputError, match="token"):
        Settings(tmp_path, host="0.0.0.0", token="short")
    with pytest.raises(InputError, match="character"):
        Settings(tmp_path, host="0.0.0.0", token="a b;c" * 5)


def test_with_a_token_nothing_is_shown_without_it(tmp_path):
    token = "t" * 24
    with served(tmp_path / "data", Limits(calculators=0), "0.0.0.0", token) as client:
        for path in ("/", "/static/main.js", "/api/v1/cases"):
            assert client.ask("GET", path).status == 401
        wrong = {"Authorization": f"Bearer {'x' * 24}"}
        assert client.ask("GET", "/api/v1/cases", headers=wrong).status == 401
        assert client.ask("GET", f"/api/v1/cases?token={token}").status == 401
        assert client.ask("GET", "/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status == 200
        came = client.ask("GET", f"/?token={token}")
        assert (came.status, came.headers["location"]) == (303, "/")
        cookie = came.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        kept = {"Cookie": cookie.partition(";")[0], "Host": "any.example"}
        assert client.ask("GET", "/api/v1/cases", headers=kept).status == 200
