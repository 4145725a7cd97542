namespace Experiments.Web.Changing;

/// <summary>More trials for a sweep.</summary>
internal sealed record ExtendFields
{
    /// <summary>The number of trials in total, more than before.</summary>
    public required int RunCap { get; init; }
}
