using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Executors;

/// <summary>How a built-in workload is run here.</summary>
/// <param name="Workload">What runs.</param>
/// <param name="Computes">Whether it computes with torch and needs a thread of its own; one that only awaits does
/// not.</param>
internal sealed record BuiltInRunner(IWorkload Workload, bool Computes);
