namespace Experiments.Training.Programs.Mlflow;

/// <summary>A value of a metric, as a client of MLflow sends it.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">The value, which may be NaN or infinite.</param>
/// <param name="Timestamp">When it was measured, in milliseconds since 1970.</param>
/// <param name="Step">The step, 0 if the client gave none.</param>
internal readonly record struct MlflowMetric(string Key, double Value, long Timestamp, long Step);
