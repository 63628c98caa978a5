import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from soi.insight.sentences import NO_STUDY, SCAN_PROBLEMS

MODELS = ("space-time-permutation", "poisson", "bernoulli")


class Command(BaseCommand):
    """Scan files in SaTScan's text formats for clusters. No database is asked."""

    help = "Quét cụm theo nơi và thời gian từ tệp dạng SaTScan (.cas, .geo, .pop, .ctl)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes; periods and radii are the study's own."""
        add = parser.add_argument
        add("--cases", required=True, type=Path, help="ca: nơi, số ca, ngày")
        add("--geo", required=True, type=Path, help="nơi, vĩ độ, kinh độ (hoặc x, y)")
        add("--pop", type=Path, help="nơi, năm hoặc ngày, số dân (mô hình poisson)")
        add("--controls", type=Path, help="nơi, số người không mắc (mô hình bernoulli)")
        add("--graph", type=Path, help="nơi và các nơi kề: vùng lớn dần theo số bước")
        add("--model", choices=MODELS, default=MODELS[0])
        add("--coordinates", choices=("auto", "latlong", "cartesian"), default="auto")
        add("--start", help="ngày đầu kỳ; bỏ trống: ngày của ca đầu tiên")
        add("--end", help="ngày cuối kỳ; bỏ trống: ngày của ca cuối cùng")
        add("--max-radius-km", "--max-radius", type=float, dest="radius")
        add("--max-steps", type=int, help="số bước tối đa trên đồ thị nơi kề")
        add("--max-share", type=float, default=0.5, help="phần ca (dân) tối đa của một vùng")
        add("--window-days", "--max-window", type=int, dest="longest")
        add("--min-cases", type=int, default=2)
        add("--replications", type=int, default=999)
        add("--seed", type=int, default=1, help="khóa của dãy số ngẫu nhiên")
        add("--clusters", type=int, default=10, help="số cụm nhiều nhất được in")
        add("--retrospective", action="store_true", help="cửa sổ kết thúc vào ngày bất kỳ")
        add("--purely-spatial", action="store_true", help="chỉ theo nơi, gộp mọi ngày")
        add("--use-rest", action="store_true", help="đồng ý dùng các dòng còn lại khi có dòng hỏng")
        add("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, build, scan, print."""
        desk = _Desk(_extra(), options)
        model, period = desk.study()
        found = desk.scanning.scan(model, desk.zones(), desk.settings())
        plain = desk.plain(model, period, found)
        if options["json"]:
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_told(plain))


def _extra() -> ModuleType:
    try:
        return import_module("soi.core.scan")
    except ImportError as error:
        raise CommandError(_("Lệnh này cần phần mở rộng: chạy “make full”.")) from error


class _Desk:
    """One run: the files, what was wrong with them, the places."""

    def __init__(self, scanning: ModuleType, options: dict[str, Any]) -> None:
        self.scanning, self.options = scanning, options
        self.texts = import_module("soi.core.scan.satscan")
        self.studies = import_module("soi.core.scan.study")
        self.problems = self.texts.Problems()
        self.flat = options["coordinates"] == "cartesian"
        self.places = self._read("geo", self._read_places)

    def study(self) -> tuple[Any, Any]:
        """Build the model from the files; stop at bad lines unless the user agreed."""
        options, texts = self.options, self.texts
        cases = self._read("cases", self._known(texts.read_cases))
        people = self._read("pop", self._known(texts.read_people)) or ()
        controls = self._read("controls", self._known(texts.read_controls))
        shape = self.studies.Shape(
            options["model"], _moment(texts, options["start"]), _moment(texts, options["end"]),
            options["longest"], options["retrospective"],
            options["purely_spatial"] or options["model"] == "bernoulli"
            or not any(cases.moment),
        )  # fmt: skip
        try:
            cases = self._within(cases, shape)
            cases = self._peopled(cases, people, shape)
            self._demand_agreement()
            return self.studies.build(  # type: ignore[no-any-return]
                cases, len(self.places.ids), shape, people=people, controls=controls
            )
        except self.studies.NoStudy as refusal:
            raise CommandError(str(NO_STUDY[str(refusal)])) from refusal

    def zones(self) -> Any:
        """Draw the zones: along the graph if one was given, else circles."""
        import numpy as np

        options = self.options
        if options["graph"]:
            edges = self._read("graph", self._known(self.texts.read_edges))
            self._demand_agreement()
            return self.scanning.graph_circles(
                len(self.places.ids), edges, max_steps=options["max_steps"]
            )
        points = np.array(self.places.points, np.float64).reshape(-1, 2)
        return self.scanning.circles(points, max_radius=options["radius"], flat=self.flat)

    def settings(self) -> Any:
        """Give what the user asked of the scan."""
        options = self.options
        return self.scanning.Settings(
            replicates=options["replications"],
            key=options["seed"],
            min_cases=options["min_cases"],
            max_share=options["max_share"],
            most=options["clusters"],
        )

    def plain(self, model: Any, period: Any, found: Any) -> dict[str, object]:
        """Give the outcome as it is printed."""
        return {
            "model": model.name,
            "places": len(self.places.ids),
            "cases": model.total,
            "start": period.day(0) if period else None,
            "end": period.day(period.length - 1) if period else None,
            "replications": len(found.maxima),
            "clusters": [self._plain(cluster, period) for cluster in found.clusters],
            "problems": self._listed(),
            "problem_count": self.problems.count,
        }

    def _plain(self, cluster: Any, period: Any) -> dict[str, object]:
        window, ids = cluster.window, self.places.ids
        return {
            "centre": ids[cluster.centre],
            "places": [ids[place] for place in cluster.places],
            "start": period.day(window.first) if period else None,
            "end": period.day(window.last) if period else None,
            "days": window.days if period else None,
            "observed": cluster.observed,
            "expected": round(cluster.expected, 6),
            "ratio": round(cluster.ratio, 6),
            "llr": round(cluster.statistic, 6),
            "p": cluster.p,
            "p_estimate": cluster.p_estimate,
            "recurrence_days": round(cluster.recurrence, 2),
            "radius": round(cluster.radius, 4),
        }

    def _read_places(self, file: str, lines: Iterator[str], problems: Any) -> Any:
        rows = list(lines)
        if self.options["coordinates"] == "auto":
            self.flat = self.texts.looks_flat(rows)
        return self.texts.read_places(file, rows, problems, flat=self.flat)

    def _known(self, reader: Callable[..., Any]) -> Callable[..., Any]:
        return lambda file, lines, problems: reader(file, lines, self.places, problems)

    def _read(self, option: str, reader: Callable[..., Any]) -> Any:
        path = self.options[option]
        if path is None:
            return None
        try:
            with path.open(encoding="utf-8-sig") as lines:
                return reader(path.name, lines, self.problems)
        except OSError as error:
            raise CommandError(_("Không đọc được tệp %s.") % path, returncode=2) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("Tệp %s không phải UTF-8.") % path, returncode=2) from error

    def _within(self, cases: Any, shape: Any) -> Any:
        if shape.spatial or not cases.count:
            return cases
        period = self.studies.period_of(cases, shape)
        kept, outside = self.studies.within(cases, period)
        for position in outside:
            self._add_case(cases, position, "outside_period")
        return kept

    def _peopled(self, cases: Any, people: Any, shape: Any) -> Any:
        if shape.model != "poisson" or not people:
            return cases
        lived = {row.place for row in people if row.people > 0}
        empty = [i for i, place in enumerate(cases.place) if place not in lived]
        for position in empty:
            self._add_case(cases, position, "nobody_lives_there")
        if not empty:
            return cases
        kept = [i for i, place in enumerate(cases.place) if place in lived]
        return self.studies.keep(cases, kept)

    def _add_case(self, cases: Any, position: int, code: str) -> None:
        self.problems.add(
            self.options["cases"].name, cases.line[position], code,
            self.places.ids[cases.place[position]],
        )  # fmt: skip

    def _demand_agreement(self) -> None:
        if not self.problems.count or self.options["use_rest"]:
            return
        for row in self._listed()[:20]:
            sys.stderr.write("{file}:{line}: {text}\n".format(**row))
        raise CommandError(
            _("%(count)d dòng không dùng được. Sửa tệp, hoặc thêm --use-rest để dùng phần còn lại.")
            % {"count": self.problems.count}
        )

    def _listed(self) -> list[dict[str, object]]:
        return [
            {
                "file": problem.file, "line": problem.line, "code": problem.code,
                "text": str(SCAN_PROBLEMS[problem.code]) % {"value": problem.value},
            }
            for problem in self.problems.listed
        ]  # fmt: skip


def _moment(texts: ModuleType, text: str | None) -> Any:
    if text is None:
        return None
    try:
        return texts.parse_moment(text)
    except ValueError as error:
        raise CommandError(_("Không đọc được ngày “%s”.") % text, returncode=2) from error


def _told(plain: dict[str, Any]) -> str:
    lines = [
        _("%(cases)d ca ở %(places)d nơi, %(replications)d lần lặp.") % plain,
    ]
    for cluster in plain["clusters"]:
        row = {**cluster, "named": ", ".join(cluster["places"][:8])}
        lines.append(
            _(
                "%(start)s – %(end)s: %(observed)d ca, mức ngẫu nhiên khoảng %(expected).2f; "
                "LLR %(llr).6f; p %(p).5f; nơi: %(named)s"
            )
            % row
        )
    return "\n".join(lines)
