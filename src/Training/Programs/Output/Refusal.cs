namespace Experiments.Training.Programs.Output;

/// <summary>A text that stands where a metric's value would, and is not taken for one.</summary>
/// <param name="Name">What it is the value of.</param>
/// <param name="Text">Its beginning.</param>
/// <param name="Why">What is wrong with it.</param>
/// <param name="IsNear">It likely is meant as a number, whatever the name.</param>
internal sealed record Refusal(string Name, string Text, string Why, bool IsNear);
