using System.Collections.Immutable;

namespace Experiments.Training.Datasets;

/// <summary>What the classes of a dataset are called, by label.</summary>
public static class ClassNames
{
    private static readonly ImmutableArray<string> Digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    /// <summary>Ten names, short enough for a picture's margin.</summary>
    public static ImmutableArray<string> Get(string dataset) => dataset switch
    {
        // As its authors name them.
        "fashion-mnist" =>
            ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
        // The syllables of its ten Hiragana.
        "kmnist" => ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
        _ => Digits,
    };
}
