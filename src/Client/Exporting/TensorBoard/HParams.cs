using Experiments.Client.Exporting.TensorBoard.Wire;
using Experiments.Client.Output;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Google.Protobuf.WellKnownTypes;

namespace Experiments.Client.Exporting.TensorBoard;

/// <summary>Converts a sweep and its trials to the data of the HPARAMS tab: an experiment and its sessions.</summary>
internal static class HParams
{
    /// <summary>Returns the experiment: the sweep's parameters, and its objective as the metric to compare.</summary>
    public static HParamsPluginData Experiment(SweepDetail sweep, IEnumerable<TrialSummary> trials)
    {
        var experiment = new Experiment
        {
            Name = sweep.Summary.Name,
            Description = sweep.Spec.Description ?? "",
            TimeCreatedSecs = EventFile.SecondsOf(sweep.Summary.CreatedAt),
        };
        if (sweep.Spec.HasObjective)
            experiment.MetricInfos.Add(new MetricInfo { Name = new MetricName { Tag = sweep.Summary.Metric } });
        var values = trials.SelectMany(trial => trial.Assignment).ToLookup(pair => pair.Key, pair => pair.Value);
        foreach (var parameter in sweep.Spec.Search.Space.Parameters)
            experiment.HparamInfos.Add(new HParamInfo { Name = parameter.Name, Type = TypeOf(values[parameter.Name]) });
        return new HParamsPluginData { Experiment = experiment };
    }

    /// <summary>Returns the start of a trial's session.</summary>
    public static HParamsPluginData Start(TrialSummary trial)
    {
        var start = new SessionStartInfo
        {
            GroupName = $"trial {trial.Number}",
            StartTimeSecs = EventFile.SecondsOf(trial.StartedAt),
        };
        foreach (var (name, value) in trial.Assignment) start.Hparams[name] = ValueOf(value);
        return new HParamsPluginData { SessionStartInfo = start };
    }

    /// <summary>Returns the end of a trial's session, with status running if the trial has not ended.</summary>
    public static HParamsPluginData End(TrialSummary trial) => new()
    {
        SessionEndInfo = new SessionEndInfo
        {
            Status = trial switch
            {
                { FinishedAt: null } => SessionStatus.StatusRunning,
                { Status: TrialStatus.Failed } => SessionStatus.StatusFailure,
                _ => SessionStatus.StatusSuccess,
            },
            EndTimeSecs = trial.FinishedAt is { } finished ? EventFile.SecondsOf(finished) : 0,
        },
    };

    private static Value ValueOf(ParameterValue value) => value switch
    {
        ParameterValue.Integer whole => Value.ForNumber(whole.Value),
        ParameterValue.Number number => Value.ForNumber(number.Value),
        ParameterValue.Flag flag => Value.ForBool(flag.Value),
        _ => Value.ForString(FullText.Format(value)),
    };

    // A parameter whose values have several kinds has no data type.
    private static HParamType TypeOf(IEnumerable<ParameterValue> values)
    {
        var kinds = values.Select(value => ValueOf(value).KindCase).Distinct().ToList();
        return kinds switch
        {
            [Value.KindOneofCase.NumberValue] => HParamType.DataTypeFloat64,
            [Value.KindOneofCase.BoolValue] => HParamType.DataTypeBool,
            [Value.KindOneofCase.StringValue] => HParamType.DataTypeString,
            _ => HParamType.DataTypeUnset,
        };
    }
}
