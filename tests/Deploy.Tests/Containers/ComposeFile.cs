using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Experiments.Deploy.Tests.Containers;

/// <summary>
/// The file of Docker Compose, with its merge keys resolved and its variables at their defaults. Those that must be
/// given have <see cref="Given"/>.
/// </summary>
internal sealed partial class ComposeFile
{
    private ComposeFile(Dictionary<object, object> services) => Services = services;

    /// <summary>The folder of the file, to which its paths are relative.</summary>
    public static string Folder { get; } = Repository.PathOf("deploy", "compose");

    /// <summary>Returns the value that a variable has here which must be given.</summary>
    public static string Given(string variable) => $"the {variable}";

    /// <summary>The services by their names.</summary>
    public Dictionary<object, object> Services { get; }

    /// <summary>Reads the file.</summary>
    public static ComposeFile Read()
    {
        using var text = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        var file = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
        return new((Dictionary<object, object>)Interpolate(file["services"]));
    }

    /// <summary>Returns the items of a service's list, or nothing if it has none.</summary>
    public static IEnumerable<string> List(object service, string key) =>
        ((Dictionary<object, object>)service).TryGetValue(key, out var list) ? ((List<object>)list).Cast<string>() : [];

    /// <summary>Returns the environment of a service.</summary>
    public static Dictionary<string, string> Environment(object service) =>
        ((Dictionary<object, object>)((Dictionary<object, object>)service)["environment"])
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value);

    private static object Interpolate(object node) => node switch
    {
        string text => Variable().Replace(text, match => match.Value == "$$" ? "$"
            : match.Groups["must"].Success ? Given(match.Groups["name"].Value) : match.Groups["default"].Value),
        Dictionary<object, object> map => map.ToDictionary(pair => pair.Key, pair => Interpolate(pair.Value)),
        List<object> list => list.ConvertAll(Interpolate),
        _ => node,
    };

    [GeneratedRegex(@"\$\$|\$\{(?<name>\w+)(:-(?<default>[^}]*)|(?<must>:\?[^}]*))?\}")]
    private static partial Regex Variable();
}
