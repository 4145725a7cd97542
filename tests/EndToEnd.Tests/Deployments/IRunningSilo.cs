namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>A silo that runs with the settings of a deployment.</summary>
internal interface IRunningSilo
{
    /// <summary>The name of its node.</summary>
    string Name { get; }

    /// <summary>The bytes in use in the folder for temporary files, or null if they cannot be measured.</summary>
    long? ScratchBytes { get; }

    /// <summary>Returns the path on this machine of one in the container.</summary>
    string PathOf(string path);

    /// <summary>Returns the most memory that the silo's own processes have held, in bytes.</summary>
    long PeakBytes();

    /// <summary>Kills it, with all of its processes.</summary>
    Task KillAsync();
}
