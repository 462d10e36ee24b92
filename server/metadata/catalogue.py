"""The whole data model in the form of the metadata API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from schema.data_model import DataModel
from server.metadata.errors import EntityNotFoundError
from server.metadata.field_forms import morph_targets
from server.metadata.fields import Field
from server.metadata.object_forms import object_form
from server.metadata.objects import Object
from server.metadata.scalars import UUID


class Catalogue:
    """The objects and fields of one data model. Each part is made when it is first asked for: a start needs none of it."""

    def __init__(self, model: DataModel) -> None:
        self._model = model

    @cached_property
    def objects(self) -> tuple[Object, ...]:
        """All objects, in the order of the data model."""
        return tuple(object_form(obj, self) for obj in self._model.objects)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all objects, object by object."""
        return tuple(field for obj in self.objects for field in obj.all_fields)

    @cached_property
    def _objects_by_id(self) -> Mapping[UUID, Object]:
        return {obj.id: obj for obj in self.objects}

    @cached_property
    def _fields_by_id(self) -> Mapping[UUID, Field]:
        targets = (target for obj in self._model.objects for target in morph_targets(obj, self))
        return {field.id: field for field in (*targets, *self.fields)}

    def object(self, id_: UUID) -> Object:
        """Return the object of this id; refuse an unknown one."""
        try:
            return self._objects_by_id[id_]
        except KeyError:
            raise EntityNotFoundError("ObjectMetadataEntity", id_) from None

    def field(self, id_: UUID) -> Field:
        """Return the field of this id, a single target of a morph relation included; refuse an unknown one."""
        try:
            return self._fields_by_id[id_]
        except KeyError:
            raise EntityNotFoundError("FieldMetadataEntity", id_) from None
