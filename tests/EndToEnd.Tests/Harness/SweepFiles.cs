namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>Sweep files that are small enough for a test.</summary>
public static class SweepFiles
{
    /// <summary>Six trials of an MLP with all sources of randomness, from a grid or from random search.</summary>
    public static string Small(string method, int? atOnce = null, int epochs = 2) => $$"""
        workload: mlp
        dataset: digits
        method: {{method}}
        seed: 7
        run_cap: 6
        {{(atOnce is null ? "" : $"max_concurrent_trials: {atOnce}")}}
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          optimizer: {values: [sgd, adam, rmsprop]}
          learning_rate: {{(method == "grid" ? "{values: [0.01, 0.001]}" : "{distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}")}}
          dropout: {value: 0.2}
          epochs: {value: {{epochs}}}
          train_examples: {value: 1200}
        """;

    /// <summary>Trials that take some time without using the processor.</summary>
    public static string Waiting(int trials, double seconds, int epochs = 1, string more = "") => $$"""
        workload: wait
        method: random
        run_cap: {{trials}}
        metric: {name: value, goal: maximize}
        parameters:
          value: {min: 0.0, max: 1.0}
          seconds: {value: {{seconds}}}
          epochs: {value: {{epochs}}}
        {{more}}
        """;
}
