"""The pages of a site, from the templates that the report has too."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from effektkedja.basics.diagnostic import Argument
from effektkedja.basics.language import Catalogue
from effektkedja.report.formats.chart import MOST_OTHERS, chart_svg
from effektkedja.report.formats.html import escaper, page_policy, page_style, render_report_html, source_of
from effektkedja.report.formats.templating import environment_of
from effektkedja.report.kinds import Kind
from effektkedja.report.model import Chart, Indicator, Report
from effektkedja.report.site.chart import comparison_svg, mark
from effektkedja.report.site.model import Comparison, Panel, Series, Site

if TYPE_CHECKING:
    from jinja2 import Environment


class Pages:
    """Writes the pages of a site, in the catalogue's language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def organisation(self, report: Report, home: str) -> str:
        """Give the page of a chain, which is its report with a way back to the index."""
        return render_report_html(report, self._catalogue, home, self._templates)

    def index(self, site: Site) -> str:
        """Give the index."""
        return self._filled("index", site=site)

    def data(self, site: Site) -> str:
        """Give the page that explains the data."""
        return self._filled("data", site=site)

    def indicator(self, comparison: Comparison) -> str:
        """Give the page of an indicator."""
        return self._filled("indicator", page=comparison)

    def _filled(self, name: str, **given: object) -> str:
        return self._templates.get_template(f"site/{name}.html.jinja").render(self._known, **given)

    @cached_property
    def _templates(self) -> "Environment":
        """The templates, read once for all pages."""
        return environment_of(escaper(self._catalogue.language))

    @cached_property
    def _known(self) -> dict[str, object]:
        """What all pages but those of chains know."""
        from markupsafe import Markup

        catalogue = self._catalogue
        language = catalogue.language
        style = page_style() + source_of("site/site.css")

        def chart(one: Chart) -> Markup:
            return Markup(chart_svg(one, catalogue, language))  # noqa: S704 (escaped where it is drawn)

        def comparison(panel: Panel, whole: Comparison, anchor: str) -> Markup:
            drawn = comparison_svg(panel, whole, anchor, catalogue, language)
            return Markup(drawn)  # noqa: S704 (escaped where it is drawn)

        def key(number: int) -> Markup:
            return Markup(mark(number, 11, 8))  # noqa: S704 (ours)

        return {
            "text": catalogue.text,
            "label": _labels(catalogue),
            "language": language,
            "style": Markup(style),  # noqa: S704 (ours)
            "policy": page_policy(style),
            "chart": chart,
            "comparison": comparison,
            "key_of": key,
            "placed": placed,
            "most_others": MOST_OTHERS,
            "report": _NoPlaces(),
        }


class _NoPlaces:
    """What the shared templates ask of a report: here nothing of a plan can be linked to by its name alone."""

    places: frozenset[str] = frozenset()
    kind = Kind.INTERIM
    """That of any report on values: what has none is told, too."""


def placed(series: Series) -> Indicator:
    """Give the indicator of an organisation at a place of its own on the page."""
    indicator, anchor = series.indicator, f"s{series.number}"
    chart = replace(indicator.chart, anchor=f"{anchor}.chart") if indicator.chart else None
    return replace(indicator, name=replace(indicator.name, anchor=anchor), chart=chart)


def _labels(catalogue: Catalogue) -> Callable[..., str]:
    def label(key: str, **args: Argument) -> Any:
        own = f"report.site.label.{key}"
        return catalogue.text(own if catalogue.has(own) else f"report.label.{key}", **args)

    return label
