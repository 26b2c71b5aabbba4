"""The table of doubts in docs/contract.md against the code: every code, every sentence, and no others.

What the code can say is read from its syntax: the modules that make a `Doubt`, the codes that they give it, and
the sentences marked in them, which are those of doubts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docproc.messages import translate

ROOT = Path(__file__).resolve().parents[1]


def _calls(tree: ast.AST, name: str) -> list[ast.Call]:
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
    ]


def _marked(tree: ast.AST) -> set[str]:
    return {sentence for call in _calls(tree, "mark") for sentence in _strings(call.args[0])}


def _strings(expression: ast.expr | None) -> list[str]:
    value = expression.value if isinstance(expression, ast.Constant) else None
    return [value] if isinstance(value, str) else []


@cache
def _makers() -> dict[str, ast.Module]:
    """The modules that make a doubt, by their name."""
    trees = {str(path): ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "docproc").rglob("*.py")}
    return {path: tree for path, tree in trees.items() if _calls(tree, "Doubt")}


def _codes(tree: ast.Module) -> Iterator[str]:
    """The codes that a module gives its doubts: written at the call, or handed on to where it is made."""
    for maker in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for call in _calls(maker, "Doubt"):
            code = next(keyword.value for keyword in call.keywords if keyword.arg == "code")
            yield from _values(code, maker, tree)


def _values(code: ast.expr, maker: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
    """What an expression in the function `maker` may be: a string, a name for one, a choice, a parameter."""
    match code:
        case ast.Constant(value=str(value)):
            yield value
        case ast.IfExp(body=body, orelse=orelse):
            yield from _values(body, maker, tree)
            yield from _values(orelse, maker, tree)
        case ast.Attribute(attr="value"):  # of an enumeration; the first is the one that is no doubt
            listed = next(node for node in tree.body if isinstance(node, ast.ClassDef) and _is_enum(node))
            assigned = [node.value for node in listed.body if isinstance(node, ast.Assign)]
            yield from (value for node in assigned[1:] for value in _strings(node))
        case ast.Name(id=name):
            yield from _named(name, maker, tree)
        case _:
            raise AssertionError(f"cannot tell the code of a doubt: {ast.unparse(code)}")


def _is_enum(node: ast.ClassDef) -> bool:
    return any(getattr(base, "id", "") == "Enum" for base in node.bases)


def _named(name: str, maker: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
    parameters = [argument.arg for argument in maker.args.args]
    if name in parameters:
        at = parameters.index(name)
        for other in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in _calls(other, maker.name):
                yield from _values(call.args[at], other, tree)
    elif assigned := [value for scope in (maker, tree) for value in _assigned(name, scope)]:
        for value in assigned:
            yield from _values(value, maker, tree)
    elif sources := [node for node in tree.body if isinstance(node, ast.ImportFrom) and _imports(name, node)]:
        source = ROOT / f"{str(sources[0].module).replace('.', '/')}.py"
        yield from _named(name, maker, ast.parse(source.read_text(encoding="utf-8")))
    else:  # one after the other of what is looked up in the table of sentences
        tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict) and _marked(node)]
        assert tables, f"cannot tell what {name} may be"
        yield from (key for table in tables for written in table.keys for key in _strings(written))


def _imports(name: str, node: ast.ImportFrom) -> bool:
    return any(alias.name == name for alias in node.names)


def _assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else getattr(scope, "body", []):
        if not isinstance(node, ast.Assign):
            continue
        match node.targets[0], node.value:
            case ast.Name(id=target), value if target == name:
                yield value
            case ast.Tuple(elts=targets), ast.Tuple(elts=values):
                yield from (v for t, v in zip(targets, values, strict=True) if getattr(t, "id", "") == name)


@cache
def _table() -> list[tuple[str, str]]:
    """The rows of the page: code and sentence; a row without a code goes on with the one above."""
    page = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    section = page.partition("\n### Doubts\n")[2].partition("\n## ")[0]
    rows, code = [], ""
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 4 and cells[2] != "sentence":
            code = cells[0].strip("`") or code
            rows.append((code, cells[2]))
    return rows


def test_the_table_holds_every_code_and_no_other() -> None:
    in_code = {code for tree in _makers().values() for code in _codes(tree)}
    assert {"not_found", "page_nearly_again", "another_letter", "due_before_issue", "low_confidence"} <= in_code
    assert {code for code, _sentence in _table()} == in_code


def test_the_table_holds_every_sentence_and_no_other() -> None:
    in_code = set.union(*map(_marked, _makers().values()))
    assert len(in_code) > 60
    assert sorted(sentence for _code, sentence in _table()) == sorted(in_code)


def test_a_sentence_stands_beside_a_code_of_its_module() -> None:
    pairs = {
        (code, sentence) for tree in _makers().values() for code in _codes(tree) for sentence in _marked(tree)
    }
    assert [row for row in _table() if row not in pairs] == []


def test_every_sentence_is_there_in_vietnamese() -> None:
    assert [sentence for _code, sentence in _table() if translate(sentence, "vi") == sentence] == []


def test_codes_are_words_for_programs() -> None:
    assert [code for code, _sentence in _table() if not re.fullmatch(r"[a-z]+(_[a-z]+)*", code)] == []
