"""A running server takes data written into the text like data sent in variables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty database."""
    with serving_in_process(tmp_path_factory.mktemp("literals") / "ferry.sqlite", standard_model()) as api:
        yield api


def test_two_hundred_records_may_be_written_into_the_text(api: Api) -> None:
    """A text far beyond the limit of characters is answered when it is data that makes it long."""
    records = [f'{{name: "Mill \\"{n}\\"", employees: {n}, address: {{addressCity: """{"é" * 200}"""}}}}' for n in range(200)]
    text = f"mutation {{ createCompanies(data: [{', '.join(records)}]) {{ name employees address {{ addressCity }} }} }}"
    created = api.ask(text)["createCompanies"]

    expected = [{"name": f'Mill "{n}"', "employees": n, "address": {"addressCity": "é" * 200}} for n in range(200)]
    assert expected == created


def test_a_variable_cannot_take_the_place_of_a_literal(api: Api) -> None:
    """What a client sends under the name of a generated variable is not looked at."""
    text = 'mutation { createCompany(data: {name: "written"}) { name } }'

    assert {"createCompany": {"name": "written"}} == api.ask(text, __lifted0={"name": "sent"})


def test_a_number_beyond_64_bits_is_the_double_it_is_in_variables(api: Api) -> None:
    """The same number is stored whichever way it comes."""
    number = 12_345_678_901_234_567_890_123
    written = api.ask(f"mutation {{ createCompany(data: {{position: {number}}}) {{ position }} }}")
    sent = api.ask("mutation($p: Position) { createCompany(data: {position: $p}) { position } }", p=float(number))

    assert sent == written


def test_a_number_of_five_thousand_digits_is_refused_in_words(api: Api) -> None:
    """A number no double holds is an error of the client's, not of the server's."""
    (error,) = api.send(f"mutation {{ createCompany(data: {{employees: {'9' * 5_000}}}) {{ id }} }}")["errors"]

    assert 'Invalid number value Infinity for field "employees"' == error["message"]


def test_a_text_that_is_too_long_is_answered_in_words(api: Api) -> None:
    """The refusal says by how much, and what to do."""
    answer = api.send(f"{{ companies {{ totalCount }} }} {'#' * 1_000_000}")
    (error,) = answer["errors"]

    assert {"code": "GRAPHQL_PARSE_FAILED"} == error["extensions"]
    assert error["message"].endswith("Maximum allowed characters: 20000. Send data in variables.")


def test_the_metadata_api_has_the_same_limits(api: Api) -> None:
    """Its documents are judged alike."""
    text = "{" + " ".join(f"a{n}: __typename" for n in range(31)) + "}"
    (error,) = api.post({"query": text}).json()["errors"]

    assert "Maximum allowed aliases: 30." in error["message"]
