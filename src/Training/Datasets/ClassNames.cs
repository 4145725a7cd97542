using System.Collections.Immutable;

namespace Experiments.Training.Datasets;

/// <summary>The names of a dataset's classes, by label.</summary>
public static class ClassNames
{
    private static readonly ImmutableArray<string> Digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    /// <summary>Returns ten names that are short enough for the margin of a figure.</summary>
    public static ImmutableArray<string> Get(string dataset) => dataset switch
    {
        // The names that its authors use.
        "fashion-mnist" =>
            ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
        // The syllables of its ten Hiragana characters.
        "kmnist" => ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
        _ => Digits,
    };
}
