using Experiments.Deploy.Tests.Containers;
using Experiments.Deploy.Tests.Kubernetes;
using k8s.Models;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>Reads what the deployments say about their silos, as it is rendered.</summary>
internal static class Deployment
{
    /// <summary>Returns the silos of a deployment: <c>compose</c>, or a folder of <c>deploy/k8s</c>.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="address">The address that each container has.</param>
    public static async Task<IReadOnlyList<DeployedSilo>> ReadAsync(string deployment, string address) =>
        deployment == "compose" ? ReadCompose() : await ReadOverlayAsync(deployment, address);

    private static List<DeployedSilo> ReadCompose() =>
    [
        .. ComposeFile.Read().Services.Where(service => ((string)service.Key).StartsWith("silo-")).Select(service =>
        {
            var keys = (Dictionary<object, object>)service.Value;
            keys.ShouldNotContainKey("mem_limit");
            return new DeployedSilo(
                (string)keys["hostname"], [.. ComposeFile.List(keys, "entrypoint")],
                With(ImageEnvironment(), ComposeFile.Environment(keys)),
                [.. ComposeFile.List(keys, "volumes").Select(ReadMount)], MemoryLimit: null);
        }),
    ];

    private static async Task<IReadOnlyList<DeployedSilo>> ReadOverlayAsync(string overlay, string address)
    {
        var built = await Manifests.BuildAsync(overlay);
        var replicas = built.Silo.Spec.Replicas.ShouldNotBeNull();
        return [.. Enumerable.Range(0, replicas).Select(i => ReadPod(built, $"machine-{i}", address))];
    }

    private static DeployedSilo ReadPod(Manifests built, string node, string address)
    {
        var container = built.SiloContainer;
        container.Command.ShouldBeNull("the image's entry point is used");
        var variables = container.Env.ToDictionary(
            variable => variable.Name,
            variable => variable.Value ?? (variable.ValueFrom.FieldRef.FieldPath switch
            {
                "status.podIP" => address,
                "spec.nodeName" => node,
                var other => throw new NotSupportedException(other),
            }));
        var arguments = container.Args.Select(argument => variables.Aggregate(
            argument, (text, variable) => text.Replace($"$({variable.Key})", variable.Value)));
        return new(
            node, ["experiments", .. arguments], With(ImageEnvironment(), variables),
            [.. container.VolumeMounts.Select(mount => ReadMount(built.SiloPod, mount))],
            container.Resources.Limits["memory"].ToInt64());
    }

    private static Mount ReadMount(string text)
    {
        var parts = text.Split(':');
        // A volume without a name belongs to one container.
        if (parts.Length == 1) return new(text, "", IsShared: false);
        return new(
            parts[1],
            parts[0].StartsWith('.') ? Path.GetFullPath(Path.Combine(ComposeFile.Folder, parts[0])) : parts[0],
            IsShared: true);
    }

    private static Mount ReadMount(V1PodSpec pod, V1VolumeMount mount)
    {
        var volume = pod.Volumes.Single(volume => volume.Name == mount.Name);
        return volume.PersistentVolumeClaim is { } claim
            ? new(mount.MountPath, claim.ClaimName, IsShared: true)
            : volume.Secret is { } secret ? new(mount.MountPath, secret.SecretName, IsShared: true)
            : new(mount.MountPath, volume.Name, IsShared: false, volume.EmptyDir.SizeLimit.ToInt64());
    }

    /// <summary>Returns what the image sets.</summary>
    private static Dictionary<string, string> ImageEnvironment()
    {
        var lines = File.ReadAllLines(Programs.FileOf("deploy", "docker", "Dockerfile"));
        var begin = Array.FindIndex(lines, line => line.StartsWith("ENV "));
        var count = lines.Skip(begin).TakeWhile(line => line.EndsWith('\\')).Count() + 1;
        var variables = string.Join(' ', lines.Skip(begin).Take(count))["ENV ".Length..].Replace("\\", "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        // The home folder of the image's user.
        variables["HOME"] = "/home/experiments";
        return variables;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> first, Dictionary<string, string> second)
    {
        foreach (var (name, value) in second) first[name] = value;
        return first;
    }
}
