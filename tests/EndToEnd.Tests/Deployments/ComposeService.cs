using System.Text.Json;
using Experiments.Deploy.Tests.Containers;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>A service of the compose file as arguments of <c>podman run</c>.</summary>
/// <param name="name">The name of the service.</param>
/// <param name="project">A prefix for the names of volumes.</param>
internal sealed class ComposeService(string name, string project)
{
    private readonly Dictionary<object, object> _keys =
        (Dictionary<object, object>)ComposeFile.Read().Services[name];

    /// <summary>The command that tells whether the service is healthy, or null if the image has it.</summary>
    public IReadOnlyList<string>? HealthTest => _keys.TryGetValue("healthcheck", out var check)
        ? [.. ComposeFile.List(check, "test")]
        : null;

    /// <summary>Returns the arguments, with the image and the command at the end.</summary>
    /// <param name="image">Another image than the file's, or null.</param>
    /// <param name="command">The command that replaces the file's, or nothing.</param>
    /// <param name="more">Further arguments before the image.</param>
    public IReadOnlyList<string> Arguments(string? image, IReadOnlyList<string> command, IEnumerable<string> more) =>
    [
        "--pull", "never", .. _keys.SelectMany(pair => Of((string)pair.Key, pair.Value)),
        .. command.Take(1).SelectMany(program => Pair("--entrypoint", program)), .. more,
        image ?? (string)_keys["image"],
        .. command.Count > 0
            ? command.Skip(1)
            : ComposeFile.List(_keys, "entrypoint").Skip(1).Concat(ComposeFile.List(_keys, "command")),
    ];

    /// <summary>Returns the name that a volume of the compose file has here.</summary>
    public static string VolumeOf(string project, string volume) => $"{project}-{volume}";

    private IEnumerable<string> Of(string key, object value) => key switch
    {
        // The tests themselves wait for what a service depends on, and build and check images.
        "image" or "build" or "command" or "depends_on" or "healthcheck" => [],
        "entrypoint" => ["--entrypoint", JsonSerializer.Serialize(ComposeFile.List(_keys, key).Take(1))],
        "environment" => ComposeFile.Environment(_keys).SelectMany(pair => Pair("--env", $"{pair.Key}={pair.Value}")),
        "volumes" => ComposeFile.List(_keys, key).SelectMany(volume => Pair("--volume", VolumeOf(volume))),
        "ports" => ComposeFile.List(_keys, key).SelectMany(port => Pair("--publish", port)),
        "cap_drop" => ComposeFile.List(_keys, key).SelectMany(capability => Pair("--cap-drop", capability)),
        "security_opt" => ComposeFile.List(_keys, key)
            .SelectMany(option => Pair("--security-opt", option.Replace(':', '='))),
        "hostname" => ["--hostname", (string)value],
        "restart" => ["--restart", (string)value],
        "shm_size" => ["--shm-size", (string)value],
        "stop_grace_period" => ["--stop-timeout", ((string)value).TrimEnd('s')],
        // As in Docker, where such a container has no folders of its own in memory.
        "read_only" => ["--read-only", "--read-only-tmpfs=false"],
        _ => throw new NotSupportedException($"'{key}' of the service '{name}' is not known to this test"),
    };

    private string VolumeOf(string text)
    {
        var source = text.Split(':')[0];
        return source[0] switch
        {
            '.' => Path.GetFullPath(Path.Combine(ComposeFile.Folder, source)) + text[source.Length..],
            '/' => text,
            _ => VolumeOf(project, text),
        };
    }

    private static string[] Pair(string name, string value) => [name, value];
}
