using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>Recognises files of other tools that are not sweep files.</summary>
internal static class ForeignFile
{
    private const string Katib =
        "this is an experiment of Katib, which cannot be read here: "
        + "write its spec's algorithm.algorithmName as 'method', "
        + "objective as 'metric' (objectiveMetricName is its 'name', type its 'goal', goal its 'target'), "
        + "maxTrialCount as 'run_cap', parallelTrialCount as 'max_concurrent_trials', "
        + "each of parameters with its feasibleSpace as one of 'parameters' with "
        + "'min' and 'max' or 'values', and what trialTemplate runs as 'program' or 'command'";

    private const string Determined =
        "this is an experiment of Determined, which cannot be read here: write searcher.name as 'method', "
        + "searcher.metric and "
        + "smaller_is_better as 'metric' with 'name' and 'goal', searcher.max_trials as 'run_cap', "
        + "the halving of adaptive_asha as "
        + "'early_terminate', each of hyperparameters as one of 'parameters' (minval and maxval are 'min' and 'max', "
        + "vals is 'values', log with base 10 is log_uniform_values of the powers), "
        + "resources.slots_per_trial as 'resources: {gpu: …}', "
        + "and entrypoint as 'program' or 'command'";

    /// <summary>
    /// Returns a message that names the tool and maps its keys to those of a sweep file, with the position of the key
    /// that gives the tool away, or null if the file belongs to no known tool.
    /// </summary>
    public static (Position At, string Message)? Explain(Node.Mapping root)
    {
        if (Find("apiVersion") is { Value: Node.Scalar { Text: var version } } api
            && version.StartsWith("kubeflow.org/", StringComparison.Ordinal)) return (api.KeyAt, Katib);
        return Find("hyperparameters") is not null && Find("searcher") is { } searcher
            ? (searcher.KeyAt, Determined)
            : null;

        Node.Entry? Find(string key) => root.Entries.FirstOrDefault(entry => entry.Key == key);
    }
}
