"""The sheet for a result dialogue, for a screen and as Markdown."""

from effektkedja.basics.language import Catalogue
from effektkedja.followup.dialogue import Sheet
from effektkedja.followup.questions import questions_of
from effektkedja.render.dialogue_sections import facts_of, sections_of
from effektkedja.render.entries import section_lines, section_markdown
from effektkedja.render.judgements import JudgementWords
from effektkedja.render.layout import Layout
from effektkedja.render.markdown import escaped, escaped_beginning
from effektkedja.render.status_words import heading, name_of
from effektkedja.render.styled import coloured, plain


def render_dialogue(sheet: Sheet, say: JudgementWords, catalogue: Catalogue, width: int | None, *, color: bool) -> str:
    """Give the sheet for a screen: from what was promised to what there is to talk about."""
    layout = Layout(width)
    title = catalogue.text("dialogue.heading", goal=name_of(sheet.goal))
    lines = list(layout.paragraph(title, "strong"))
    for text in (heading(sheet.review, sheet.as_of, catalogue), facts_of(sheet, catalogue)):
        lines += layout.paragraph(text) if text else ()
    for section in sections_of(sheet, questions_of(sheet), say, catalogue):
        lines += section_lines(section, layout)
    return coloured(lines) if color else plain(lines)


def render_dialogue_markdown(sheet: Sheet, say: JudgementWords, catalogue: Catalogue) -> str:
    """Give the sheet as a document of headings and lists."""
    lines = [f"# {escaped(catalogue.text('dialogue.heading', goal=name_of(sheet.goal)))}"]
    for text in (heading(sheet.review, sheet.as_of, catalogue), facts_of(sheet, catalogue)):
        lines += ["", escaped_beginning(text)] if text else []
    for section in sections_of(sheet, questions_of(sheet), say, catalogue):
        lines += section_markdown(section)
    return "".join(f"{line}\n" for line in lines)
