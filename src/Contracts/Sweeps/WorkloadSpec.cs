using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Contracts.Sweeps;

/// <summary>What a trial runs. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BuiltIn), "built_in")]
[JsonDerivedType(typeof(FromAssembly), "assembly")]
[JsonDerivedType(typeof(Program), "program")]
public abstract record WorkloadSpec
{
    private WorkloadSpec() { }

    /// <summary>One of ours, by name, on a dataset (null where it needs none).</summary>
    public sealed record BuiltIn(string Name, string? Dataset) : WorkloadSpec;

    /// <summary>A class that implements <see cref="Ports.Execution.IWorkload"/>, named by assembly file and type.</summary>
    public sealed record FromAssembly(string Assembly, string Type, string? Dataset) : WorkloadSpec;

    /// <summary>
    /// Any program: the words of its command line, macros not yet replaced, and the file that <c>${program}</c> names.
    /// </summary>
    public sealed record Program(string? File, ImmutableArray<string> Command) : WorkloadSpec;
}
