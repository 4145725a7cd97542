using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Executors;

/// <summary>How a built-in workload is run here.</summary>
/// <param name="Create">Makes what runs.</param>
/// <param name="Computes">Whether it computes with torch and needs a thread of its own; one that only awaits does
/// not.</param>
internal sealed record BuiltInRunner(Func<WorkloadSpec.BuiltIn, IWorkload> Create, bool Computes);
