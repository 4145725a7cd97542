namespace Experiments.Web.Changing;

/// <summary>Tags of a sweep.</summary>
internal sealed record TagFields
{
    /// <summary>Words without blanks or commas, of up to 64 characters.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
}
