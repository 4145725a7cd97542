using System.Collections.Immutable;
using Experiments.Contracts.Workloads;
using Experiments.Training.Workloads;

namespace Experiments.Training.Modules;

/// <summary>
/// The parameters that the training loop reads for a user's module. Names, rules and defaults are those of the built-in
/// workloads.
/// </summary>
internal static class LoopParameters
{
    private static readonly string[] Loop = ["epochs", "batch_size", "lr_schedule", "gradient_clip", "stop_on", "seed"];
    private static readonly string[] Optimizer = ["optimizer", "learning_rate", "momentum", "nesterov", "weight_decay"];

    private static readonly ImmutableArray<WorkloadParameter> All =
        [.. BuiltInWorkloads.Mlp.Parameters.Where(parameter => Loop.Concat(Optimizer).Contains(parameter.Name))];

    /// <summary>Returns the trial's values with the defaults of the workload and of the training loop.</summary>
    /// <param name="name">The workload's name, used if the schema is null.</param>
    /// <param name="assignment">The trial's values, without defaults.</param>
    /// <param name="schema">The parameters that the workload accepts, or null if it accepts any.</param>
    /// <exception cref="TrialDoomedException">A value is not valid.</exception>
    public static TrialParameters Read(string name, Assignment assignment, WorkloadSchema? schema)
    {
        var own = schema?.Parameters ?? [];
        var all = new WorkloadSchema(
            schema?.Name ?? name, NeedsDataset: false,
            [.. own, .. All.ExceptBy(own.Select(parameter => parameter.Name), parameter => parameter.Name)],
            schema?.Objectives ?? []);
        // The loop's own rules hold even for a parameter that the workload declares again.
        var wrong = WrongOf(assignment, Loop);
        if (schema is not null) wrong = [.. all.Check(assignment).Union(wrong)];
        return wrong.IsEmpty ? new(assignment, all) : throw new TrialDoomedException(string.Join("; ", wrong));
    }

    /// <summary>Checks the values that the built-in optimizers read.</summary>
    /// <exception cref="TrialDoomedException">A value is not valid.</exception>
    public static void CheckOptimizer(TrialParameters parameters)
    {
        if (WrongOf(parameters.Assignment, Optimizer) is { IsEmpty: false } wrong)
            throw new TrialDoomedException(string.Join("; ", wrong));
    }

    private static ImmutableArray<string> WrongOf(Assignment assignment, string[] names) =>
        new WorkloadSchema(
            "module", NeedsDataset: false, [.. All.Where(parameter => names.Contains(parameter.Name))], [])
            .Check(new Assignment(assignment.Where(pair => names.Contains(pair.Key))));
}
