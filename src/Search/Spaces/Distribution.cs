using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>
/// Where the values of a parameter come from. A closed set. Bounds are values, never exponents: whoever reads a file in
/// which they are exponents converts them. Where <c>Q</c> is given, a value is rounded to the nearest multiple of it
/// that lies within the bounds; there is at least one. Instances are valid by construction of the sweep file's validator,
/// which states the rules.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(Categorical), "categorical")]
[JsonDerivedType(typeof(IntUniform), "int_uniform")]
[JsonDerivedType(typeof(Uniform), "uniform")]
[JsonDerivedType(typeof(LogUniform), "log_uniform")]
[JsonDerivedType(typeof(InvLogUniform), "inv_log_uniform")]
[JsonDerivedType(typeof(Normal), "normal")]
[JsonDerivedType(typeof(LogNormal), "log_normal")]
[JsonDerivedType(typeof(Beta), "beta")]
public abstract record Distribution
{
    private Distribution() { }

    /// <summary>
    /// Whether the multiples of a whole <c>Q</c> are whole numbers, rather than real ones without a fraction. Default: false, which
    /// a distribution that was stored before there were whole ones had; a sweep file that is read now gives whole ones.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWhole { get; init; }

    /// <summary>Always the same value.</summary>
    public sealed record Constant(ParameterValue Value) : Distribution;

    /// <summary>
    /// One of several values, each as likely as the others unless probabilities (same length, sum 1) say otherwise.
    /// </summary>
    public sealed record Categorical(ImmutableArray<ParameterValue> Values, ImmutableArray<double>? Probabilities = null)
        : Distribution;

    /// <summary>A whole number, uniform on [Min, Max], both included.</summary>
    public sealed record IntUniform(long Min, long Max) : Distribution;

    /// <summary>Uniform on [Min, Max).</summary>
    public sealed record Uniform(double Min, double Max, double? Q = null) : Distribution;

    /// <summary>The logarithm is uniform: 0 &lt; Min &lt; Max.</summary>
    public sealed record LogUniform(double Min, double Max, double? Q = null) : Distribution;

    /// <summary>1 / x is log-uniform on [1 / Max, 1 / Min] (W&amp;B's inv_log_uniform): 0 &lt; Min &lt; Max.</summary>
    public sealed record InvLogUniform(double Min, double Max) : Distribution;

    /// <summary>Normal with mean Mu and standard deviation Sigma &gt; 0.</summary>
    public sealed record Normal(double Mu, double Sigma, double? Q = null) : Distribution;

    /// <summary>The logarithm is normal with mean Mu and standard deviation Sigma &gt; 0.</summary>
    public sealed record LogNormal(double Mu, double Sigma, double? Q = null) : Distribution;

    /// <summary>Beta on (0, 1) with A, B &gt; 0.</summary>
    public sealed record Beta(double A, double B, double? Q = null) : Distribution;

    /// <summary>What all distributions have in common, where it is said at all.</summary>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        if (IsWhole) builder.Append("whole");
        return IsWhole;
    }

    /// <summary>A number as this distribution gives it, whole or real. Beyond 64 bits all are real.</summary>
    internal ParameterValue ValueOf(double number) =>
        IsWhole && Math.Abs(number) < long.MaxValue ? new ParameterValue.Integer((long)number) : new ParameterValue.Number(number);
}
