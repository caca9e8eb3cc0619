from django.db.backends.postgresql import base, operations

from guildhall.core.whole_rows import KnownConverters


class DatabaseOperations(KnownConverters, operations.DatabaseOperations):
    compiler_module = "guildhall.core.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
