namespace Experiments.Storage.Model;

/// <summary>A checkpoint of a trial. Either <see cref="Data"/> or <see cref="File"/> is not null.</summary>
internal sealed class StoredCheckpoint
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The step at which it was saved.</summary>
    public long Step { get; init; }

    /// <summary>The attempt that saved it.</summary>
    public int Attempt { get; init; }

    /// <summary>The SHA-256 hash of the data.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The data, or null if it is in a file.</summary>
    public byte[]? Data { get; init; }

    /// <summary>The file in the folder that nodes share, or null if the data is in the database.</summary>
    public string? File { get; init; }

    /// <summary>The time at which it was saved, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }
}
