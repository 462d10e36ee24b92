"""Serves the standard model with a custom object of every field type: a program of its own, for no command line serves one."""

from __future__ import annotations

import sys

import uvicorn

from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, OneToMany
from schema.standard import standard_model
from server.app import create_app
from server.settings import Settings
from tests.io.running_server import RunningServer
from tests.property.custom_objects import CUSTOM_TYPES, custom_field


class CustomServer(RunningServer):
    """A server of this model."""

    def command(self) -> list[str]:
        """Return what starts the process."""
        return [sys.executable, "-m", "tests.io.custom_server", str(self.database), str(self.port)]


def rocket_model() -> DataModel:
    """Return a model whose rockets have every field type, parts that are rockets, and a cycle with companies."""
    fields = [custom_field(kind, f"{kind.value.lower().replace('_', '')}Field") for kind in CUSTOM_TYPES]
    fields.append(Field("crew", FieldType.NUMBER, "Crew", settings={"dataType": "int", "decimals": 0}, custom=True))
    maker = ManyToOne("maker", "company", "rockets", "Maker", custom=True)
    parent = ManyToOne("parent", "rocket", "parts", "Parent", custom=True)
    admirers = OneToMany("admirers", "company", "idol", "Admirers", custom=True)
    return standard_model().with_custom_object("rocket", "rockets", "Rocket", "Rockets", (*fields, maker, parent, admirers))


def main(database: str, port: str) -> None:
    """Serve until the process is ended."""
    app = create_app(Settings(database=database), rocket_model())
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
