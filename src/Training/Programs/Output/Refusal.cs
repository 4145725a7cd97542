namespace Experiments.Training.Programs.Output;

/// <summary>A text in the place of a metric's value that is not accepted as one.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="Text">The beginning of the text.</param>
/// <param name="Why">The reason why it is not accepted.</param>
/// <param name="IsNear">Whether the text is probably meant as a number, regardless of the name.</param>
internal sealed record Refusal(string Name, string Text, string Why, bool IsNear);
