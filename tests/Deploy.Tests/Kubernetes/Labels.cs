namespace Experiments.Deploy.Tests.Kubernetes;

internal static class Labels
{
    /// <summary>Whether a selector matches objects with these labels.</summary>
    public static bool IsSubsetOf(this IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);

    public static void ShouldBeSubsetOf(
        this IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.IsSubsetOf(labels).ShouldBeTrue($"{string.Join(", ", selector)} of {string.Join(", ", labels)}");
}
