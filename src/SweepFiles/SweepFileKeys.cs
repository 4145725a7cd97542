using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles;

/// <summary>Lists what a sweep file says, one value after the other.</summary>
public static class SweepFileKeys
{
    /// <summary>
    /// Returns the values of a valid file in its order, each with its key after those of the mappings that contain it,
    /// separated by dots: <c>parameters.lr.max</c>. A list of single values is one value.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, ParameterValue?>> List(string text) =>
        YamlReader.Read(text, new ErrorList("")) is { } content ? [.. List("", content)] : [];

    private static IEnumerable<KeyValuePair<string, ParameterValue?>> List(string key, Node node) => node switch
    {
        Node.Mapping mapping => mapping.Entries.SelectMany(entry => List(Join(key, entry.Key), entry.Value)),
        Node.Sequence sequence when sequence.Items.All(item => item is Node.Scalar) =>
            [
                new(key, new ParameterValue.List(
                    [.. sequence.Items.Select(item => ValueOf(item) ?? new ParameterValue.Null())])),
            ],
        Node.Sequence sequence => sequence.Items.SelectMany((item, i) => List(Join(key, $"{i}"), item)),
        _ => [new(key, ValueOf(node))],
    };

    private static ParameterValue? ValueOf(Node scalar) => ((Node.Scalar)scalar).Value;

    private static string Join(string key, string inner) => key.Length == 0 ? inner : $"{key}.{inner}";
}
