using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>Writes values as MLflow's answers have them.</summary>
internal static class MlflowJson
{
    public static JsonNode Of(MlflowMetric metric) => new JsonObject
    {
        ["key"] = metric.Key,
        ["value"] = Of(metric.Value),
        ["timestamp"] = metric.Timestamp,
        ["step"] = metric.Step,
    };

    public static JsonNode Of(KeyValuePair<string, string> pair) =>
        new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value };

    // JSON of protocol buffers has these as texts.
    private static JsonNode Of(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity")
        : value;
}
