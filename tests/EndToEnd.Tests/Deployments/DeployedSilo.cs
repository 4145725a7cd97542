namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>What a deployment says about the container of a silo.</summary>
/// <param name="Name">The container's name of its machine.</param>
/// <param name="Command">The command line.</param>
/// <param name="Environment">The environment, with that of the image.</param>
/// <param name="Mounts">The folders of the container that are volumes.</param>
/// <param name="MemoryLimit">The container's memory in bytes, or null if it is not limited.</param>
internal sealed record DeployedSilo(
    string Name, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<Mount> Mounts, long? MemoryLimit);

/// <summary>A folder of a container that is a volume.</summary>
/// <param name="Path">The path in the container.</param>
/// <param name="Volume">The name of the volume, or the path of a folder of the machine.</param>
/// <param name="IsShared">Whether all silos have the same volume.</param>
/// <param name="Limit">The size in bytes beyond which the container is ended, or null if there is no limit.</param>
internal sealed record Mount(string Path, string Volume, bool IsShared, long? Limit = null);
