using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Executors;

/// <summary>A built-in workload and how it runs in this process.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Computes">
/// Whether the workload computes with torch and needs a thread of its own. A workload that only awaits does not.
/// </param>
internal sealed record BuiltInRunner(IWorkload Workload, bool Computes);
