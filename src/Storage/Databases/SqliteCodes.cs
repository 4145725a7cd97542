namespace Experiments.Storage.Databases;

/// <summary>Result codes of SQLite, https://sqlite.org/rescode.html.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Io = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;

    /// <summary>Extended code of a primary key that exists (1555), 19 in its low byte.</summary>
    public const int PrimaryKeyConstraint = 1555;

    public const int NotADatabase = 26;
}
