namespace Experiments.Web.Changing;

/// <summary>What a person thinks of a sweep.</summary>
internal sealed record NoteFields
{
    /// <summary>Text of up to 10,000 characters, or null to remove the note.</summary>
    public required string? Note { get; init; }
}
