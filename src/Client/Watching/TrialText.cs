using System.Collections.Frozen;
using System.Collections.Immutable;
using Experiments.Client.Output;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>Describes the trials of one sweep in brief.</summary>
internal sealed class TrialText
{
    private const string Epochs = "epochs";

    private readonly ParameterValue? _defaultEpochs;
    private readonly FrozenSet<string> _varying;

    public TrialText(SweepSpec spec)
    {
        var schema = BuiltInWorkloads.SchemaOf(spec.Workload);
        _defaultEpochs = schema?.Parameters.FirstOrDefault(parameter => parameter.Name == Epochs)?.Default;
        Varying = VaryingParameters.Find(spec.Search.Space);
        _varying = Varying.Select(parameter => parameter.Name).ToFrozenSet();
    }

    /// <summary>The parameters that are not the same in all trials, in the order of the sweep file.</summary>
    public ImmutableArray<Parameter> Varying { get; }

    /// <summary>Returns <c>name=value</c> for each varying parameter.</summary>
    public string Parameters(TrialSummary trial) => string.Join(
        ' ',
        trial.Assignment.Where(pair => _varying.Contains(pair.Key))
            .Select(pair => $"{pair.Key}={ShortText.OfNarrow(pair.Value)}"));

    /// <summary>Whether all values of a distribution are numbers.</summary>
    public static bool IsNumber(Distribution distribution) =>
        distribution is not Distribution.Categorical choice
        || choice.Values.All(value => value is ParameterValue.Integer or ParameterValue.Number);

    /// <summary>Returns the number of epochs that the trial trains, or null if its parameters do not say.</summary>
    public long? EpochsOf(TrialSummary trial) =>
        (trial.Assignment.TryGet(Epochs, out var own) ? own : _defaultEpochs) switch
        {
            ParameterValue.Integer { Value: > 0 } whole => whole.Value,
            ParameterValue.Number { Value: > 0 and < 1e15 } number when double.IsInteger(number.Value) =>
                (long)number.Value,
            _ => null,
        };

    /// <summary>Returns the completed share of the trial, 0 to 1, or null if unknown.</summary>
    public double? Fraction(TrialSummary trial) =>
        EpochsOf(trial) is { } epochs ? Math.Clamp((trial.Step ?? 0) / (double)epochs, 0, 1) : null;
}
