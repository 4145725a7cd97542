namespace Experiments.Grains.Nodes;

/// <summary>How much of a device is used.</summary>
/// <param name="Device"><c>cpu</c>, <c>cuda:0</c>, …</param>
/// <param name="Capacity">What the node offers of the device: the number of CPU cores, or 1 for a GPU.</param>
/// <param name="Leased">What attempts use of it now, in the unit of <paramref name="Capacity"/>.</param>
public readonly record struct DeviceUse(string Device, double Capacity, double Leased);
