namespace Experiments.Silo.Gpus;

/// <summary>A GPU of this machine that this process may use.</summary>
/// <param name="Device">
/// Its name in leases, and for torch: <c>cuda:0</c>, …, numbered among these GPUs in the order of the PCI bus.
/// </param>
/// <param name="Uuid">The driver's id of it, the same after each start of the machine: <c>GPU-…</c>.</param>
/// <param name="Model">The name of its model.</param>
/// <param name="Memory">Its memory, in bytes.</param>
internal sealed record Gpu(string Device, string Uuid, string Model, long Memory)
{
    /// <summary>Returns the device with what a person needs to recognize it.</summary>
    public override string ToString() => $"{Device} ({Model}, {Memory >> 30} GiB, {Uuid})";
}
