using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>
/// The distribution of a parameter's values. A closed set. Bounds are values, never exponents: code that reads a file
/// with exponents converts them. If <c>Q</c> is given, a value is rounded to the nearest multiple of it that lies
/// within the bounds; there is at least one. The validator of sweep files, which states the rules, ensures that
/// instances are valid.
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
    /// Whether the multiples of a whole <c>Q</c> are whole numbers, rather than real ones without a fraction. Default:
    /// false, as in distributions stored before whole multiples were supported; a sweep file that is read now yields
    /// whole ones.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWhole { get; init; }

    /// <summary>Always the same value.</summary>
    public sealed record Constant(ParameterValue Value) : Distribution;

    /// <summary>One of several values, equally likely unless probabilities (same length, sum 1) are given.</summary>
    public sealed record Categorical(
        ImmutableArray<ParameterValue> Values, ImmutableArray<double>? Probabilities = null)
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

    /// <summary>Prints the members that all distributions share, unless they have their default values.</summary>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        if (IsWhole) builder.Append("whole");
        return IsWhole;
    }

    /// <summary>
    /// Returns a number as this distribution gives it, whole or real. Beyond 64 bits all numbers are real.
    /// </summary>
    internal ParameterValue ValueOf(double number) =>
        IsWhole && Math.Abs(number) < long.MaxValue
            ? new ParameterValue.Integer((long)number)
            : new ParameterValue.Number(number);
}
