namespace Experiments.Storage.Tests.Backends;

/// <summary>The databases that the tests run on.</summary>
public enum Backend
{
    Sqlite,
    Postgres,
}
