namespace Experiments.Contracts.Ports.Execution;

/// <summary>
/// The exception for an attempt that failed because its device failed beyond doubt. The trial is tried again, and
/// at first that costs no restart.
/// </summary>
/// <param name="message">What is wrong with the device, as a message for people.</param>
/// <param name="cause">The underlying exception.</param>
public sealed class DeviceFaultException(string message, Exception? cause = null) : Exception(message, cause);
