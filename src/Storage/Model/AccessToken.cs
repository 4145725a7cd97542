namespace Experiments.Storage.Model;

/// <summary>A token of a person for the HTTP API. Only a hash of its secret is stored.</summary>
internal sealed class AccessToken
{
    /// <summary>The id, which is part of the token and not secret.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the person.</summary>
    public required string Person { get; init; }

    /// <summary>What the token allows.</summary>
    public Role Role { get; init; }

    /// <summary>The SHA-256 of the token's secret.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The time of its creation, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The time from which on it is refused, or null if it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The time at which it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
