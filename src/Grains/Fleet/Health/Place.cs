namespace Experiments.Grains.Fleet.Health;

/// <summary>A node, or one of its GPUs: what can be sick by itself.</summary>
/// <param name="Silo">The node's silo, generation included.</param>
/// <param name="Gpu">The GPU, or null for the whole node.</param>
internal readonly record struct Place(string Silo, string? Gpu = null)
{
    /// <summary>Returns the GPU of a silo, or null if the device is its CPU.</summary>
    public static string? GpuOf(string device) => device == "cpu" ? null : device;

    /// <summary>Whether attempts on the device of the silo are attempts here.</summary>
    public bool Holds(string silo, string device) => silo == Silo && (Gpu is null || device == Gpu);
}
