using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Contracts.Sweeps;

/// <summary>The workload that a trial runs. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BuiltIn), "built_in")]
[JsonDerivedType(typeof(FromAssembly), "assembly")]
[JsonDerivedType(typeof(Program), "program")]
[JsonDerivedType(typeof(Outside), "outside")]
public abstract record WorkloadSpec
{
    private WorkloadSpec() { }

    /// <summary>
    /// Workers outside the cluster train: they ask over the HTTP API for trials, and report what they measure.
    /// </summary>
    public sealed record Outside : WorkloadSpec
    {
        /// <summary>Its name in sweep files.</summary>
        public const string Name = "outside";
    }

    /// <summary>A built-in workload by name, on a dataset (null if it needs none).</summary>
    public sealed record BuiltIn(string Name, string? Dataset) : WorkloadSpec;

    /// <summary>
    /// A class that implements <see cref="IWorkload"/>, named by the path of its assembly and its full
    /// name.
    /// </summary>
    public sealed record FromAssembly(string Assembly, string Type) : WorkloadSpec;

    /// <summary>
    /// Any program: the words of its command line, before macros are replaced, and the file that <c>${program}</c>
    /// names.
    /// </summary>
    public sealed record Program(string? File, ImmutableArray<string> Command) : WorkloadSpec
    {
        /// <summary>The absolute path of the folder that it runs in, on every node.</summary>
        public required string Directory { get; init; }

        /// <summary>
        /// The variable that holds its seed, the only variable of a trial that <see cref="Environment"/> may set.
        /// </summary>
        public const string SeedVariable = "TRIAL_SEED";

        /// <summary>The environment variables that are set for it, before macros are replaced.</summary>
        public ImmutableSortedDictionary<string, string> Environment { get; init; } =
            ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>The maximum duration of an attempt. Default: no limit.</summary>
        public TimeSpan? TimeLimit { get; init; }

        /// <summary>The maximum memory of it and its child processes together, in bytes. Default: the node's
        /// memory.</summary>
        public long? MemoryLimit { get; init; }

        /// <summary>The module of another tracker that it finds. Default: none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public ProgramShim Shim { get; init; }
    }
}
