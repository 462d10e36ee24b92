"""Operations: plans run in one transaction each, as steps that know no driver."""
