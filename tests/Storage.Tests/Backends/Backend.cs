namespace Experiments.Storage.Tests.Backends;

/// <summary>The databases that everything is tried on.</summary>
public enum Backend
{
    Sqlite,
    Postgres,
}
