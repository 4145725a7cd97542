using Experiments.Contracts.Settings;

namespace Experiments.Changes.Access;

/// <summary>The lifetime of a token, as people write it.</summary>
public static class TokenLifetime
{
    /// <summary>The text for a token that does not expire.</summary>
    public const string Never = "never";

    /// <summary>What is accepted.</summary>
    public const string Takes = "a time with its unit, such as 90d or 12h, or 'never'";

    /// <summary>Reads a lifetime. Null stands for the default, <see cref="TokenIssuing.DefaultLifetime"/>.</summary>
    /// <returns>Whether the text is one, and the time, which is null if the token does not expire.</returns>
    public static (bool IsValid, TimeSpan? Lifetime) Read(string? text) => text switch
    {
        null => (true, TokenIssuing.DefaultLifetime),
        Never => (true, null),
        _ when DurationText.TryReadWithUnit(text, out var time) => (true, time),
        _ => (false, null),
    };
}
