using System.Text.RegularExpressions;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Tests.Schema;

/// <summary>Describes the schema of a database in lines that can be compared.</summary>
internal static partial class SchemaText
{
    // Columns, constraints, indexes and views. Their names are compared, too, since a later migration refers to them.
    private const string Postgres =
        """
        select concat_ws(' ', 'column', table_name, column_name, udt_name, is_nullable, column_default,
            is_identity, identity_generation)
        from information_schema.columns where table_schema in ('public', 'experiments_private')
        union all
        select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace in ('public'::regnamespace, 'experiments_private'::regnamespace)
        union all
        select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'public'
        union all
        select concat_ws(' ', 'view', viewname, definition) from pg_views where schemaname = 'public'
        union all
        select concat_ws(' ', 'storage', attrelid::regclass, attname, attstorage)
        from pg_attribute where attrelid in ('checkpoints'::regclass, 'sweep_snapshots'::regclass) and attnum > 0
        union all
        select concat_ws(' ', 'function', proname, pg_get_functiondef(oid))
        from pg_proc where pronamespace = 'public'::regnamespace
        union all
        select concat_ws(' ', 'statement', querykey, querytext) from orleansquery
        union all
        select concat_ws(' ', 'security', relname, relrowsecurity, relacl) from pg_class
        where relnamespace = 'experiments_private'::regnamespace
        """;

    // The text of a table contains its constraints, which SQLite does not list otherwise.
    private const string Sqlite =
        """
        select 'column ' || m.name || ' ' || c.name || ' ' || lower(c.type) || ' ' || (c."notnull" or c.pk = 1) || ' '
            || coalesce(c.dflt_value, '') || ' ' || c.pk
        from sqlite_master m join pragma_table_info(m.name) c where m.type in ('table', 'view')
        union all
        select 'foreign key ' || m.name || ' ' || f."from" || ' ' || f."table" || ' ' || f."to" || ' ' || f.on_delete
        from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'
        union all
        select 'index ' || m.name || ' ' || i."unique" || ' ' || i.origin || ' ' || c.name || ' ' || c.seqno
            || case i.origin when 'c' then ' ' || i.name else '' end
        from sqlite_master m join pragma_index_list(m.name) i join pragma_index_info(i.name) c where m.type = 'table'
        union all
        select 'filter ' || name || ' ' || substr(sql, instr(lower(sql), ' where ') + 7) from sqlite_master
        where type = 'index' and instr(lower(replace(sql, char(10), ' ')), ' where ') > 0
        union all
        select 'view ' || name || ' ' || sql from sqlite_master where type = 'view'
        union all
        select 'rowid ' || name || ' ' || wr from pragma_table_list where type = 'table' and name not like 'sqlite_%'
        union all
        select 'check ' || name || ' ' || sql from sqlite_master where type = 'table'
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(Database database)
    {
        var lines = await database.ReadAsync(
            connection => connection.QueryAsync(
                database is PostgresDatabase ? Postgres : Sqlite, [], row => row.GetString(0), default),
            default);
        return
        [
            .. lines.SelectMany(line => line.StartsWith("check ", StringComparison.Ordinal) ? Checks(line) : [line])
                .Select(line => Blank().Replace(line, " ").Trim())
                .Order(StringComparer.Ordinal),
        ];
    }

    // The conditions of a table of SQLite: the text in the parentheses after each "check".
    private static IEnumerable<string> Checks(string line)
    {
        var table = line.Split(' ')[1];
        foreach (Match check in Check().Matches(line))
        {
            var depth = 0;
            var from = check.Index + check.Length - 1;
            var to = from;
            do
            {
                if (line[to] == '(') depth++;
                if (line[to] == ')') depth--;
                to++;
            }
            while (depth > 0);
            yield return $"check {table} {line[from..to]}";
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\bcheck\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Check();
}
