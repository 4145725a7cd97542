namespace Experiments.Training.Programs.EventFiles;

/// <summary>A value of a curve in an event file of TensorBoard.</summary>
/// <param name="Tag">The curve's name.</param>
/// <param name="Step">The step.</param>
/// <param name="Value">The value.</param>
internal readonly record struct ScalarEvent(string Tag, long Step, double Value);
