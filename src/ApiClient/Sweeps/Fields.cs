namespace Experiments.ApiClient.Sweeps;

/// <summary>Tags of a sweep.</summary>
/// <param name="Tags">Words without blanks or commas, of up to 64 characters.</param>
public sealed record TagFields(IReadOnlyList<string> Tags);

/// <summary>What a person thinks of a sweep.</summary>
/// <param name="Note">Text of up to 10,000 characters, or null to remove the note.</param>
public sealed record NoteFields(string? Note);

/// <summary>Another name for a sweep.</summary>
/// <param name="Name">Text of up to 200 characters on one line.</param>
public sealed record NameFields(string Name);

/// <summary>How many trials of a sweep run at a time.</summary>
/// <param name="Most">The maximum number, at least 1, or null for what the sweep file says.</param>
public sealed record LimitFields(int? Most);

/// <summary>Which assignments of a sweep are repeated with other seeds, and how often.</summary>
/// <param name="Top">How many of the leading assignments, at least 1.</param>
/// <param name="Repeats">The number of trials of each in total, at least 2.</param>
public sealed record ConfirmFields(int Top, int Repeats);

/// <summary>Failed trials to try again.</summary>
/// <param name="Trials">Their numbers; none stands for all that failed.</param>
public sealed record RetryFields(IReadOnlyList<int> Trials);
