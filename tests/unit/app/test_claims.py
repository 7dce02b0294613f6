"""Drafts as a file, their score, and the refusal of what nobody has reviewed."""

import tomllib
from pathlib import Path

import pytest

from cellworth.app.claims import draft_claims, score_claims, write_drafts
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case
from cellworth.io.strategy_forms_evidence import ClaimsForm

ARTICLES = Path(__file__).parents[1] / "io" / "articles"
HEAD = "id,article,statement,subject,attribute,value,unit,stance,chain,said_when,row\n"
SMALL = 'name = "mine"\nbase = "nissan-aesc-2016"\n'


def test_the_file_of_drafts_is_a_file_of_claims():
    found = draft_claims(str(ARTICLES / "halden.txt"), outlet="CarWeekly", published="2021-03-04")
    form = ClaimsForm.model_validate(tomllib.loads(found.toml))
    assert len(form.claims) == len(found.drafts) > 0
    for claim in form.claims.values():
        assert not claim.reviewed
        assert set(claim.chain) <= set(form.sources)
        assert claim.chain[-1] == "carweekly"
        assert claim.known_from.isoformat() == "2021-03-04"


def test_the_words_of_the_article_stand_only_in_remarks():
    text = (ARTICLES / "halden.txt").read_text()
    found = draft_claims(str(ARTICLES / "halden.txt"), published="2021-03-04")
    quote = "do not comment on market speculation"
    assert quote in text
    assert any(line.startswith("#") and quote in line for line in found.toml.splitlines())
    assert quote not in "".join(line for line in found.toml.splitlines() if not line.startswith("#"))


def test_the_day_is_read_from_the_head_of_the_page():
    assert draft_claims(str(ARTICLES / "halden.txt")).published.isoformat() == "2021-03-03"


def test_the_outlet_is_that_of_the_file(tmp_path):
    page = tmp_path / "insideevs.txt"
    page.write_text("Ostrand will invest $2 billion in a new plant.")
    assert draft_claims(str(page)).outlet == "InsideEVs"


@pytest.mark.parametrize(
    ("published", "reason"), [("yesterday", "the day the article appeared"), ("2016-13-01", "the day")]
)
def test_a_day_that_is_none_is_refused(published, reason):
    with pytest.raises(InputError, match=reason):
        draft_claims(str(ARTICLES / "halden.txt"), published=published)


def test_a_text_that_is_missing_or_not_utf8_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        draft_claims(str(tmp_path / "none.txt"))
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"Ostrand\xff")
    with pytest.raises(InputError, match="UTF-8"):
        draft_claims(str(bad))


def scored(tmp_path, *rows):
    table = tmp_path / "statements.csv"
    table.write_text(HEAD + "\n".join(rows) + "\n")
    return score_claims(str(table), [str(ARTICLES / "tessel.txt")], {"tessel": "2022-06-15"})


def test_score_tells_rightly_wrongly_and_not_at_all(tmp_path):
    chain = "Reuters > tessel"
    score = scored(
        tmp_path,
        f"a,tessel,,Tessel Power,annual capacity,12,GWh,reported,{chain},2022,",
        f"b,tessel,,Tessel Power,annual capacity,13,GWh,reported,{chain},,",
        f"c,tessel,,Orla Cars,cell source,Tessel Power,company,rumour,{chain},,",
        f"d,tessel,,Marten,plant closure,yes,event,reported,{chain},,",
    )
    assert [row.outcome for row in score.rows] == ["rightly", "not at all", "wrongly", "not at all"]
    assert score.rows[0].date_right is True
    assert not score.rows[2].right["stance"]
    assert "rightly 1, wrongly 1, not at all 2" in score.sheet


def test_a_draft_tells_one_statement_only(tmp_path):
    row = "tessel,,Tessel Power,annual capacity,12,GWh,reported,Reuters > tessel,,"
    assert [row.outcome for row in scored(tmp_path, f"a,{row}", f"b,{row}").rows].count("rightly") == 1


def test_an_article_without_statements_is_refused(tmp_path):
    with pytest.raises(InputError, match="no statements of 'tessel'"):
        scored(tmp_path, "a,other,,X,y,1,,reported,x,,")


def case_with(tmp_path, reviewed):
    drafts = draft_claims(str(ARTICLES / "halden.txt"), published="2016-08-04")
    text = drafts.toml.replace("reviewed = false", f"reviewed = {reviewed}")
    (tmp_path / "own.toml").write_text(text)
    case = tmp_path / "mine.toml"
    case.write_text(SMALL + '[strategy]\nclaims_from = ["nissan-aesc", "own.toml"]\n')
    return str(case), drafts


def test_nothing_unreviewed_enters_a_run(tmp_path):
    case, drafts = case_with(tmp_path, "false")
    with pytest.raises(InputError) as refused:
        load_case(case)
    flaws = [str(problem) for problem in refused.value.problems]
    assert len(flaws) == len(drafts.drafts)
    assert all("nobody has confirmed this draft" in flaw for flaw in flaws)


def test_reviewed_drafts_enter_a_case_by_the_path_of_their_file(tmp_path):
    case, drafts = case_with(tmp_path, "true")
    claims = load_case(case).evidence.claims
    assert sum(name.startswith("halden_") for name in claims) == len(drafts.drafts)


def test_a_draft_written_into_a_case_is_refused(tmp_path):
    case = tmp_path / "mine.toml"
    case.write_text(
        SMALL
        + '[strategy.claims.x]\ntext = "x"\nsubject = "x"\nattribute = "x"\nvalue = "1"\nstance = "fact"\n'
        + 'chain = ["press"]\nages_as = "price"\nknown_from = 2016-01-01\nlocator = "x"\nreviewed = false\n'
    )
    with pytest.raises(InputError, match="nobody has confirmed this draft"):
        load_case(str(case))


def test_drafts_are_written_whole(tmp_path):
    found = draft_claims(str(ARTICLES / "quell.txt"), published="2020-11-20")
    write_drafts(found, str(tmp_path / "drafts.toml"))
    assert (tmp_path / "drafts.toml").read_text() == found.toml
