namespace Experiments.Web.Changing;

/// <summary>How many trials of a sweep run at a time.</summary>
internal sealed record LimitFields
{
    /// <summary>The maximum number, at least 1, or null for what the sweep file says.</summary>
    public required int? Most { get; init; }
}
