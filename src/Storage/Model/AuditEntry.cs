namespace Experiments.Storage.Model;

/// <summary>
/// One change that a person requested. It is stored before the change is made, so that no change is missing.
/// </summary>
internal sealed class AuditEntry
{
    /// <summary>The key, which the database assigns, in the order of the requests.</summary>
    public int Key { get; init; }

    /// <summary>The time of the request, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who requested it.</summary>
    public required string Who { get; init; }

    /// <summary>The way in: <c>command line</c>, <c>page</c>, or <c>token</c> and its id.</summary>
    public required string Via { get; init; }

    /// <summary>What was requested: the name of the command.</summary>
    public required string Action { get; init; }

    /// <summary>The id of the sweep that it is about, or null if it is about none.</summary>
    public string? Sweep { get; init; }

    /// <summary>What it is about, in words: a sweep, a trial, a node or a token.</summary>
    public required string Target { get; init; }

    /// <summary>Why nothing was changed, or null if the change was made.</summary>
    public string? Refused { get; init; }
}
