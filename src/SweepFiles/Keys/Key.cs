using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>A key of the format: its name, the values it takes, its default, and its meaning.</summary>
internal abstract record Key(string Name, string Takes, string Default, string Meaning)
{
    /// <summary>Whether the key is accepted but ignored.</summary>
    public abstract bool IsIgnored { get; }
}

/// <summary>A key that is read as <typeparamref name="T"/>.</summary>
internal sealed record Key<T>(string Name, Rule<T> Rule, string Default, string Meaning)
    : Key(Name, Rule.Takes, Default, Meaning)
{
    public override bool IsIgnored => Rule is IgnoredRule;
}
