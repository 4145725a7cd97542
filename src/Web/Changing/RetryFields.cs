namespace Experiments.Web.Changing;

/// <summary>Which trials are tried again.</summary>
internal sealed record RetryFields
{
    /// <summary>The numbers of trials that failed. Without any, all that failed.</summary>
    public IReadOnlyList<int> Trials { get; init; } = [];
}
