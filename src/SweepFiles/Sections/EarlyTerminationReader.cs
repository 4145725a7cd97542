using System.Collections.Immutable;
using System.Globalization;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;
using static Experiments.SweepFiles.Keys.EarlyTerminationKeys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>early_terminate</c>.</summary>
internal static class EarlyTerminationReader
{
    /// <summary>Reads the early termination. Returns null if there is none or an error was added.</summary>
    public static EarlyTermination? Read(Section sweep, WorkloadSchema? workload, ErrorList errors)
    {
        if (!sweep.TryGet(SweepKeys.EarlyTerminate, out var mapping)) return null;
        var keys = new Section(mapping, All, "early_terminate", errors);
        if (!keys.Require(EarlyTerminationKeys.Type, "'type: asha'", out var kind)) return null;

        var name = kind.ToString().ToLowerInvariant();
        var (taken, read) = kind switch
        {
            Kind.Asha => (Asha, ReadAsha(keys, errors)),
            Kind.Hyperband => (Hyperband, ReadHyperband(keys, errors)),
            Kind.Median => (Median, ReadMedian(keys)),
            _ => (Plateau, ReadPlateau(keys)),
        };
        foreach (var key in All.Where(key => keys.Has(key) && !taken.Contains(key)))
            errors.Add(keys.PositionOf(key), $"early_terminate: {name} takes no '{key.Name}'{Instead(taken)}");
        if (workload is not null && read?.ClockIn(AlgorithmVersions.Newest) is RungClock.Metric)
            errors.Add(keys.ValuePositionOf(TimeAttribute),
                $"early_terminate: workload '{workload.Name}' measures rungs in epochs; leave 'time_attr' out");
        return keys.Get(NeverStopped, 0) is > 0 and var share && read is not null
            ? read with { NeverStopped = share }
            : read;
    }

    private static string Instead(ImmutableArray<Key> taken) =>
        "; it takes " + string.Join(", ", taken.Select(key => key.Name));

    private static EarlyTermination? ReadAsha(Section keys, ErrorList errors)
    {
        var grace = (int)keys.Get(GracePeriod, 1);
        if (!keys.Require(MaxT, "'max_t: 10', the budget of a trial", out var most)) return null;
        if (grace > most)
            errors.Add(keys.At, $"early_terminate needs grace_period ≤ max_t, but got {grace} and {most}");
        return new EarlyTermination.Asha(
            keys.Get(TimeAttribute, "epoch"), grace, keys.Get(ReductionFactor, 3), (int)most,
            (int)keys.Get(Brackets, 1),
            Stopping: keys.Get(Mode, RungMode.Promote) == RungMode.Stop);
    }

    // As in W&B: s rungs down from max_iter, which takes precedence, or rungs up from min_iter.
    private static EarlyTermination? ReadHyperband(Section keys, ErrorList errors)
    {
        var eta = keys.Get(Eta, 3);
        var (least, most) = ((int)keys.Get(MinIter, 1), (int)keys.Get(MaxIter, int.MaxValue));
        var isDownwards = keys.Has(MaxIter) && keys.Has(Halvings);
        if (!keys.Has(MinIter) && !isDownwards)
            errors.Add(keys.At, "early_terminate: hyperband needs 'min_iter', or 'max_iter' and 's'");
        if (least > most)
            errors.Add(keys.At, $"early_terminate needs min_iter ≤ max_iter, but got {least} and {most}");
        if (isDownwards && most < eta)
            errors.Add(keys.ValuePositionOf(MaxIter), string.Create(
                CultureInfo.InvariantCulture,
                $"early_terminate: no rung lies below a max_iter of {most} with an eta of {eta}; "
                + $"max_iter / eta must be at least 1"));
        return new EarlyTermination.Hyperband(
            least, most, isDownwards ? (int)keys.Get(Halvings, 1) : 0, eta, keys.Get(Strict, true));
    }

    private static EarlyTermination ReadMedian(Section keys) =>
        new EarlyTermination.Median((int)keys.Get(GracePeriod, 1), (int)keys.Get(MinSamples, 3));

    private static EarlyTermination? ReadPlateau(Section keys) =>
        keys.Require(Patience, "'patience: 5', a number of reports", out var patience)
            ? new EarlyTermination.Plateau((int)patience, keys.Get(MinDelta, 0))
            : null;
}
