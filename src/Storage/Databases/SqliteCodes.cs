namespace Experiments.Storage.Databases;

/// <summary>The result codes of SQLite that are handled, see https://sqlite.org/rescode.html.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Io = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;

    /// <summary>The extended code for a foreign key without its row (SQLITE_CONSTRAINT_FOREIGNKEY).</summary>
    public const int ForeignKeyConstraint = 787;

    /// <summary>The extended code for a duplicate primary key (SQLITE_CONSTRAINT_PRIMARYKEY).</summary>
    public const int PrimaryKeyConstraint = 1555;

    public const int NotADatabase = 26;
}
