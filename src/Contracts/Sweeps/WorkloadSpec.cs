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

    /// <summary>
    /// A class that implements <see cref="Ports.Execution.IWorkload"/>, named by the path of its assembly and its full name.
    /// </summary>
    public sealed record FromAssembly(string Assembly, string Type) : WorkloadSpec;

    /// <summary>
    /// Any program: the words of its command line, macros not yet replaced, and the file that <c>${program}</c> names.
    /// </summary>
    public sealed record Program(string? File, ImmutableArray<string> Command) : WorkloadSpec
    {
        /// <summary>The folder that it runs in, on every node: an absolute path.</summary>
        public required string Directory { get; init; }

        /// <summary>The variable in which it finds its seed; alone of those that a trial is given, <see cref="Environment"/> may set it.</summary>
        public const string SeedVariable = "TRIAL_SEED";

        /// <summary>Environment variables that are set for it, macros not yet replaced.</summary>
        public ImmutableSortedDictionary<string, string> Environment { get; init; } =
            ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>The longest that an attempt may run. Default: as long as it likes.</summary>
        public TimeSpan? TimeLimit { get; init; }

        /// <summary>Bytes of memory that it and all that it starts may hold together. Default: what the node has.</summary>
        public long? MemoryLimit { get; init; }
    }
}
