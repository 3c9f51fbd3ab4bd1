"""A trigger that refuses a new row where a query finds something; the error bears table and name."""

import pgtrigger


def refuses(name: str, *, where: str, says: str) -> pgtrigger.Trigger:
    """Make the trigger.

    :param where: the SQL of what must not be there; ``NEW`` is the row to be added.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"""
            IF EXISTS ({where}) THEN
                RAISE EXCEPTION '{says}'
                    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{{meta.db_table}}_{name}';
            END IF;
            RETURN NEW;
            """  # (the words of the models alone)
        ),
    )
