"""Records of accepted files in; nothing out, but every page and export was drawn from them."""

from pathlib import Path

from comparison.export import adr, llms_txt, tables
from comparison.load.loader import load
from comparison.model.claims import Claims
from comparison.model.dictionary import Dictionary
from comparison.model.fields import Record
from comparison.model.matrix import Matrix
from comparison.model.questions import Questions
from comparison.model.situations import Situations
from comparison.pages.advice import Advice
from comparison.pages.drawing import Drawing

SITE = "https://a.example/"


def draw(project: Path, record: Record) -> None:
    """Draw what the site shows of a record, beside the other files of its project."""
    if isinstance(record, Matrix):
        return _matrix(project, record)
    matrix = load(project).matrix
    page = Advice(matrix, "claims/", project)
    if isinstance(record, Dictionary):
        page.dictionary(record)
    if isinstance(record, Claims):
        page.claims(record)
        page.verdicts(record)
        page.articles(record, load(project).situations)
    if isinstance(record, Situations):
        page.general(record)
        page.situations(record)
        adr.files(matrix, record.situations, SITE)
    if isinstance(record, Questions):
        claims, situations = load(project).claims, load(project).situations
        page.questions(record, claims, situations)
        llms_txt.full(matrix, claims, situations, record, SITE)


def _matrix(project: Path, matrix: Matrix) -> None:
    page = Drawing(matrix, "requests/", project)
    for section in matrix.sections:
        page.section(section)
    for task in matrix.tasks:
        page.task(task)
    page.selection()
    page.coverage()
    page.tasks()
    tables.files(matrix)
    tables.row_files(matrix)
    adr.parts(matrix)
    llms_txt.index(matrix, SITE)
