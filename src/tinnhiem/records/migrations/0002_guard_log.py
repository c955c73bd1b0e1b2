from django.db import migrations

SQLITE = (
    """CREATE TRIGGER records_logentry_keep BEFORE UPDATE ON records_logentry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER records_logentry_stay BEFORE DELETE ON records_logentry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION records_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER records_logentry_keep BEFORE UPDATE OR DELETE ON records_logentry
    FOR EACH ROW EXECUTE FUNCTION records_log_append_only()""",
    """CREATE TRIGGER records_logentry_stay BEFORE TRUNCATE ON records_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION records_log_append_only()""",
)
BACK = {
    "sqlite": ("DROP TRIGGER records_logentry_keep", "DROP TRIGGER records_logentry_stay"),
    "postgresql": (
        "DROP TRIGGER records_logentry_keep ON records_logentry",
        "DROP TRIGGER records_logentry_stay ON records_logentry",
        "DROP FUNCTION records_log_append_only()",
    ),
}


def guard(apps, schema_editor):
    made = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in made:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
