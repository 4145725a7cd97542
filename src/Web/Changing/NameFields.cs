namespace Experiments.Web.Changing;

/// <summary>Another name for a sweep.</summary>
internal sealed record NameFields
{
    /// <summary>Text of up to 200 characters on one line.</summary>
    public required string Name { get; init; }
}
