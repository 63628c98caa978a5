"""Python and JavaScript give one answer on every organisation that can be thought up."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from soi.core.competence import Organisation, Terms, decide, plain
from soi.core.competence.bodies import Post, Rank
from tests.core.organisations import DAY, OLD, case

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "soi/denunciations/static/denunciations/competence.js"
NODE = shutil.which("node")
# Two hats of one person in one body once stood in another order on the page (found by 100,000).
FOUND = (1677, 2802)
COUNT = 100_000 if os.environ.get("SOI_LONG") else 1500
RUNNER = """
const fs = require("node:fs");
require("node:vm").runInThisContext(fs.readFileSync(process.argv[1], "utf8"));
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { accused, organisation, day, readers } = JSON.parse(line);
  const known = readers && new Set(readers);
  console.log(JSON.stringify(SoiCompetence.eligible(accused, organisation, day, known)));
});
"""


def staffed(offices):
    """Give every office a head and two officers, so that most matters find receivers."""
    ranks = [Rank.HEAD, Rank.OFFICER, Rank.OFFICER]
    return [
        Post(f"{one.slug}-{number}", one.slug, rank, since=OLD)
        for one in offices
        for number, rank in enumerate(ranks)
    ]


@pytest.mark.slow
@pytest.mark.skipif(not NODE, reason="SKIPPED LOUDLY: no node here")
def test_the_page_names_the_receivers_that_the_server_would():
    asked, expected = [], []
    seeds = sorted({*range(COUNT), *FOUND})
    for seed in seeds:
        drawn = case(seed)
        posts = [*drawn.posts, *(staffed(drawn.offices) if seed % 2 else [])]
        readers = sorted({one.person for one in posts if one.person})[:: 1 + seed % 3]
        readers = readers if seed % 3 else None
        ours = Organisation(drawn.offices, posts, drawn.ties)
        terms = Terms(readers=frozenset(readers) if readers is not None else None)
        expected.append(plain.told(decide(drawn.accused, ours, DAY, terms)))
        asked.append(json.dumps({
            "accused": [
                {"person": one.person, "office": one.office,
                 "acted_on": one.acted_on.isoformat() if one.acted_on else None}
                for one in drawn.accused
            ],
            "organisation": plain.write(ours), "day": DAY.isoformat(), "readers": readers,
        }))  # fmt: skip

    done = subprocess.run(
        [NODE, "-e", RUNNER, "--", SCRIPT], input="\n".join(asked), text=True,
        capture_output=True, check=True,
    )  # fmt: skip

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(seeds)
    differing = [
        seed for seed, one, other in zip(seeds, answers, expected, strict=True) if one != other
    ]
    assert differing == []
    assert sum(bool(one["receivers"]) for one in answers) > COUNT // 20
