using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>A key of the format: its name, what it takes, what holds where it is missing, and what it means.</summary>
internal abstract record Key(string Name, string Takes, string Default, string Meaning)
{
    /// <summary>Whether it is only accepted.</summary>
    public abstract bool IsIgnored { get; }
}

/// <summary>A key that is read as <typeparamref name="T"/>.</summary>
internal sealed record Key<T>(string Name, Rule<T> Rule, string Default, string Meaning)
    : Key(Name, Rule.Takes, Default, Meaning)
{
    public override bool IsIgnored => Rule is IgnoredRule;
}
