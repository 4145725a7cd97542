using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Executors;

/// <summary>A built-in workload and how it runs in this process.</summary>
/// <param name="Create">Creates the workload of a trial.</param>
/// <param name="Computes">
/// Whether the workload computes with torch and needs a thread of its own. A workload that only awaits does not.
/// </param>
internal sealed record BuiltInRunner(Func<WorkloadSpec.BuiltIn, IWorkload> Create, bool Computes);
