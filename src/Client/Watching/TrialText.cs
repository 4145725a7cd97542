using System.Collections.Frozen;
using System.Collections.Immutable;
using Experiments.Client.Output;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>How the trials of one sweep are told in few words.</summary>
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

    /// <summary>The parameters that are not the same in all trials, in the order of the file.</summary>
    public ImmutableArray<Parameter> Varying { get; }

    /// <summary><c>name=value</c> of each of these.</summary>
    public string Parameters(TrialSummary trial) => string.Join(
        ' ',
        trial.Assignment.Where(pair => _varying.Contains(pair.Key))
            .Select(pair => $"{pair.Key}={ShortText.OfNarrow(pair.Value)}"));

    /// <summary>Whether all values of a distribution are numbers.</summary>
    public static bool IsNumber(Distribution distribution) =>
        distribution is not Distribution.Categorical choice
        || choice.Values.All(value => value is ParameterValue.Integer or ParameterValue.Number);

    /// <summary>Epochs that the trial will train, or null where its parameters do not say.</summary>
    public long? EpochsOf(TrialSummary trial) =>
        (trial.Assignment.TryGet(Epochs, out var own) ? own : _defaultEpochs) switch
        {
            ParameterValue.Integer { Value: > 0 } whole => whole.Value,
            ParameterValue.Number { Value: > 0 and < 1e15 } number when double.IsInteger(number.Value) => (long)number.Value,
            _ => null,
        };

    /// <summary>Share of the trial that is done, 0 to 1; null: unknown.</summary>
    public double? Fraction(TrialSummary trial) =>
        EpochsOf(trial) is { } epochs ? Math.Clamp((trial.Step ?? 0) / (double)epochs, 0, 1) : null;
}
